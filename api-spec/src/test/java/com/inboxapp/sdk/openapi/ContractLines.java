package com.inboxapp.sdk.openapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Generates the lines of {@link Contract} that a document in the guide names would change. After verifying that the service has the change
 * too, copy them to {@link Contract}.
 */
final class ContractLines {
    private ContractLines() {}

    static List<String> of(Document document) {
        List<String> lines = new ArrayList<>();
        document.operations()
                .forEach(operation -> add(
                        operation.id(),
                        operation.queryParameters().stream()
                                .map(ContractLines::parameter)
                                .toList(),
                        Contract.PARAMETERS,
                        lines));
        for (Place schema : document.root().child("components").child("schemas").children()) {
            if (schema.node().has("properties")) {
                add(schema.name(), Field.of(schema), Contract.ENTITIES, lines);
            }
            if (schema.node().has("enum")) {
                add(schema.name(), Field.texts(schema.node().path("enum")), Contract.ENUMS, lines);
            }
        }
        return lines;
    }

    private static Field parameter(Place parameter) {
        return Field.of(parameter.text("name").replace("[]", ""), parameter);
    }

    private static <T> void add(String owner, List<T> actual, Map<String, List<T>> contract, List<String> lines) {
        if (!new HashSet<>(actual).equals(new HashSet<>(contract.getOrDefault(owner, List.of())))) {
            lines.add(owner + ": " + actual.stream().map(Object::toString).collect(Collectors.joining(" ")));
        }
    }
}
