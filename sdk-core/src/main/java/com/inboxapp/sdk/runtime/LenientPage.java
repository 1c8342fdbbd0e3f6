package com.inboxapp.sdk.runtime;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Types;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A page whose elements were decoded one by one, so that an invalid element does not affect the others. The SDK decodes a page in this way
 * when it could not be decoded as a whole.
 *
 * @param <T> the type of an element
 */
public final class LenientPage<T> {
    /** The factory of the JSON adapters of this type. They only decode. */
    public static final JsonAdapter.Factory FACTORY = (type, annotations, moshi) -> annotations.isEmpty()
                    && type instanceof ParameterizedType page
                    && Types.getRawType(type) == LenientPage.class
            ? new Adapter<>(moshi.adapter(page.getActualTypeArguments()[0]))
            : null;

    private final Map<String, List<Element<T>>> arrays;
    private final Map<String, @Nullable JsonValue> fields;

    private LenientPage(Map<String, List<Element<T>>> arrays, Map<String, @Nullable JsonValue> fields) {
        this.arrays = arrays;
        this.fields = fields;
    }

    /**
     * An element of an array.
     *
     * @param value the element, or null if it could not be decoded
     * @param json the JSON text of the element
     * @param <T> the type of an element
     */
    public record Element<T>(@Nullable T value, String json) {
        /**
         * Checks the components.
         *
         * @throws NullPointerException if {@code json} is null
         */
        public Element {
            Objects.requireNonNull(json, "json");
        }

        /** Returns whether the element could be decoded, without its text, which may be private. */
        @Override
        public String toString() {
            return value == null ? "Element[unreadable]" : "Element[readable]";
        }
    }

    /**
     * Returns the elements of an array of the page.
     *
     * @param name the name of the array
     * @return an unmodifiable list; null if the page has no such array
     * @throws NullPointerException if the name is null
     */
    public @Nullable List<Element<T>> array(String name) {
        return arrays.get(Objects.requireNonNull(name, "name"));
    }

    /**
     * Returns another property of the page.
     *
     * @param name the name of the property
     * @return the value; null if the property is missing, null, or an array
     * @throws NullPointerException if the name is null
     */
    public @Nullable JsonValue field(String name) {
        return fields.get(Objects.requireNonNull(name, "name"));
    }

    /**
     * Returns whether the page has a property. Its value may be null.
     *
     * @param name the name of the property
     * @return false if the property is missing
     * @throws NullPointerException if the name is null
     */
    public boolean has(String name) {
        return fields.containsKey(Objects.requireNonNull(name, "name")) || arrays.containsKey(name);
    }

    private static final class Adapter<T> extends JsonAdapter<LenientPage<T>> {
        private final JsonAdapter<T> elements;

        Adapter(JsonAdapter<T> elements) {
            this.elements = elements;
        }

        @Override
        public LenientPage<T> fromJson(JsonReader reader) throws IOException {
            Map<String, List<Element<T>>> arrays = new LinkedHashMap<>();
            Map<String, @Nullable JsonValue> fields = new LinkedHashMap<>();
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                switch (reader.peek()) {
                    case BEGIN_ARRAY -> arrays.put(name, array(reader));
                    case NULL -> fields.put(name, reader.<JsonValue>nextNull());
                    default -> fields.put(name, JsonValue.read(reader));
                }
            }
            reader.endObject();
            return new LenientPage<>(arrays, fields);
        }

        private List<Element<T>> array(JsonReader reader) throws IOException {
            List<Element<T>> read = new ArrayList<>();
            reader.beginArray();
            while (reader.hasNext()) {
                String json = reader.nextSource().readUtf8();
                read.add(new Element<>(element(json), json));
            }
            reader.endArray();
            return Collections.unmodifiableList(read);
        }

        private @Nullable T element(String json) {
            try {
                return JsonDocument.read(elements, new Buffer().writeUtf8(json), () -> false);
            } catch (IOException | RuntimeException e) {
                return null;
            }
        }

        @Override
        public void toJson(JsonWriter writer, @Nullable LenientPage<T> value) {
            throw new JsonDataException("LenientPage can be decoded only, not encoded");
        }
    }
}
