package com.inboxapp.sdk.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** An OpenAPI document as a tree. Accepts broken documents, so that they can be checked. */
final class Document {

    private static final YAMLMapper YAML = YAMLMapper.shared();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final Set<String> SCHEMA_COLLECTIONS = Set.of("properties", "allOf", "anyOf", "oneOf");
    private static final Set<String> SCHEMAS = Set.of("items", "additionalProperties", "not");

    private final Place root;
    private final List<Operation> operations = new ArrayList<>();
    private final List<Place> schemas = new ArrayList<>();
    private final Map<Place, List<Place>> examples = new LinkedHashMap<>();
    private final List<Place> extensions = new ArrayList<>();
    private final List<Place> references = new ArrayList<>();
    private final List<Place> described = new ArrayList<>();

    Document(JsonNode tree) {
        this.root = new Place(JsonPointer.empty(), tree);
        collect(root);
        for (Place path : root.child("paths").children()) {
            METHODS.stream()
                    .sorted()
                    .map(path::child)
                    .filter(Place::exists)
                    .forEach(operation -> operations.add(operation(path, operation)));
        }
    }

    static Document read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Document parse(String yaml) {
        return new Document(YAML.readTree(yaml));
    }

    /** Returns a changed copy. */
    Document with(Consumer<ObjectNode> change) {
        ObjectNode copy = (ObjectNode) root.node().deepCopy();
        change.accept(copy);
        return new Document(copy);
    }

    Place root() {
        return root;
    }

    List<Operation> operations() {
        return operations;
    }

    /** Returns every root schema: the named ones, and those of parameters, headers and contents. */
    List<Place> schemas() {
        return schemas;
    }

    Place schema(String name) {
        return root.child("components").child("schemas").child(name);
    }

    /** Returns every example of a parameter, a header or a content, by its schema. */
    Map<Place, List<Place>> examples() {
        return examples;
    }

    /** Returns every vendor extension. */
    List<Place> extensions() {
        return extensions;
    }

    /** Returns every {@code $ref}. */
    List<Place> references() {
        return references;
    }

    /** Returns everything that has a description. */
    List<Place> described() {
        return described;
    }

    /** Returns the target of a reference, or a place without a node if the target does not exist. */
    Place resolve(Place place) {
        Place resolved = place;
        for (int steps = 0; resolved.node().has("$ref") && steps < 10; steps++) {
            String reference = resolved.text("$ref");
            JsonPointer pointer =
                    JsonPointer.compile(reference.startsWith("#/") ? reference.substring(1) : "/" + reference);
            resolved = new Place(pointer, root.node().at(pointer));
        }
        return resolved;
    }

    /** Returns the schema and all schemas within it, without following references. */
    List<Place> within(Place schema) {
        List<Place> all = new ArrayList<>();
        all.add(schema);
        for (Place keyword : schema.children()) {
            if (SCHEMAS.contains(keyword.name()) && keyword.node().isObject()) {
                all.addAll(within(keyword));
            } else if (SCHEMA_COLLECTIONS.contains(keyword.name())) {
                keyword.children().forEach(child -> all.addAll(within(child)));
            }
        }
        return all;
    }

    /** Returns the schemas and all schemas they contain or refer to. */
    Set<Place> reachable(List<Place> schemas) {
        Set<Place> seen = new LinkedHashSet<>();
        schemas.forEach(schema -> reach(schema, seen));
        return seen;
    }

    private void reach(Place schema, Set<Place> seen) {
        for (Place part : within(schema)) {
            if (seen.add(part) && part.node().has("$ref")) {
                reach(resolve(part), seen);
            }
        }
    }

    /** Returns a schema in short notation: its name, in brackets for a list, with {@code |null} if nullable, followed by its bounds. */
    String type(Place schema) {
        return schema.exists() ? name(schema) + Field.bounds(schema.node()) : "-";
    }

    private String name(Place schema) {
        if (schema.node().has("$ref")) {
            return resolve(schema).name();
        }
        if (schema.text("type").equals("array")) {
            return "[" + type(schema.child("items")) + "]";
        }
        return schema.child("oneOf").children().stream()
                        .filter(branch -> branch.node().has("$ref"))
                        .map(this::type)
                        .findFirst()
                        .orElse("?")
                + (Field.isNullable(schema.node()) ? "|null" : "");
    }

    private Operation operation(Place path, Place operation) {
        List<Place> parameters = new ArrayList<>();
        path.child("parameters").children().forEach(parameter -> parameters.add(resolve(parameter)));
        operation.child("parameters").children().forEach(parameter -> parameters.add(resolve(parameter)));
        List<Operation.Response> responses = operation.child("responses").children().stream()
                .map(response -> new Operation.Response(response.name(), resolve(response)))
                .toList();
        return new Operation(
                operation,
                operation.name(),
                path.name(),
                parameters,
                resolve(operation.child("requestBody")),
                responses);
    }

    private void collect(Place place) {
        Place schema = place.child("schema");
        if (place.node().path("description").isString()) {
            described.add(place);
        }
        for (Place child : place.children()) {
            switch (child.name()) {
                case "schema" -> collectSchema(child);
                case "schemas" -> child.children().forEach(this::collectSchema);
                case "example", "examples" -> collectExamples(child, schema);
                case "$ref" -> references.add(child);
                default -> {
                    if (child.name().startsWith("x-")) {
                        extensions.add(child);
                    } else {
                        collect(child);
                    }
                }
            }
        }
    }

    /** Collects examples. Their values have any form, so extensions and references in them are ignored. */
    private void collectExamples(Place place, Place schema) {
        List<Place> values =
                schema.exists() ? examples.computeIfAbsent(schema, key -> new ArrayList<>()) : new ArrayList<>();
        if (place.name().equals("example")) {
            values.add(place);
            return;
        }
        for (Place example : place.children()) {
            if (example.node().has("$ref")) {
                references.add(example.child("$ref"));
            }
            if (schema.exists()) {
                values.add(resolve(example).child("value"));
            }
        }
    }

    private void collectSchema(Place schema) {
        schemas.add(schema);
        for (Place part : within(schema)) {
            if (part.node().path("description").isString()) {
                described.add(part);
            }
            for (Place keyword : part.children()) {
                if (keyword.name().startsWith("x-")) {
                    extensions.add(keyword);
                } else if (keyword.name().equals("$ref")) {
                    references.add(keyword);
                }
            }
        }
    }
}
