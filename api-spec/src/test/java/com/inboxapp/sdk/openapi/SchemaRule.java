package com.inboxapp.sdk.openapi;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks that requests are closed and responses open, that a schema is used for one of the two, and that objects and enums are named. */
final class SchemaRule implements DocumentChecker.Rule {

    /** An opaque value that is sent back unchanged. */
    private static final Set<String> BOTH_SIDES = Set.of("Cursor");

    @Override
    public void check(Document document, NameSet names, Findings findings) {
        Set<Place> requests = document.reachable(document.operations().stream()
                .flatMap(operation -> operation.requestSchemas().stream())
                .toList());
        Set<Place> responses = document.reachable(document.operations().stream()
                .flatMap(operation -> operation.responses().stream())
                .map(Operation.Response::schema)
                .toList());
        requests.stream().filter(SchemaRule::isObject).forEach(schema -> {
            if (responses.contains(schema)) {
                boolean both = BOTH_SIDES.contains(schema.name());
                findings.require(both, Check.TWO_SIDES, schema, "must not be used in both requests and responses");
            } else {
                findings.require(isClosed(schema), Check.CLOSED_REQUEST, schema, "is a request and must be closed");
            }
        });
        responses.stream()
                .filter(SchemaRule::isObject)
                .forEach(schema -> findings.require(
                        !schema.node().has("additionalProperties"),
                        Check.OPEN_RESPONSE,
                        schema,
                        "is a response and must be open"));
        document.schemas().stream()
                .flatMap(root -> document.within(root).stream())
                .forEach(schema -> schema(schema, findings));
    }

    private static void schema(Place schema, Findings findings) {
        boolean named = schema.pointer().head().toString().equals("/components/schemas");
        findings.require(
                named || !(isObject(schema) || schema.node().has("enum")),
                Check.INLINE_SCHEMA,
                schema,
                "is an object or an enum and must have a name");
        Set<Set<String>> choices = new HashSet<>();
        schema.child("x-inbox-exactly-one-of")
                .children()
                .forEach(choice -> choices.add(new TreeSet<>(Field.texts(choice.node()))));
        Set<String> branches = new TreeSet<>();
        schema.child("oneOf").children().stream()
                .filter(branch -> branch.node().has("required"))
                .forEach(branch ->
                        branches.add(String.join("+", Field.texts(branch.node().path("required")))));
        Set<Set<String>> standard = branches.isEmpty() ? Set.of() : Set.of(branches);
        findings.requireSame(choices, standard, Check.ONE_OF, schema, "choice");
        List<String> required = Field.texts(schema.node().path("required"));
        findings.require(
                choices.stream().flatMap(Set::stream).noneMatch(required::contains),
                Check.ONE_OF,
                schema,
                "must not require a name of a choice");
    }

    private static boolean isObject(Place schema) {
        return schema.node().has("properties") || schema.text("type").equals("object");
    }

    private static boolean isClosed(Place schema) {
        return !schema.node().path("additionalProperties").booleanValue(true);
    }
}
