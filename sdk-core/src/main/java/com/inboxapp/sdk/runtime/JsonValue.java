package com.inboxapp.sdk.runtime;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okio.Buffer;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value whose schema the Inbox API does not document, kept as the text that the server sent.
 *
 * <p>Two values are equal if their texts are equal. A JSON {@code null} is a Java null, never a {@code JsonValue}.
 */
public final class JsonValue {
    private final String json;

    private JsonValue(String json) {
        this.json = json;
    }

    /**
     * Wraps a JSON text.
     *
     * @param json one JSON value other than {@code null}
     * @return the value
     * @throws IllegalArgumentException if the text is not exactly one JSON value, is JSON {@code null}, has a number of more than 1,000
     *     characters or more than 1,000 levels of nesting, or contains an unescaped unpaired surrogate
     */
    public static JsonValue of(String json) {
        Checks.sendable(Objects.requireNonNull(json, "json"), "json");
        JsonValue value = new JsonValue(json);
        if (value.parse() == null) {
            throw new IllegalArgumentException("json: must not be null; omit the property instead");
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
     * Returns the JSON text, as it was received or passed.
     *
     * @return the text
     */
    public String json() {
        return json;
    }

    /**
     * Parses the text into Java objects: an unmodifiable {@code Map<String, Object>} or {@code List<Object>}, which may contain nulls, a
     * {@code String}, a {@code BigDecimal} for every number, or a {@code Boolean}. A number may have any exponent: do not call
     * {@code toBigInteger} on an untrusted number, since the result of {@code 1e999999999} does not fit into memory.
     *
     * @return the value
     * @throws IllegalArgumentException if the text is malformed JSON, which a server may have sent, or has a number of more than 1,000
     *     characters or more than 1,000 levels of nesting
     */
    public Object toJava() {
        return Objects.requireNonNull(parse());
    }

    private @Nullable Object parse() {
        BoundedJson bounded = new BoundedJson(new Buffer().writeUtf8(json), () -> false);
        try (JsonReader reader = JsonReader.of(Okio.buffer(bounded))) {
            Object value = next(reader, 0);
            if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
                throw new IllegalArgumentException("json: more than one value");
            }
            return value;
        } catch (BoundedJson.ExceededException e) {
            throw new IllegalArgumentException("json: " + e.getMessage(), e);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("json: a number of " + e.getMessage(), e);
        } catch (java.io.EOFException
                | com.squareup.moshi.JsonEncodingException
                | com.squareup.moshi.JsonDataException e) {
            throw new IllegalArgumentException("json: not well-formed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object next(JsonReader outer, int depth) throws IOException {
        JsonReader.Token token = outer.peek();
        boolean nested = token == JsonReader.Token.BEGIN_OBJECT || token == JsonReader.Token.BEGIN_ARRAY;
        JsonReader reader = nested ? Nesting.readerAt(outer, depth) : outer;
        switch (token) {
            case BEGIN_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                reader.beginObject();
                while (reader.hasNext()) {
                    object.put(reader.nextName(), next(reader, depth + 1));
                }
                reader.endObject();
                return Collections.unmodifiableMap(object);
            }
            case BEGIN_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                reader.beginArray();
                while (reader.hasNext()) {
                    array.add(next(reader, depth + 1));
                }
                reader.endArray();
                return Collections.unmodifiableList(array);
            }
            case NUMBER -> {
                return Numbers.decimal(reader.nextString());
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

    /** Returns the JSON text. */
    @Override
    public String toString() {
        return json;
    }
}
