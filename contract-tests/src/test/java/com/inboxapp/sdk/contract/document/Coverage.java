package com.inboxapp.sdk.contract.document;

import com.inboxapp.sdk.sandbox.QueryDecoder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tracks which parts of a document the added exchanges use. Each part has a name, such as {@code threads.get responds with 404}. */
public final class Coverage {
    private final ApiDocument document;
    private final QueryValues values;
    private final Set<String> used = new TreeSet<>();
    private final Set<String> documented = new TreeSet<>();

    public Coverage(ApiDocument document) {
        this(document, document.operations());
    }

    private Coverage(ApiDocument document, List<ApiOperation> operations) {
        this.document = document;
        this.values = new QueryValues(document);
        operations.forEach(this::document);
    }

    /** Returns the parts of one operation. */
    public static Set<String> parts(ApiDocument document, ApiOperation operation) {
        return new Coverage(document, List.of(operation)).documented;
    }

    /** Returns the parts that no exchange has used. */
    public Set<String> unused() {
        Set<String> unused = new TreeSet<>(documented);
        unused.removeAll(used);
        return unused;
    }

    private void document(ApiOperation operation) {
        operation.responses().forEach((status, response) -> {
            documented.add(operation + " responds with " + status);
            ApiOperation.schemaOf(response).ifPresent(schema -> properties("response", schema, null));
        });
        for (JsonNode parameter : operation.parametersIn("query")) {
            String name = operation + " has parameter " + ApiOperation.name(parameter);
            documented.add(name);
            properties(name, parameter.path("schema"), null);
        }
        ApiOperation.schemaOf(operation.requestBody()).ifPresent(schema -> properties("request", schema, null));
    }

    /** Returns whether the document has the operation and the status of an exchange. */
    public boolean documents(Exchange exchange) {
        return document.find(exchange.method(), exchange.path())
                .filter(operation -> operation.responses().containsKey(exchange.status()))
                .isPresent();
    }

    /** Marks the parts that an exchange uses. */
    public void add(Exchange exchange) {
        ApiOperation operation =
                document.find(exchange.method(), exchange.path()).orElseThrow();
        used.add(operation + " responds with " + exchange.status());
        ApiOperation.schemaOf(operation.responses().get(exchange.status()))
                .ifPresent(schema ->
                        properties("response", schema, JsonMapper.shared().readTree(exchange.body())));
        Map<String, Object> query = QueryDecoder.decode(exchange.rawQuery());
        for (JsonNode parameter : operation.parametersIn("query")) {
            Object value = query.get(ApiOperation.name(parameter));
            if (value != null) {
                String name = operation + " has parameter " + ApiOperation.name(parameter);
                used.add(name);
                properties(name, parameter.path("schema"), values.typed(value, parameter.path("schema")));
            }
        }
        if (!exchange.requestBody().isEmpty()) {
            ApiOperation.schemaOf(operation.requestBody())
                    .ifPresent(schema ->
                            properties("request", schema, JsonMapper.shared().readTree(exchange.requestBody())));
        }
    }

    /** Marks the properties of a schema that a value has as used. Without a value, adds all properties to the documented parts. */
    private void properties(String place, JsonNode schema, @Nullable JsonNode value) {
        JsonNode resolved = document.resolve(schema);
        String name = schema.has("$ref") ? schema.path("$ref").asString().replaceAll(".*/", "") : "";
        resolved.path("oneOf").forEach(branch -> {
            if (value == null || !value.isNull()) {
                properties(place, branch, value);
            }
        });
        if (resolved.has("items")) {
            if (value == null) {
                properties(place, resolved.path("items"), null);
            } else {
                value.forEach(item -> properties(place, resolved.path("items"), item));
            }
        }
        resolved.path("properties").propertyStream().forEach(property -> {
            String part = place + ": " + name + "." + property.getKey();
            if (value == null) {
                if (documented.add(part)) {
                    properties(place, property.getValue(), null);
                }
            } else if (value.has(property.getKey())) {
                used.add(part);
                properties(place, property.getValue(), value.path(property.getKey()));
            }
        });
    }
}
