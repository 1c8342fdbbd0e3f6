package com.inboxapp.sdk.model;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** A field that is not in the API documentation. */
record UnknownField(String name, String json) {
    private static final Set<String> KNOWN = known();

    static boolean isKnown(String name) {
        return KNOWN.contains(name);
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>();
        for (Class<?> type : AnyModel.types()) {
            for (RecordComponent component : type.getRecordComponents()) {
                known.add(component.getName());
            }
        }
        Alias.ALL.forEach(alias -> known.add(alias.name()));
        return known;
    }

    /** Returns the JSON with the first field added to the outermost object, and random ones to the others. */
    static String mixInto(String json, Class<?> type, List<UnknownField> fields, Random random) throws IOException {
        Buffer mixed = new Buffer();
        JsonWriter writer = JsonWriter.of(mixed);
        writer.setSerializeNulls(true);
        new Mix(JsonReader.of(new Buffer().writeUtf8(json)), writer, fields, random).copy(type, true);
        return mixed.readUtf8();
    }

    private record Mix(JsonReader reader, JsonWriter writer, List<UnknownField> fields, Random random) {
        /** Copies one value. Anything but models and lists of models is copied unchanged. */
        void copy(@Nullable Type type, boolean outermost) throws IOException {
            Class<?> model = type instanceof Class<?> plain && plain.isRecord() ? plain : null;
            Type element = model == null ? elementOf(type) : elementOf(onlyComponentOf(model));
            if (model != null && reader.peek() == JsonReader.Token.BEGIN_OBJECT) {
                object(model, outermost);
            } else if (element != null && reader.peek() == JsonReader.Token.BEGIN_ARRAY) {
                array(element, outermost);
            } else {
                writer.value(reader.nextSource());
            }
        }

        private void array(Type element, boolean outermost) throws IOException {
            reader.beginArray();
            writer.beginArray();
            while (reader.hasNext()) {
                copy(element, outermost);
            }
            reader.endArray();
            writer.endArray();
        }

        private void object(Class<?> model, boolean outermost) throws IOException {
            reader.beginObject();
            writer.beginObject();
            if (outermost) {
                write(fields.get(0));
            }
            while (reader.hasNext()) {
                maybeWrite();
                String name = reader.nextName();
                writer.name(name);
                copy(typeOf(model, name), false);
            }
            maybeWrite();
            reader.endObject();
            writer.endObject();
        }

        private void maybeWrite() throws IOException {
            if (random.nextInt(3) == 0) {
                write(fields.get(random.nextInt(fields.size())));
            }
        }

        private void write(UnknownField field) throws IOException {
            writer.name(field.name());
            writer.value(new Buffer().writeUtf8(field.json()));
        }

        /** Returns the type of a component. Only scalars have aliases, so that any other name belongs to a scalar. */
        private static @Nullable Type typeOf(Class<?> model, String name) {
            return Arrays.stream(model.getRecordComponents())
                    .filter(component -> component.getName().equals(name))
                    .map(RecordComponent::getGenericType)
                    .findFirst()
                    .orElse(null);
        }

        private static @Nullable Type elementOf(@Nullable Type type) {
            return type instanceof ParameterizedType generic && generic.getRawType() == List.class
                    ? generic.getActualTypeArguments()[0]
                    : null;
        }

        /** Returns the type of an envelope's content, which may be an array in place of the object. */
        private static Type onlyComponentOf(Class<?> envelope) {
            return envelope.getRecordComponents()[0].getGenericType();
        }
    }
}
