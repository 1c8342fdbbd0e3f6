package com.inboxapp.sdk.runtime;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;

/**
 * Reads values that are nested deeper than the 255 levels of a Moshi reader: every {@value #LEVELS_PER_READER} levels, a new reader takes
 * over.
 */
final class Nesting {
    private static final int LEVELS_PER_READER = 200;

    private Nesting() {}

    /**
     * Returns the reader for the next value of a reader.
     *
     * @param depth the number of levels around that value
     */
    static JsonReader readerAt(JsonReader reader, int depth) throws IOException {
        if (depth >= BoundedJson.MAX_DEPTH) {
            throw new JsonDataException(
                    reader.getPath() + " has more than " + BoundedJson.MAX_DEPTH + " levels of nesting");
        }
        return depth > 0 && depth % LEVELS_PER_READER == 0 ? JsonReader.of(reader.nextSource()) : reader;
    }

    /** Skips an object or an array. */
    static void skip(JsonReader outer, int outside) throws IOException {
        JsonReader reader = readerAt(outer, outside);
        int depth = outside;
        do {
            switch (reader.peek()) {
                case BEGIN_OBJECT, BEGIN_ARRAY -> {
                    if (depth > outside && depth % LEVELS_PER_READER == 0) {
                        skip(reader, depth);
                    } else {
                        depth++;
                        begin(reader);
                    }
                }
                case END_OBJECT -> {
                    reader.endObject();
                    depth--;
                }
                case END_ARRAY -> {
                    reader.endArray();
                    depth--;
                }
                case NAME -> reader.skipName();
                default -> reader.skipValue();
            }
        } while (depth > outside);
    }

    private static void begin(JsonReader reader) throws IOException {
        if (reader.peek() == JsonReader.Token.BEGIN_OBJECT) {
            reader.beginObject();
        } else {
            reader.beginArray();
        }
    }
}
