package com.inboxapp.sdk.contract.document;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Converts decoded query parameters, which are strings, to JSON values of the types in a schema. */
final class QueryValues {
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    private final ApiDocument document;

    QueryValues(ApiDocument document) {
        this.document = document;
    }

    /** Returns the value as JSON. Text that is not of the type in the schema stays a string, so that validation rejects it. */
    JsonNode typed(@Nullable Object value, JsonNode schema) {
        JsonNode resolved = document.resolve(schema);
        if (value instanceof Map<?, ?> fields) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            fields.forEach((name, field) -> object.set(
                    String.valueOf(name),
                    typed(field, resolved.path("properties").path(String.valueOf(name)))));
            return object;
        }
        if (value instanceof List<?> items) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            items.forEach(item -> array.add(typed(item, resolved.path("items"))));
            return array;
        }
        String text = String.valueOf(value);
        return switch (resolved.path("type").asString("")) {
            case "integer" ->
                INTEGER.matcher(text).matches()
                        ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
                        : JsonNodeFactory.instance.stringNode(text);
            case "boolean" ->
                text.equals("true") || text.equals("false")
                        ? JsonNodeFactory.instance.booleanNode(text.equals("true"))
                        : JsonNodeFactory.instance.stringNode(text);
            default -> JsonNodeFactory.instance.stringNode(text);
        };
    }
}
