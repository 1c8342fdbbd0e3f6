package com.inboxapp.sdk.sandbox;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object of a seed or of a fault script, with typed access to its fields. An invalid field is an {@link IllegalArgumentException}
 * whose message starts with the location, such as {@code seed: threads[2].messages[0].text}.
 */
final class JsonFields {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The latest time in a seed. Generated times that follow it still have a year of four digits. */
    private static final Instant LATEST = Instant.parse("9998-12-31T23:59:59Z");

    /** The name of the document in error messages. */
    private final String document;

    private final String location;
    private final JsonNode fields;

    private JsonFields(String document, String location, JsonNode fields) {
        this.document = document;
        this.location = location;
        this.fields = fields;
    }

    /** Parses a document and returns its top-level object. */
    static JsonFields read(String document, String json, String... known) {
        try {
            return of(document, "", JSON.readTree(json), known);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(document + ": is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static JsonFields of(String document, String location, JsonNode node, String... known) {
        JsonFields object = new JsonFields(document, location, node);
        if (!node.isObject()) {
            throw object.error("", "must be an object");
        }
        for (String name : node.propertyNames()) {
            if (!Arrays.asList(known).contains(name)) {
                throw object.error(name, "is not a known field; the known fields are " + Arrays.toString(known));
            }
        }
        return object;
    }

    /** Returns the error for a field, or for the object if the name is empty. */
    IllegalArgumentException error(String name, String problem) {
        String dot = location.isEmpty() || name.isEmpty() ? "" : ".";
        String where = location + dot + name;
        return new IllegalArgumentException(
                document + ": " + (where.isEmpty() ? "the document" : where) + " " + problem);
    }

    /** Returns the exception with the location of this object in its message, unless it has a location already. */
    IllegalArgumentException withLocation(RuntimeException problem) {
        String message = String.valueOf(problem.getMessage());
        return new IllegalArgumentException(
                message.startsWith(document + ": ") ? message : document + ": " + location + ": " + message, problem);
    }

    boolean has(String name) {
        return fields.has(name) && !fields.path(name).isNull();
    }

    /** Returns an object with any fields, or null if the field is absent. */
    @Nullable
    ObjectNode anyObject(String name) {
        if (!has(name)) {
            return null;
        }
        if (fields.path(name) instanceof ObjectNode object) {
            return object;
        }
        throw error(name, "must be an object");
    }

    /** Returns the objects of a list; empty if the field is absent. */
    List<JsonFields> objects(String name, String... known) {
        List<JsonFields> objects = new ArrayList<>();
        JsonNode list = list(name);
        for (int i = 0; i < list.size(); i++) {
            objects.add(of(
                    document, (location.isEmpty() ? "" : location + ".") + name + "[" + i + "]", list.path(i), known));
        }
        return objects;
    }

    @Nullable
    JsonFields object(String name, String... known) {
        return has(name)
                ? of(document, (location.isEmpty() ? "" : location + ".") + name, fields.path(name), known)
                : null;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list(name)) {
            if (!item.isString()) {
                throw error(name, "must be a list of strings");
            }
            texts.add(item.stringValue());
        }
        return texts;
    }

    private JsonNode list(String name) {
        if (!has(name)) {
            return ResponseWriter.array(List.of(), item -> ResponseWriter.nothing());
        }
        if (!fields.path(name).isArray()) {
            throw error(name, "must be a list");
        }
        return fields.path(name);
    }

    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw error(name, "is missing");
        }
        return text;
    }

    String text(String name, String absent) {
        String text = text(name);
        return text == null ? absent : text;
    }

    @Nullable
    String text(String name) {
        if (!has(name)) {
            return null;
        }
        JsonNode value = fields.path(name);
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw error(name, "must be a string of at least one character");
        }
        return value.stringValue();
    }

    String word(String name, String absent, String... words) {
        String text = text(name, absent);
        if (!Arrays.asList(words).contains(text)) {
            throw error(name, "must be one of " + Arrays.toString(words) + ", but was '" + text + "'");
        }
        return text;
    }

    boolean flag(String name) {
        if (has(name) && !fields.path(name).isBoolean()) {
            throw error(name, "must be true or false");
        }
        return has(name) && fields.path(name).booleanValue();
    }

    @Nullable
    Integer count(String name) {
        if (!has(name)) {
            return null;
        }
        if (!fields.path(name).canConvertToInt() || fields.path(name).intValue() < 0) {
            throw error(name, "must be an integer of at least 0");
        }
        return fields.path(name).intValue();
    }

    @Nullable
    BigDecimal number(String name) {
        if (!has(name)) {
            return null;
        }
        if (!fields.path(name).isNumber()) {
            throw error(name, "must be a number");
        }
        return fields.path(name).decimalValue();
    }

    /** Returns a time, truncated to milliseconds like the times of the API. */
    Instant time(String name, Instant absent) {
        String text = text(name);
        if (text == null) {
            return absent;
        }
        try {
            Instant time = Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
            if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
                throw error(
                        name, "must be a time from " + Instant.EPOCH + " to " + LATEST + ", but was '" + text + "'");
            }
            return time;
        } catch (DateTimeException e) {
            throw error(name, "must be a time such as 2025-11-10T18:03:16.000Z, but was '" + text + "'");
        }
    }

    /** Runs a change that the API may reject, such as a second tag with the same name, and adds the field's location to the error. */
    void checked(String name, Runnable change) {
        try {
            change.run();
        } catch (ApiError e) {
            throw error(name, "is invalid: " + e.text());
        }
    }
}
