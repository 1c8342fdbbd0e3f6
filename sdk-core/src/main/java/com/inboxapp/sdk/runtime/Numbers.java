package com.inboxapp.sdk.runtime;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;

/** Reads exact numbers. Their length is bounded, since the cost of parsing grows with the square of the number of digits. */
final class Numbers {
    /** The maximum number of characters, far more than any real number has. */
    static final int MAX_LENGTH = 1_000;

    private Numbers() {}

    static BigDecimal decimal(JsonReader reader) throws IOException {
        String path = reader.getPath();
        return decimal(path, text(reader, path, "a number"), "a number");
    }

    /**
     * Parses a number.
     *
     * @throws NumberFormatException if the text is not a number, or too long
     */
    static BigDecimal decimal(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new NumberFormatException("more than " + MAX_LENGTH + " characters");
        }
        return new BigDecimal(text);
    }

    static long whole(JsonReader reader) throws IOException {
        BoundedJson bounded = reader.tag(BoundedJson.class);
        if (bounded != null && !bounded.hasLongNumbers() && reader.peek() == JsonReader.Token.NUMBER) {
            return reader.nextLong();
        }
        String path = reader.getPath();
        String text = text(reader, path, "an integer");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notDigitsOnly) {
            try {
                return decimal(path, text, "an integer").longValueExact();
            } catch (ArithmeticException e) {
                throw isNot(path, "a 64-bit integer");
            }
        }
    }

    private static String text(JsonReader reader, String path, String what) throws IOException {
        JsonReader.Token token = reader.peek();
        if (token != JsonReader.Token.NUMBER && token != JsonReader.Token.STRING) {
            throw isNot(path, what);
        }
        return reader.nextString();
    }

    private static BigDecimal decimal(String path, String text, String what) {
        if (text.length() > MAX_LENGTH) {
            throw new JsonDataException(path + " must be a number of at most " + MAX_LENGTH + " characters");
        }
        try {
            return decimal(text);
        } catch (NumberFormatException e) {
            throw isNot(path, what);
        }
    }

    private static JsonDataException isNot(String path, String what) {
        return new JsonDataException(path + " is not " + what);
    }
}
