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

/** The OpenAPI document in one of the two name sets. */
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

    /** The document as it is written, in the guides' names. */
    public static ApiDocument guide() {
        return read(API_SPEC.resolve("src/main/openapi/inbox.yaml"));
    }

    /** The document that is derived from it, in the reference's names. */
    public static ApiDocument reference() {
        return read(API_SPEC.resolve("target/inbox-reference.yaml"));
    }

    /** A document in a file. */
    public static ApiDocument read(Path file) {
        try {
            return new ApiDocument(YAMLMapper.shared().readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is built by the module api-spec", e);
        }
    }

    /** A copy with something changed. */
    public ApiDocument with(Consumer<ObjectNode> change) {
        ObjectNode copy = (ObjectNode) root.deepCopy();
        change.accept(copy);
        return new ApiDocument(copy);
    }

    public JsonNode root() {
        return root;
    }

    /** All operations; those with fewer placeholders in their path first. */
    public List<ApiOperation> operations() {
        return operations;
    }

    /** The operation that a path is of; a literal path wins over one with placeholders. */
    Optional<ApiOperation> find(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.method().equals(method)
                        && operation.match(path).isPresent())
                .findFirst();
    }

    /** A node, or what it refers to. */
    public JsonNode resolve(JsonNode node) {
        JsonNode resolved = node;
        while (resolved.has("$ref")) {
            resolved =
                    root.at(JsonPointer.compile(resolved.path("$ref").asString().substring(1)));
        }
        return resolved;
    }

    /** What a value does not keep to in a schema of this document, in which objects are closed. */
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

    /** Made when it is first asked for: most copies of a document are only looked at. */
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

    /** Answers are open to what the service may add: what we send, answer and record must be in the document. */
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
        Map<Integer, JsonNode> answers = new TreeMap<>();
        node.path("responses")
                .propertyStream()
                .forEach(answer -> answers.put(Integer.parseInt(answer.getKey()), resolve(answer.getValue())));
        return new ApiOperation(
                node.path("operationId").asString(),
                method.toUpperCase(java.util.Locale.ROOT),
                path,
                parameters,
                resolve(node.path("requestBody")),
                answers,
                node);
    }
}
