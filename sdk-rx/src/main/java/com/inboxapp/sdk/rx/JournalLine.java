package com.inboxapp.sdk.rx;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.Optional;
import okio.Buffer;
import okio.ByteString;

/** A line of a {@link FileJournal}: a JSON array of two strings, with no blanks. */
record JournalLine(String key, String value) {
    /** A line without what is in its strings. */
    private static final ByteString SHAPE = ByteString.encodeUtf8("[\"\",\"\"]");

    private static final int FIRST_BEGINS = 2;
    private static final int SECOND_BEGINS = 5;

    /** The line, with its end. */
    byte[] encoded() {
        Buffer out = new Buffer().writeUtf8("[");
        quote(key, out);
        out.writeUtf8(",");
        quote(value, out);
        return out.writeUtf8("]\n").readByteArray();
    }

    /** A surrogate is escaped: alone, it has no form in UTF-8. */
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

    /** Reads a line without its end; empty if it is another one. */
    static Optional<JournalLine> decoded(ByteString line) throws IOException {
        if (shapeOf(line) != SHAPE.size()) {
            return Optional.empty();
        }
        try (JsonReader reader = JsonReader.of(new Buffer().write(line))) {
            reader.beginArray();
            return Optional.of(new JournalLine(reader.nextString(), reader.nextString()));
        } catch (IOException | JsonDataException e) {
            return Optional.empty();
        }
    }

    /** Whether a line may begin like this. */
    static boolean beginsWith(ByteString torn) {
        return shapeOf(torn) >= 0;
    }

    /** How much of the shape there is; -1 if it is another one. */
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
