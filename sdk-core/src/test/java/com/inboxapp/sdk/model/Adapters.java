package com.inboxapp.sdk.model;

import com.inboxapp.sdk.query.NameSet;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import okio.Buffer;

/** The generated adapters of both name sets. */
final class Adapters {
    private static final Moshi GUIDE =
            new Moshi.Builder().add(new InboxModels(NameSet.GUIDE)).build();
    private static final Moshi REFERENCE =
            new Moshi.Builder().add(new InboxModels(NameSet.REFERENCE)).build();

    private Adapters() {}

    static <T> JsonAdapter<T> of(Type type, NameSet names) {
        return (names == NameSet.GUIDE ? GUIDE : REFERENCE).adapter(type);
    }

    static String write(Object model, NameSet names) {
        return of(model.getClass(), names).toJson(model);
    }

    static <T> T read(Class<T> type, String json) {
        try {
            return Adapters.<T>of(type, NameSet.GUIDE).fromJson(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the properties of a JSON object with their raw values, or none if it is not an object. */
    static Map<String, String> fields(String json) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        JsonReader reader = JsonReader.of(new Buffer().writeUtf8(json));
        if (reader.peek() != JsonReader.Token.BEGIN_OBJECT) {
            return fields;
        }
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            fields.put(name, reader.nextSource().readUtf8());
        }
        return fields;
    }
}
