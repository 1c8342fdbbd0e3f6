package com.inboxapp.sdk.runtime;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON values for the generated adapters. Only generated code calls this class. */
public final class Json {
    private Json() {}

    /**
     * Reads one non-null value.
     *
     * @param <T> the type of the value
     */
    @FunctionalInterface
    public interface Read<T> {
        /**
         * Reads the next value.
         *
         * @param reader the reader
         * @return the value
         * @throws IOException if reading fails
         */
        @Nullable
        T from(JsonReader reader) throws IOException;
    }

    /**
     * Writes one non-null value.
     *
     * @param <T> the type of the value
     */
    @FunctionalInterface
    public interface Write<T> {
        /**
         * Writes the value.
         *
         * @param writer the writer
         * @param value the value
         * @throws IOException if writing fails
         */
        void to(JsonWriter writer, T value) throws IOException;
    }

    /**
     * Returns the exception for a required property that is missing or null. Call it before the reader leaves the object.
     *
     * @param reader the reader, inside the object
     * @param property the name of the property
     * @return the exception to throw
     */
    public static JsonDataException missing(JsonReader reader, String property) {
        String path = reader.getPath();
        // the path ends with the last name that was read; the part before it is the path of the object
        return new JsonDataException(
                path.substring(0, path.lastIndexOf('.') + 1) + property + " is required, but is missing");
    }

    /**
     * Returns the exception for values that a constructor rejected.
     *
     * @param reader the reader, inside or right after the object
     * @param e the exception of the constructor
     * @return the exception to throw
     */
    public static JsonDataException refused(JsonReader reader, IllegalArgumentException e) {
        return new JsonDataException(e.getMessage() + ", at path " + reader.getPath(), e);
    }

    /**
     * Reads a string that must not be empty, such as an id.
     *
     * @param reader the reader
     * @return the text
     * @throws IOException if reading fails
     */
    public static String nonEmpty(JsonReader reader) throws IOException {
        String path = reader.getPath();
        String text = reader.nextString();
        if (text.isEmpty()) {
            throw new JsonDataException(path + " is required, but is empty");
        }
        return text;
    }

    /**
     * Reads an ISO 8601 time.
     *
     * @param reader the reader
     * @return the instant
     * @throws IOException if reading fails
     */
    public static Instant instant(JsonReader reader) throws IOException {
        String path = reader.getPath();
        Instant instant = Instants.parse(reader.nextString());
        if (instant == null) {
            throw new JsonDataException(path + " is not an ISO 8601 time");
        }
        return instant;
    }

    /**
     * Writes a time in UTC with milliseconds and {@code Z}.
     *
     * @param writer the writer
     * @param value the instant
     * @throws IOException if writing fails
     */
    public static void instant(JsonWriter writer, Instant value) throws IOException {
        writer.value(Instants.format(value));
    }

    /**
     * Reads a decimal number of at most 1,000 characters without loss.
     *
     * @param reader the reader
     * @return the number
     * @throws IOException if reading fails
     */
    public static BigDecimal decimal(JsonReader reader) throws IOException {
        return Numbers.decimal(reader);
    }

    /**
     * Reads a 64-bit integer.
     *
     * @param reader the reader
     * @return the number
     * @throws IOException if reading fails
     */
    public static long whole(JsonReader reader) throws IOException {
        return Numbers.whole(reader);
    }

    /**
     * Skips a value of any type and depth.
     *
     * @param reader the reader
     * @throws IOException if reading fails
     */
    public static void skip(JsonReader reader) throws IOException {
        JsonReader.Token token = reader.peek();
        if (reader.failOnUnknown()
                || (token != JsonReader.Token.BEGIN_OBJECT && token != JsonReader.Token.BEGIN_ARRAY)) {
            reader.skipValue();
        } else {
            Nesting.skip(reader, 0);
        }
    }

    /**
     * Reads any JSON value except null.
     *
     * @param reader the reader
     * @return the value
     * @throws IOException if reading fails
     */
    public static JsonValue value(JsonReader reader) throws IOException {
        return JsonValue.read(reader);
    }

    /**
     * Writes any JSON value.
     *
     * @param writer the writer
     * @param value the value
     * @throws IOException if writing fails
     */
    public static void value(JsonWriter writer, JsonValue value) throws IOException {
        value.write(writer);
    }

    /**
     * Reads an array whose elements must not be null.
     *
     * @param reader the reader
     * @param element reads one element
     * @param <T> the type of the elements
     * @return an immutable list
     * @throws IOException if reading fails
     */
    public static <T> List<T> list(JsonReader reader, Read<T> element) throws IOException {
        List<T> list = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            String path = reader.peek() == JsonReader.Token.NULL ? reader.getPath() : "";
            if (!path.isEmpty()) {
                throw new JsonDataException(path + " must not be null");
            }
            list.add(Objects.requireNonNull(element.from(reader)));
        }
        reader.endArray();
        return List.copyOf(list);
    }

    /**
     * Writes an array.
     *
     * @param writer the writer
     * @param values the elements
     * @param element writes one element
     * @param <T> the type of the elements
     * @throws IOException if writing fails
     */
    public static <T> void list(JsonWriter writer, List<T> values, Write<? super T> element) throws IOException {
        writer.beginArray();
        for (T value : values) {
            element.to(writer, value);
        }
        writer.endArray();
    }

    /**
     * Returns an adapter for a top-level array.
     *
     * @param element the adapter of the elements
     * @param <T> the type of the elements
     * @return the adapter
     */
    public static <T> JsonAdapter<List<T>> listAdapter(JsonAdapter<T> element) {
        return new JsonAdapter<>() {
            @Override
            public List<T> fromJson(JsonReader reader) throws IOException {
                return list(reader, element::fromJson);
            }

            @Override
            public void toJson(JsonWriter writer, @Nullable List<T> value) throws IOException {
                list(writer, Objects.requireNonNull(value, "value"), element::toJson);
            }
        };
    }

    /**
     * Writes null, also if the writer is configured to omit nulls.
     *
     * @param writer the writer
     * @throws IOException if writing fails
     */
    public static void explicitNull(JsonWriter writer) throws IOException {
        boolean serializeNulls = writer.getSerializeNulls();
        writer.setSerializeNulls(true);
        writer.nullValue();
        writer.setSerializeNulls(serializeNulls);
    }

    /**
     * Reads a value of a closed enum.
     *
     * @param reader the reader
     * @param find returns the constant for a value, or null
     * @param <T> the enum
     * @return the constant
     * @throws IOException if reading fails
     */
    public static <T> T closed(JsonReader reader, Function<String, @Nullable T> find) throws IOException {
        String path = reader.getPath();
        T value = find.apply(reader.nextString());
        if (value == null) {
            throw new JsonDataException(path + " is not one of the documented values");
        }
        return value;
    }
}
