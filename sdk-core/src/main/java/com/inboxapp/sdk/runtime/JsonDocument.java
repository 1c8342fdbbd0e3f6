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
 * Reads JSON that came over the network. It costs time in proportion to its length, whatever it is: nesting of more than 1,000 levels and
 * numbers of more than 64 KiB are refused, and so are numbers of more than 1,000 characters where they have to be computed with. Strings may be
 * of any length. A byte order mark before the document is left out.
 */
public final class JsonDocument {
    /** How the message begins when the document goes on behind its value. */
    public static final String SOMETHING_BEHIND = "there is something behind the JSON value";

    private static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("efbbbf");

    private JsonDocument() {}

    /**
     * Reads the one value of a document.
     *
     * @param adapter the adapter of the value
     * @param json the document, which is taken out of the buffer
     * @param ended whether nobody wants the value any more; asked every few kilobytes
     * @param <T> the type of the value
     * @return the value, null if the adapter reads null so
     * @throws JsonDataException if the document is not what the adapter reads, if something is behind the value, or if the document exceeds
     *     the bounds. The message holds a path and no value
     * @throws IOException if it is not JSON, or ends too early, or if nobody wants the value any more
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
            throw endsTooEarly(reader, e);
        } catch (JsonDataException e) {
            throw withoutValue(e);
        }
    }

    private static EOFException endsTooEarly(JsonReader reader, EOFException e) {
        EOFException safe = new EOFException("it ends too early, at path " + reader.getPath());
        safe.setStackTrace(e.getStackTrace());
        return safe;
    }

    /** Where Moshi expects a number it shows what is there instead, which may be a customer's text. */
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
