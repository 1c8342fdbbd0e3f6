package com.inboxapp.sdk.contract.changes;

import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.contract.document.ApiOperation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Finds the operations that use a schema in their request or in a response, in either of two documents. */
final class Reach {
    private static final String SCHEMAS = "#/components/schemas/";

    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, Set<String>> sent = new HashMap<>();
    private final Map<String, Set<String>> received = new HashMap<>();

    Reach(ApiDocument before, ApiDocument after) {
        for (ApiDocument document : List.of(after, before)) {
            for (ApiOperation operation : document.operations()) {
                ids.put(operation.method() + " " + operation.path(), operation.id());
                operation.parameters().forEach(parameter -> mark(document, parameter, operation.id(), sent));
                mark(document, operation.requestBody(), operation.id(), sent);
                operation.responses().values().forEach(response -> mark(document, response, operation.id(), received));
            }
        }
    }

    private static void mark(ApiDocument document, JsonNode node, String operation, Map<String, Set<String>> by) {
        String reference = node.path("$ref").asString("");
        if (!reference.isEmpty()) {
            if (by.computeIfAbsent(reference, key -> new HashSet<>()).add(operation)) {
                mark(document, document.resolve(node), operation, by);
            }
            return;
        }
        node.forEach(child -> mark(document, child, operation, by));
    }

    /** Returns the id of the operation with a method and path. The id in the older document wins. */
    String id(String key) {
        return ids.getOrDefault(key, key);
    }

    Set<String> operations(String schema) {
        Set<String> operations = new TreeSet<>(sent.getOrDefault(SCHEMAS + schema, Set.of()));
        operations.addAll(received.getOrDefault(SCHEMAS + schema, Set.of()));
        return operations;
    }

    boolean isSent(Difference difference) {
        return sent.containsKey(SCHEMAS + difference.in("schemas"))
                || difference.path().contains("parameters")
                || difference.path().contains("requestBody");
    }

    boolean isReceived(Difference difference) {
        return received.containsKey(SCHEMAS + difference.in("schemas"))
                || difference.path().contains("responses");
    }
}
