package com.inboxapp.sdk.contract.mistakes;

import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Edits of a document. Each throws {@link IllegalStateException} if its target does not exist. */
final class Edits {
    private Edits() {}

    /** Returns the node at a path of names. In a list, the name selects the item with that {@code name}. */
    static JsonNode at(ObjectNode root, String... path) {
        JsonNode node = root;
        for (String name : path) {
            JsonNode parent = node;
            node = parent instanceof ArrayNode array
                    ? array.valueStream()
                            .filter(item -> item.path("name").asString("").equals(name))
                            .findFirst()
                            .orElse(array.missingNode())
                    : parent.path(name);
            if (node.isMissingNode()) {
                throw new IllegalStateException("the document has no " + String.join(" / ", path));
            }
        }
        return node;
    }

    static ObjectNode object(ObjectNode root, String... path) {
        return (ObjectNode) at(root, path);
    }

    static ObjectNode schema(ObjectNode root, String name) {
        return object(root, "components", "schemas", name);
    }

    static ObjectNode property(ObjectNode root, String schema, String name) {
        return object(root, "components", "schemas", schema, "properties", name);
    }

    static Consumer<ObjectNode> renameProperty(String schema, String from, String to) {
        return root -> {
            ObjectNode owner = schema(root, schema);
            renameField(object(root, "components", "schemas", schema, "properties"), from, to);
            if (owner.path("required") instanceof ArrayNode required) {
                for (int i = 0; i < required.size(); i++) {
                    if (required.path(i).asString().equals(from)) {
                        required.set(i, to);
                    }
                }
            }
        };
    }

    static void renameField(ObjectNode fields, String from, String to) {
        JsonNode value = fields.remove(from);
        if (value == null) {
            throw new IllegalStateException("the object has no field " + from);
        }
        fields.set(to, value);
    }

    static Consumer<ObjectNode> dropProperty(String schema, String name) {
        return root -> {
            property(root, schema, name);
            object(root, "components", "schemas", schema, "properties").remove(name);
            if (schema(root, schema).path("required") instanceof ArrayNode required) {
                required.removeIf(item -> item.asString().equals(name));
            }
        };
    }

    /** Replaces the schema of a property with a plain type. */
    static Consumer<ObjectNode> retype(String schema, String name, String type) {
        return root -> {
            property(root, schema, name);
            object(root, "components", "schemas", schema, "properties")
                    .putObject(name)
                    .put("type", type);
        };
    }

    /** Makes a property refer to another schema. */
    static Consumer<ObjectNode> refer(String schema, String name, String other) {
        return root -> property(root, schema, name).put("$ref", "#/components/schemas/" + other);
    }

    static Consumer<ObjectNode> addProperty(String schema, String name, boolean required) {
        return root -> {
            object(root, "components", "schemas", schema, "properties")
                    .putObject(name)
                    .put("type", "string")
                    .put("description", "New.");
            if (required) {
                require(schema, name).accept(root);
            }
        };
    }

    static Consumer<ObjectNode> require(String schema, String name) {
        return root -> {
            property(root, schema, name);
            schema(root, schema).withArray("/required").add(name);
        };
    }

    static Consumer<ObjectNode> allow(String schema, String word) {
        return root -> ((ArrayNode) schema(root, schema).path("enum")).add(word);
    }

    static Consumer<ObjectNode> forbid(String schema, String word) {
        return root -> remove(
                schema(root, schema).path("enum"), item -> item.asString().equals(word));
    }

    private static void remove(JsonNode list, Predicate<JsonNode> unwanted) {
        int before = list.size();
        if (((ArrayNode) list).removeIf(unwanted).size() == before) {
            throw new IllegalStateException("no matching item to remove from " + list);
        }
    }

    /** Makes a property nullable or not nullable. */
    static Consumer<ObjectNode> nullable(String schema, String name, boolean nullable) {
        return root -> {
            ObjectNode property = property(root, schema, name);
            if (nullable) {
                String type = property.path("type").asString();
                property.putArray("type").add(type).add("null");
            } else if (property.path("oneOf") instanceof ArrayNode branches) {
                JsonNode other = branches.path(0);
                property.removeAll();
                property.setAll((ObjectNode) other);
            } else {
                property.put("type", property.path("type").path(0).asString());
            }
        };
    }

    static ObjectNode operation(ObjectNode root, String path, String method) {
        return object(root, "paths", path, method);
    }

    static Consumer<ObjectNode> dropStatus(String path, String method, String status) {
        return root -> {
            at(root, "paths", path, method, "responses", status);
            object(root, "paths", path, method, "responses").remove(status);
        };
    }

    static Consumer<ObjectNode> parameter(String path, String method, String name, Consumer<ObjectNode> change) {
        return root -> change.accept(object(root, "paths", path, method, "parameters", name));
    }

    /** Removes a parameter by its name or by the name of the component that it refers to. */
    static Consumer<ObjectNode> dropParameter(String path, String method, String name) {
        return root -> remove(
                at(root, "paths", path, method, "parameters"),
                parameter -> parameter.path("name").asString("").equals(name)
                        || parameter.path("$ref").asString("").endsWith("/" + name));
    }
}
