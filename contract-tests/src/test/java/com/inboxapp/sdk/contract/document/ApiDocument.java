package com.inboxapp.sdk.contract.document;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.OpenApi31;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** An OpenAPI document of the Inbox API, in one of the two name sets. */
public final class ApiDocument {
    private static final List<String> METHODS = List.of("get", "put", "post", "patch", "delete");
    private static final String LOCATION = "https://inboxapp.com/schemas/document";
    private static final Path API_SPEC = Path.of("..", "api-spec");

    private final JsonNode root;
    private final List<ApiOperation> operations = new ArrayList<>();
    private @Nullable SchemaRegistry registry;
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

    private ApiDocument(JsonNode root) {
        this.root = root;
        root.path("paths")
                .propertyStream()
                .forEach(path -> METHODS.stream()
                        .filter(path.getValue()::has)
                        .forEach(method -> operations.add(operation(path.getKey(), method, path.getValue()))));
        operations.sort(Comparator.comparingLong(ApiOperation::placeholders));
    }

    /** Reads the hand-written document, in the guide names. */
    public static ApiDocument guide() {
        return read(API_SPEC.resolve("src/main/openapi/inbox.yaml"));
    }

    /** Reads the derived document, in the reference names. */
    public static ApiDocument reference() {
        return read(API_SPEC.resolve("target/inbox-reference.yaml"));
    }

    /** Reads a document from a YAML file. */
    public static ApiDocument read(Path file) {
        try {
            return new ApiDocument(YAMLMapper.shared().readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": build the module api-spec first", e);
        }
    }

    /** Returns a changed copy. */
    public ApiDocument with(Consumer<ObjectNode> change) {
        ObjectNode copy = (ObjectNode) root.deepCopy();
        change.accept(copy);
        return new ApiDocument(copy);
    }

    public JsonNode root() {
        return root;
    }

    /** Returns all operations, those with fewer placeholders in their path first. */
    public List<ApiOperation> operations() {
        return operations;
    }

    /** Finds the operation of a request. A literal path wins over one with placeholders. */
    Optional<ApiOperation> find(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.method().equals(method)
                        && operation.match(path).isPresent())
                .findFirst();
    }

    /** Returns the node that a {@code $ref} refers to, or the node itself if it is no reference. */
    public JsonNode resolve(JsonNode node) {
        JsonNode resolved = node;
        while (resolved.has("$ref")) {
            resolved =
                    root.at(JsonPointer.compile(resolved.path("$ref").asString().substring(1)));
        }
        return resolved;
    }

    /** Validates a value against a schema of this document, with closed objects. Returns the violations. */
    public List<String> mismatches(JsonNode schema, JsonNode value) {
        return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
                .map(error -> (error.getInstanceLocation() + " " + error.getMessage()).trim())
                .toList();
    }

    private Schema compile(JsonNode schema) {
        return registry()
                .getSchema(JsonMapper.shared()
                        .readTree(schema.toString().replace("\"$ref\":\"#/", "\"$ref\":\"" + LOCATION + "#/")));
    }

    /** Returns the registry, which is created on first use, because most copies of a document validate nothing. */
    private synchronized SchemaRegistry registry() {
        if (registry == null) {
            registry = SchemaRegistry.withDefaultDialect(
                    OpenApi31.getInstance(),
                    builder -> builder.schemas(Map.of(LOCATION, closed(root).toString()))
                            .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build()));
        }
        return registry;
    }

    /**
     * Forbids undocumented properties. The document allows them in responses for later additions, but the SDK and the sandbox must not use
     * any.
     */
    private static JsonNode closed(JsonNode root) {
        JsonNode copy = root.deepCopy();
        copy.path("components").path("schemas").forEach(schema -> {
            if (schema instanceof ObjectNode object && schema.has("properties")) {
                object.put("additionalProperties", false);
            }
        });
        return copy;
    }

    private ApiOperation operation(String path, String method, JsonNode item) {
        JsonNode node = item.path(method);
        List<JsonNode> parameters = new ArrayList<>();
        item.path("parameters").forEach(parameter -> parameters.add(resolve(parameter)));
        node.path("parameters").forEach(parameter -> parameters.add(resolve(parameter)));
        Map<Integer, JsonNode> responses = new TreeMap<>();
        node.path("responses")
                .propertyStream()
                .forEach(response -> responses.put(Integer.parseInt(response.getKey()), resolve(response.getValue())));
        return new ApiOperation(
                node.path("operationId").asString(),
                method.toUpperCase(java.util.Locale.ROOT),
                path,
                parameters,
                resolve(node.path("requestBody")),
                responses,
                node);
    }
}
