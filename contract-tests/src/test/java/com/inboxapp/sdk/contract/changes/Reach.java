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

/** Which operations send a schema, and which are answered it, in either of two documents. */
final class Reach {
    private static final String SCHEMAS = "#/components/schemas/";

    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, Set<String>> sent = new HashMap<>();
    private final Map<String, Set<String>> answered = new HashMap<>();

    Reach(ApiDocument before, ApiDocument after) {
        for (ApiDocument document : List.of(after, before)) {
            for (ApiOperation operation : document.operations()) {
                ids.put(operation.method() + " " + operation.path(), operation.id());
                operation.parameters().forEach(parameter -> mark(document, parameter, operation.id(), sent));
                mark(document, operation.requestBody(), operation.id(), sent);
                operation.answers().values().forEach(answer -> mark(document, answer, operation.id(), answered));
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

    /** The name of an operation by its method and path, as it was before if it was there. */
    String id(String key) {
        return ids.getOrDefault(key, key);
    }

    Set<String> operations(String schema) {
        Set<String> operations = new TreeSet<>(sent.getOrDefault(SCHEMAS + schema, Set.of()));
        operations.addAll(answered.getOrDefault(SCHEMAS + schema, Set.of()));
        return operations;
    }

    boolean isSent(Difference difference) {
        return sent.containsKey(SCHEMAS + difference.in("schemas"))
                || difference.path().contains("parameters")
                || difference.path().contains("requestBody");
    }

    boolean isAnswered(Difference difference) {
        return answered.containsKey(SCHEMAS + difference.in("schemas"))
                || difference.path().contains("responses");
    }
}
