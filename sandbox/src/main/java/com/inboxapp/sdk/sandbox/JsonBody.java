package com.inboxapp.sdk.sandbox;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request body, read by type. Every mistake is a 422 that names the field.
 *
 * <p>A field that has two names is asked for by both, the canonical one first: it wins when both are given.
 */
final class JsonBody {

    private final JsonNode fields;

    private JsonBody(JsonNode fields) {
        this.fields = fields;
    }

    static JsonBody of(JsonNode body, String... known) {
        if (!body.isObject()) {
            throw ApiError.invalidBody("The body must be a JSON object.");
        }
        for (String name : body.propertyNames()) {
            if (!Arrays.asList(known).contains(name)) {
                throw ApiError.invalidBody(
                        "There is no field '" + name + "' in this body. Known: " + Arrays.toString(known) + ".");
            }
        }
        return new JsonBody(body);
    }

    /** True if the field is there, be it null. */
    boolean has(String name) {
        return fields.has(name);
    }

    /** A text of at least one character, or null if the field is not there. */
    @Nullable
    String text(String... names) {
        for (String name : names) {
            if (fields.has(name)) {
                return checkedText(name, fields.path(name));
            }
        }
        return null;
    }

    String requiredText(String... names) {
        String text = text(names);
        if (text == null) {
            throw ApiError.invalidBody("The field '" + names[0] + "' is missing.");
        }
        return text;
    }

    /** A text of at least one character, or null if the field is null or not there. */
    @Nullable
    String textOrNull(String name) {
        return isAbsentOrNull(name) ? null : text(name);
    }

    @Nullable
    Boolean flag(String name) {
        if (!has(name)) {
            return null;
        }
        if (!fields.path(name).isBoolean()) {
            throw ApiError.invalidBody("The field '" + name + "' takes true or false.");
        }
        return fields.path(name).booleanValue();
    }

    @Nullable
    Boolean flagOrNull(String name) {
        return isAbsentOrNull(name) ? null : flag(name);
    }

    @Nullable
    BigDecimal numberOrNull(String name) {
        if (isAbsentOrNull(name)) {
            return null;
        }
        if (!fields.path(name).isNumber()) {
            throw ApiError.invalidBody("The field '" + name + "' takes a number or null.");
        }
        return fields.path(name).decimalValue();
    }

    /** A list of texts; empty if the field is not there. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (has(name)) {
            if (!fields.path(name).isArray()) {
                throw ApiError.invalidBody("The field '" + name + "' takes a list of texts.");
            }
            for (JsonNode item : fields.path(name).values()) {
                texts.add(checkedText(name, item));
            }
        }
        return texts;
    }

    private boolean isAbsentOrNull(String name) {
        return fields.path(name).isMissingNode() || fields.path(name).isNull();
    }

    private static String checkedText(String name, JsonNode value) {
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw ApiError.invalidBody("The field '" + name + "' takes text of at least one character.");
        }
        return value.stringValue();
    }
}
