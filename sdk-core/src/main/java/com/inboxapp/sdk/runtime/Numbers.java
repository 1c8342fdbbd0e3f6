package com.inboxapp.sdk.runtime;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;

/** Exact numbers, whose cost grows with the square of their digits. */
final class Numbers {
    /** In characters. No number that means something comes near it. */
    static final int LONGEST = 1_000;

    private Numbers() {}

    static BigDecimal decimal(JsonReader reader) throws IOException {
        String path = reader.getPath();
        return decimal(path, text(reader, path, "a number"), "a number");
    }

    /**
     * Reads a number.
     *
     * @throws NumberFormatException if it is none, or too long
     */
    static BigDecimal decimal(String text) {
        if (text.length() > LONGEST) {
            throw new NumberFormatException("more than " + LONGEST + " characters");
        }
        return new BigDecimal(text);
    }

    static long whole(JsonReader reader) throws IOException {
        BoundedJson bounded = reader.tag(BoundedJson.class);
        if (bounded != null && !bounded.hasLongNumbers() && reader.peek() == JsonReader.Token.NUMBER) {
            return reader.nextLong();
        }
        String path = reader.getPath();
        String text = text(reader, path, "a whole number");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notPlain) {
            try {
                return decimal(path, text, "a whole number").longValueExact();
            } catch (ArithmeticException e) {
                throw isNot(path, "a whole number of 64 bits");
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
        if (text.length() > LONGEST) {
            throw new JsonDataException(path + " has more than " + LONGEST + " characters, which is no number");
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
