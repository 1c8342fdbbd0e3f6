package com.inboxapp.sdk.contract.changes;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts a document to OpenAPI 3.0 for openapi-diff, which does not read the types of 3.1 schemas. It also ignores nullability, so a
 * nullable schema gets "or null" in its format. Examples are omitted, because nothing depends on them.
 */
final class DiffableForm {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> NOT_COMPARED = Set.of("example", "examples");

    private DiffableForm() {}

    static String of(JsonNode document) {
        ObjectNode form = (ObjectNode) converted(document);
        form.put("openapi", "3.0.3");
        ((ObjectNode) form.path("info")).remove(List.of("summary", "license"));
        return form.toString();
    }

    private static JsonNode converted(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode items = JSON.arrayNode();
            array.forEach(item -> items.add(converted(item)));
            return items;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode fields = JSON.objectNode();
        object.propertyStream()
                .filter(field -> !NOT_COMPARED.contains(field.getKey())
                        || field.getValue().has("type")
                        || field.getValue().has("$ref"))
                .forEach(field -> fields.set(field.getKey(), converted(field.getValue())));
        types(fields);
        nullBranch(fields);
        constant(fields);
        return fields;
    }

    private static void types(ObjectNode schema) {
        if (schema.path("type") instanceof ArrayNode types) {
            List<String> named = types.valueStream()
                    .map(JsonNode::asString)
                    .filter(type -> !type.equals("null"))
                    .toList();
            schema.put("type", named.get(0));
            if (named.size() < types.size()) {
                nullable(schema);
            }
        }
    }

    private static void nullBranch(ObjectNode schema) {
        for (String keyword : List.of("oneOf", "anyOf")) {
            if (schema.path(keyword) instanceof ArrayNode branches) {
                ArrayNode others = JSON.arrayNode();
                branches.valueStream()
                        .filter(branch -> !branch.path("type").asString("").equals("null"))
                        .forEach(others::add);
                if (others.size() < branches.size()) {
                    schema.remove(keyword);
                    schema.set("allOf", others);
                    nullable(schema);
                }
            }
        }
    }

    private static void nullable(ObjectNode schema) {
        schema.put("nullable", true);
        schema.put("format", schema.path("format").asString("") + " or null");
    }

    private static void constant(ObjectNode schema) {
        if (schema.has("const")) {
            schema.set("enum", JSON.arrayNode().add(schema.remove("const")));
        }
    }
}
