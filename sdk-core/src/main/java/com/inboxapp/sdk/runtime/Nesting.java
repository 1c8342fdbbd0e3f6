package com.inboxapp.sdk.runtime;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;

/** Values that are nested deeper than a reader of Moshi's goes, which is 255 levels: every so often, the next levels get a reader of their own. */
final class Nesting {
    private static final int LEVELS_PER_READER = 200;

    private Nesting() {}

    /**
     * The reader for the value at which a reader stands, read from there on.
     *
     * @param depth how many levels are round that value, from wherever the count began
     */
    static JsonReader readerAt(JsonReader reader, int depth) throws IOException {
        if (depth >= BoundedJson.DEEPEST) {
            throw new JsonDataException(
                    reader.getPath() + " has more than " + BoundedJson.DEEPEST + " levels of nesting");
        }
        return depth > 0 && depth % LEVELS_PER_READER == 0 ? JsonReader.of(reader.nextSource()) : reader;
    }

    /** Leaves out an object or an array. */
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
