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
 * An object of a seed or of a script of faults, read by type. Every mistake is an IllegalArgumentException that names its place, as {@code
 * seed: threads[2].messages[0].text}.
 */
final class JsonFields {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What follows it without a time of its own is still in a year of four digits. */
    private static final Instant LATEST = Instant.parse("9998-12-31T23:59:59Z");

    /** What the whole is called in messages. */
    private final String document;

    private final String place;
    private final JsonNode fields;

    private JsonFields(String document, String place, JsonNode fields) {
        this.document = document;
        this.place = place;
        this.fields = fields;
    }

    /** The outermost object. */
    static JsonFields read(String document, String json, String... known) {
        try {
            return of(document, "", JSON.readTree(json), known);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(document + ": is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static JsonFields of(String document, String place, JsonNode node, String... known) {
        JsonFields object = new JsonFields(document, place, node);
        if (!node.isObject()) {
            throw object.mistake("", "must be an object");
        }
        for (String name : node.propertyNames()) {
            if (!Arrays.asList(known).contains(name)) {
                throw object.mistake(name, "is not known here; known are " + Arrays.toString(known));
            }
        }
        return object;
    }

    /** What is wrong with a field, or with the object if the name is empty. */
    IllegalArgumentException mistake(String name, String problem) {
        String dot = place.isEmpty() || name.isEmpty() ? "" : ".";
        String where = place + dot + name;
        return new IllegalArgumentException(
                document + ": " + (where.isEmpty() ? "the document" : where) + " " + problem);
    }

    /** The exception, with the place of this object unless it has one. */
    IllegalArgumentException placed(RuntimeException problem) {
        String message = String.valueOf(problem.getMessage());
        return new IllegalArgumentException(
                message.startsWith(document + ": ") ? message : document + ": " + place + ": " + message, problem);
    }

    boolean has(String name) {
        return fields.has(name) && !fields.path(name).isNull();
    }

    /** An object of any fields, or null if it is not there. */
    @Nullable
    ObjectNode anything(String name) {
        if (!has(name)) {
            return null;
        }
        if (fields.path(name) instanceof ObjectNode object) {
            return object;
        }
        throw mistake(name, "must be an object");
    }

    /** The objects of a list; none if it is not there. */
    List<JsonFields> objects(String name, String... known) {
        List<JsonFields> objects = new ArrayList<>();
        JsonNode list = list(name);
        for (int i = 0; i < list.size(); i++) {
            objects.add(of(document, (place.isEmpty() ? "" : place + ".") + name + "[" + i + "]", list.path(i), known));
        }
        return objects;
    }

    @Nullable
    JsonFields object(String name, String... known) {
        return has(name) ? of(document, (place.isEmpty() ? "" : place + ".") + name, fields.path(name), known) : null;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list(name)) {
            if (!item.isString()) {
                throw mistake(name, "must be a list of texts");
            }
            texts.add(item.stringValue());
        }
        return texts;
    }

    private JsonNode list(String name) {
        if (!has(name)) {
            return Answers.array(List.of(), item -> Answers.nothing());
        }
        if (!fields.path(name).isArray()) {
            throw mistake(name, "must be a list");
        }
        return fields.path(name);
    }

    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw mistake(name, "is missing");
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
            throw mistake(name, "must be text of at least one character");
        }
        return value.stringValue();
    }

    String word(String name, String absent, String... words) {
        String text = text(name, absent);
        if (!Arrays.asList(words).contains(text)) {
            throw mistake(name, "must be one of " + Arrays.toString(words) + ", not '" + text + "'");
        }
        return text;
    }

    boolean flag(String name) {
        if (has(name) && !fields.path(name).isBoolean()) {
            throw mistake(name, "must be true or false");
        }
        return has(name) && fields.path(name).booleanValue();
    }

    @Nullable
    Integer count(String name) {
        if (!has(name)) {
            return null;
        }
        if (!fields.path(name).canConvertToInt() || fields.path(name).intValue() < 0) {
            throw mistake(name, "must be a whole number of at least 0");
        }
        return fields.path(name).intValue();
    }

    @Nullable
    BigDecimal number(String name) {
        if (!has(name)) {
            return null;
        }
        if (!fields.path(name).isNumber()) {
            throw mistake(name, "must be a number");
        }
        return fields.path(name).decimalValue();
    }

    /** A time in whole milliseconds, as the API writes them. */
    Instant time(String name, Instant absent) {
        String text = text(name);
        if (text == null) {
            return absent;
        }
        try {
            Instant time = Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
            if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
                throw mistake(name, "must be a time from " + Instant.EPOCH + " to " + LATEST + ", not '" + text + "'");
            }
            return time;
        } catch (DateTimeException e) {
            throw mistake(name, "must be a time like 2025-11-10T18:03:16.000Z, not '" + text + "'");
        }
    }

    /** Does what the API refuses as well, for instance a second tag of one name. */
    void checked(String name, Runnable change) {
        try {
            change.run();
        } catch (ApiError e) {
            throw mistake(name, "is refused: " + e.text());
        }
    }
}
