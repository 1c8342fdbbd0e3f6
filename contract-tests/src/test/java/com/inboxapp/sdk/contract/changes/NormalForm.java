package com.inboxapp.sdk.contract.changes;

import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.contract.document.ApiOperation;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts a document to a normal form, in which equal facts are at equal paths. References are resolved, except references to schemas,
 * whose names are the types. Lists become objects with the names of their items as keys, in the same order. A nullable type becomes the
 * type and {@code nullable}. Values of examples are not converted.
 */
final class NormalForm {
    /** Fields whose values are compared as a whole. */
    static final Set<String> WHOLE = Set.of("value", "example");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String RESPONSES = "#/components/responses/";

    private final ApiDocument document;

    private NormalForm(ApiDocument document) {
        this.document = document;
    }

    static ObjectNode of(ApiDocument document) {
        NormalForm form = new NormalForm(document);
        ObjectNode root = form.object((ObjectNode) document.root());
        root.remove(List.of("paths", "components"));
        ObjectNode operations = root.putObject("operations");
        for (ApiOperation operation : document.operations()) {
            ObjectNode node = form.object((ObjectNode) operation.node());
            ArrayNode parameters = JSON.arrayNode().addAll(operation.parameters());
            if (!parameters.isEmpty()) {
                node.set("parameters", form.byName(parameters));
            }
            form.object((ObjectNode) document.root().path("paths").path(operation.path()))
                    .propertyStream()
                    .filter(field -> !FactKind.METHODS.contains(field.getKey()) && !node.has(field.getKey()))
                    .forEach(field -> node.set(field.getKey(), field.getValue()));
            operations.set(operation.method() + " " + operation.path(), node);
        }
        for (String section : List.of("securitySchemes", "schemas")) {
            root.set(section, form.normal(document.root().at("/components/" + section)));
        }
        return root;
    }

    private JsonNode normal(JsonNode node) {
        if (node instanceof ArrayNode array) {
            return byName(array);
        }
        return node instanceof ObjectNode object ? object(object) : node;
    }

    private ObjectNode object(ObjectNode node) {
        String reference = node.path("$ref").asString("");
        if (!reference.isEmpty() && !reference.startsWith(SCHEMAS)) {
            if (!(document.resolve(node) instanceof ObjectNode target)) {
                return JSON.objectNode();
            }
            ObjectNode resolved = object(target);
            return reference.startsWith(RESPONSES)
                    ? resolved.put("name", reference.substring(RESPONSES.length()))
                    : resolved;
        }
        ObjectNode fields = JSON.objectNode();
        if (!reference.isEmpty()) {
            fields.put("type", reference.substring(SCHEMAS.length()));
        }
        node.propertyStream()
                .filter(field -> !field.getKey().equals("$ref"))
                .filter(field -> !(field.getKey().equals("required") && isFalse(field.getValue())))
                .forEach(field -> fields.set(
                        field.getKey(), WHOLE.contains(field.getKey()) ? field.getValue() : normal(field.getValue())));
        type(node.path("type"), fields);
        nullBranch(node.path("oneOf"), fields);
        return fields;
    }

    private static boolean isFalse(JsonNode node) {
        return node.isBoolean() && !node.booleanValue();
    }

    private static void type(JsonNode types, ObjectNode fields) {
        if (types instanceof ArrayNode names) {
            fields.remove("type");
            names.forEach(name -> {
                if (name.asString().equals("null")) {
                    fields.put("nullable", true);
                } else {
                    fields.put("type", name.asString());
                }
            });
        }
    }

    /** ConcurrencyLimiter {@code oneOf} with a schema and null into that schema and {@code nullable}. */
    private void nullBranch(JsonNode branches, ObjectNode fields) {
        List<JsonNode> others = branches.valueStream()
                .filter(branch -> !branch.path("type").asString("").equals("null"))
                .toList();
        if (others.size() == 1 && branches.size() == 2) {
            fields.remove("oneOf");
            fields.setAll(object((ObjectNode) others.get(0)));
            fields.put("nullable", true);
        }
    }

    private ObjectNode byName(ArrayNode list) {
        ObjectNode items = JSON.objectNode();
        for (JsonNode item : list) {
            String name = item.has("name")
                    ? item.path("name").asString()
                    : item.has("url")
                            ? item.path("url").asString()
                            : item.isString() ? item.asString() : item.toString();
            items.set(name, item instanceof ObjectNode object ? object(object) : JSON.booleanNode(true));
        }
        return items;
    }
}
