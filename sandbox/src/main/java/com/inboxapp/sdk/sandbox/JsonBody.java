package com.inboxapp.sdk.sandbox;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The JSON object of a request body, with typed access to its fields. An invalid field is a 422 error that names the field.
 *
 * <p>For a field with two names, pass both, the canonical one first. The canonical name wins if both are present.
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

    /** Returns whether the field is present, even if it is null. */
    boolean has(String name) {
        return fields.has(name);
    }

    /** Returns a non-empty string, or null if the field is absent. */
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

    /** Returns a non-empty string, or null if the field is null or absent. */
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

    /** Returns a list of non-empty strings; empty if the field is absent. */
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
