package com.inboxapp.sdk.runtime;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of JSON whose shape the Inbox API does not document, kept as the text that the server sent.
 *
 * <p>Two values are equal when their texts are. A JSON {@code null} is a Java null, never a {@code JsonValue}.
 */
public final class JsonValue {
    private final String json;

    private JsonValue(String json) {
        this.json = json;
    }

    /**
     * Wraps a JSON text.
     *
     * @param json one JSON value, but not {@code null}
     * @return the value
     * @throws IllegalArgumentException if the text is not exactly one JSON value, or is {@code null}
     */
    public static JsonValue of(String json) {
        JsonValue value = new JsonValue(Objects.requireNonNull(json, "json"));
        if (value.parse() == null) {
            throw new IllegalArgumentException("json: must not be null; leave the field out instead");
        }
        return value;
    }

    static JsonValue read(JsonReader reader) throws IOException {
        return new JsonValue(reader.nextSource().readUtf8());
    }

    void write(JsonWriter writer) throws IOException {
        writer.value(new Buffer().writeUtf8(json));
    }

    /**
     * The JSON text, as it was received or given.
     *
     * @return the text
     */
    public String json() {
        return json;
    }

    /**
     * Reads the text into Java's own types: an unmodifiable {@code Map<String, Object>} or {@code List<Object>} (both may hold nulls), a
     * {@code String}, a {@code BigDecimal} for every number, or a {@code Boolean}.
     *
     * @return the value
     * @throws IllegalArgumentException if the server sent malformed JSON inside this value
     */
    public Object toJava() {
        return Objects.requireNonNull(parse());
    }

    private @Nullable Object parse() {
        try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(json))) {
            Object value = next(reader);
            if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
                throw new IllegalArgumentException("json: more than one value");
            }
            return value;
        } catch (java.io.EOFException
                | com.squareup.moshi.JsonEncodingException
                | com.squareup.moshi.JsonDataException e) {
            throw new IllegalArgumentException("json: not well-formed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object next(JsonReader reader) throws IOException {
        switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                reader.beginObject();
                while (reader.hasNext()) {
                    object.put(reader.nextName(), next(reader));
                }
                reader.endObject();
                return Collections.unmodifiableMap(object);
            }
            case BEGIN_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                reader.beginArray();
                while (reader.hasNext()) {
                    array.add(next(reader));
                }
                reader.endArray();
                return Collections.unmodifiableList(array);
            }
            case NUMBER -> {
                return new BigDecimal(reader.nextString());
            }
            case BOOLEAN -> {
                return reader.nextBoolean();
            }
            case NULL -> {
                return reader.nextNull();
            }
            default -> {
                return reader.nextString();
            }
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonValue that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    /** The JSON text. */
    @Override
    public String toString() {
        return json;
    }
}
