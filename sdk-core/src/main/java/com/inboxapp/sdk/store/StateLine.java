package com.inboxapp.sdk.store;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.Optional;
import okio.Buffer;
import okio.ByteString;

/** A line of a {@link FileStateStore}: a JSON array of two strings, without white space. */
record StateLine(String key, String value) {
    /** A line with empty strings. */
    private static final ByteString SHAPE = ByteString.encodeUtf8("[\"\",\"\"]");

    private static final int FIRST_BEGINS = 2;
    private static final int SECOND_BEGINS = 5;

    /** Returns the line with its line feed. */
    byte[] encoded() {
        Buffer out = new Buffer().writeUtf8("[");
        quote(key, out);
        out.writeUtf8(",");
        quote(value, out);
        return out.writeUtf8("]\n").readByteArray();
    }

    /** Escapes surrogates too: an unpaired one has no UTF-8 form. */
    private static void quote(String text, Buffer out) {
        out.writeByte('"');
        text.chars().forEach(unit -> {
            char character = (char) unit;
            if (character == '"' || character == '\\' || character < ' ' || Character.isSurrogate(character)) {
                out.writeUtf8(String.format("\\u%04x", unit));
            } else {
                out.writeUtf8CodePoint(unit);
            }
        });
        out.writeByte('"');
    }

    /** Decodes a line without its line feed; empty if it has another form. */
    static Optional<StateLine> decoded(ByteString line) throws IOException {
        if (shapeOf(line) != SHAPE.size()) {
            return Optional.empty();
        }
        try (JsonReader reader = JsonReader.of(new Buffer().write(line))) {
            reader.beginArray();
            return Optional.of(new StateLine(reader.nextString(), reader.nextString()));
        } catch (IOException | JsonDataException e) {
            return Optional.empty();
        }
    }

    /** Returns whether a line can start with these bytes. */
    static boolean beginsWith(ByteString torn) {
        return shapeOf(torn) >= 0;
    }

    /** Returns the length of the matched part of the shape, or -1 if the bytes do not match. */
    private static int shapeOf(ByteString line) {
        int at = 0;
        boolean within = false;
        boolean escaped = false;
        for (int i = 0; i < line.size(); i++) {
            byte next = line.getByte(i);
            if (within && (escaped || next != '"')) {
                escaped = !escaped && next == '\\';
            } else if (at < SHAPE.size() && next == SHAPE.getByte(at)) {
                at++;
                within = at == FIRST_BEGINS || at == SECOND_BEGINS;
            } else {
                return -1;
            }
        }
        return at;
    }
}
