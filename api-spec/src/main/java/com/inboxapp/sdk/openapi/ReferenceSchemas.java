package com.inboxapp.sdk.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rewrites schemas, and the values that they describe, in the reference names. */
final class ReferenceSchemas {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Set<String> DECLARATIONS =
            Set.of(ReferenceNames.ALIASES, ReferenceNames.VALUE_ALIASES, ReferenceNames.ENVELOPE);
    private static final Set<String> LISTS_OF_NAMES = Set.of("required", "x-inbox-exactly-one-of", "x-inbox-sensitive");
    private static final Set<String> COMPOSITIONS = Set.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else");
    private static final Set<String> CHILDREN = Set.of("items", "prefixItems", "additionalProperties", "contains");
    private static final Set<String> VALUES = Set.of("example", "examples", "default", "const", "enum");

    /** Keywords that belong to the envelope, not to its property. */
    private static final List<String> ANNOTATIONS = List.of("title", "description", "example", "examples");

    private final ReferenceNames names;

    ReferenceSchemas(ReferenceNames names) {
        this.names = names;
    }

    JsonNode schema(JsonNode schema, String where) {
        names.check(schema, where);
        return schema.has(ReferenceNames.ENVELOPE)
                ? unwrapped(schema, where)
                : schema(schema, where, names.properties(schema, where));
    }

    /**
     * Rewrites a schema.
     *
     * @param renamed the names of the whole object. A branch such as {@code required: [text]} names properties that are
     *     declared outside of the branch.
     */
    private JsonNode schema(JsonNode schema, String where, Map<String, String> renamed) {
        if (!schema.isObject()) {
            return schema;
        }
        ObjectNode rewritten = NODES.objectNode();
        schema.properties().forEach(keyword -> {
            String name = keyword.getKey();
            JsonNode value = keyword.getValue();
            if (name.equals("properties")) {
                rewritten.set(name, properties(value, where, renamed));
            } else if (LISTS_OF_NAMES.contains(name)) {
                rewritten.set(name, renamed(value, renamed));
            } else if (COMPOSITIONS.contains(name)) {
                rewritten.set(name, each(value, branch -> {
                    names.check(branch, where);
                    return schema(branch, where, renamed);
                }));
            } else if (CHILDREN.contains(name)) {
                rewritten.set(name, each(value, child -> schema(child, where + "." + name)));
            } else if (VALUES.contains(name)) {
                boolean list = name.equals("examples") || name.equals("enum");
                rewritten.set(name, list ? each(value, item -> value(schema, item)) : value(schema, value));
            } else if (!DECLARATIONS.contains(name)) {
                rewritten.set(name, value);
            }
        });
        return rewritten;
    }

    private ObjectNode properties(JsonNode properties, String where, Map<String, String> renamed) {
        ObjectNode rewritten = NODES.objectNode();
        properties
                .properties()
                .forEach(property -> rewritten.set(
                        renamed.getOrDefault(property.getKey(), property.getKey()),
                        schema(property.getValue(), where + "." + property.getKey())));
        return rewritten;
    }

    private JsonNode unwrapped(JsonNode envelope, String where) {
        String property = envelope.path(ReferenceNames.ENVELOPE).asText();
        ObjectNode bare = NODES.objectNode();
        for (String annotation : ANNOTATIONS) {
            if (envelope.has(annotation)) {
                JsonNode value = envelope.get(annotation);
                bare.set(
                        annotation,
                        switch (annotation) {
                            case "example" -> value(envelope, value);
                            case "examples" -> each(value, example -> value(envelope, example));
                            default -> value;
                        });
            }
        }
        bare.setAll((ObjectNode) schema(envelope.path("properties").path(property), where + "." + property));
        return bare;
    }

    /** Returns a value in the reference names. */
    JsonNode value(@Nullable JsonNode schema, JsonNode value) {
        if (schema == null || value.isNull()) {
            return value;
        }
        String envelope = names.envelope(schema);
        if (envelope != null) {
            ReferenceNames.require(value.has(envelope), "the example " + value, "has no " + envelope);
            return value(names.property(schema, envelope), value.get(envelope));
        }
        if (value.isTextual()) {
            String other = names.values(schema).get(value.asText());
            return other == null ? value : TextNode.valueOf(other);
        }
        if (value.isArray()) {
            JsonNode items = names.items(schema);
            return each(value, item -> value(items, item));
        }
        return value.isObject() ? object(schema, value) : value;
    }

    private JsonNode object(JsonNode schema, JsonNode value) {
        Map<String, String> renamed = names.properties(schema, "the example " + value);
        ObjectNode rewritten = NODES.objectNode();
        value.properties().forEach(field -> {
            String name = renamed.getOrDefault(field.getKey(), field.getKey());
            // the guide name wins over its alias, in either order
            if (renamed.containsKey(field.getKey()) || !rewritten.has(name)) {
                rewritten.set(name, value(names.property(schema, field.getKey()), field.getValue()));
            }
        });
        return rewritten;
    }

    /** Renames names in a list, in lists of lists, and in the keys and values of a map. */
    static JsonNode renamed(JsonNode node, Map<String, String> renamed) {
        if (node.isTextual()) {
            return TextNode.valueOf(renamed.getOrDefault(node.asText(), node.asText()));
        }
        if (node.isObject()) {
            ObjectNode map = NODES.objectNode();
            node.properties()
                    .forEach(entry -> map.set(
                            renamed.getOrDefault(entry.getKey(), entry.getKey()), renamed(entry.getValue(), renamed)));
            return map;
        }
        return node.isArray() ? each(node, item -> renamed(item, renamed)) : node;
    }

    /** Applies a function to every item of an array, or to the node itself if it is not an array. */
    static JsonNode each(JsonNode node, UnaryOperator<JsonNode> change) {
        if (!node.isArray()) {
            return change.apply(node);
        }
        ArrayNode items = NODES.arrayNode();
        node.forEach(item -> items.add(change.apply(item)));
        return items;
    }
}
