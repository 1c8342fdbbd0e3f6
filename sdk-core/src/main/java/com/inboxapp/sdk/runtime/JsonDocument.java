package com.inboxapp.sdk.runtime;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.EOFException;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import okio.Buffer;
import okio.ByteString;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON from the network, in time proportional to its length. It rejects nesting of more than 1,000 levels, numbers of more than 64
 * KiB, and numbers of more than 1,000 characters if they have to be parsed. Strings may have any length. A byte order mark before the
 * document is skipped.
 */
public final class JsonDocument {
    /** The start of the exception message for content after the value. */
    public static final String SOMETHING_BEHIND = "unexpected content after the JSON value";

    private static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("efbbbf");

    private JsonDocument() {}

    /**
     * Reads the value of a document.
     *
     * @param adapter the adapter of the value
     * @param json the document; it is consumed
     * @param ended returns whether to stop, since the value is no longer needed; called every few kilobytes
     * @param <T> the type of the value
     * @return the value; null if the document is {@code null} and the adapter returns null for it
     * @throws JsonDataException if the adapter rejects the document, if there is content after the value, or if the document exceeds the
     *     bounds. The message contains a path and no value
     * @throws IOException if the document is not JSON or is truncated, or if {@code ended} returns true
     */
    public static <T> @Nullable T read(JsonAdapter<T> adapter, Buffer json, BooleanSupplier ended) throws IOException {
        if (json.rangeEquals(0, BYTE_ORDER_MARK)) {
            json.skip(BYTE_ORDER_MARK.size());
        }
        BoundedJson bounded = new BoundedJson(json, ended);
        JsonReader reader = JsonReader.of(Okio.buffer(bounded));
        reader.setTag(BoundedJson.class, bounded);
        try {
            T value = adapter.fromJson(reader);
            if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
                throw new JsonDataException(SOMETHING_BEHIND + ", at path $");
            }
            return value;
        } catch (BoundedJson.ExceededException e) {
            throw new JsonDataException(reader.getPath() + " has " + e.getMessage(), e);
        } catch (EOFException e) {
            throw truncated(reader, e);
        } catch (JsonDataException e) {
            throw withoutValue(e);
        }
    }

    private static EOFException truncated(JsonReader reader, EOFException e) {
        EOFException safe = new EOFException("unexpected end of the document, at path " + reader.getPath());
        safe.setStackTrace(e.getStackTrace());
        return safe;
    }

    /** Removes the value from a message of Moshi, which shows what it found in place of a number. That may be private text. */
    private static JsonDataException withoutValue(JsonDataException e) {
        String message = String.valueOf(e.getMessage());
        int value = message.indexOf(" but was ");
        int path = message.lastIndexOf(" at path ");
        if (value < 0 || path < value) {
            return e;
        }
        JsonDataException safe = new JsonDataException(message.substring(0, value) + message.substring(path));
        safe.setStackTrace(e.getStackTrace());
        return safe;
    }
}
