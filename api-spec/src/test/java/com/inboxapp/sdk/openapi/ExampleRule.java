package com.inboxapp.sdk.openapi;

import com.networknt.schema.Schema;
import java.util.HashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every request and every answer has an example, and every example is what its schema says, with no field beside. */
final class ExampleRule implements DocumentChecker.Rule {

    @Override
    public void check(Document document, NameSet names, Findings findings) {
        present(document, findings);
        Schemas schemas = new Schemas(closed(document));
        document.examples().forEach((schema, examples) -> valid(schemas, schema.node(), examples, findings));
        for (Place root : document.schemas()) {
            for (Place schema : document.within(root)) {
                valid(schemas, schema.node(), schema.child("examples").children(), findings);
                for (String keyword : List.of("example", "default")) {
                    if (schema.node().has(keyword)) {
                        valid(schemas, schema.node(), List.of(schema.child(keyword)), findings);
                    }
                }
            }
        }
    }

    private static void present(Document document, Findings findings) {
        for (Operation operation : document.operations()) {
            operation.parameters().forEach(parameter -> present(parameter, findings));
            operation.body().child("content").children().forEach(content -> present(content, findings));
            operation
                    .answers()
                    .forEach(answer ->
                            answer.place().child("content").children().forEach(content -> present(content, findings)));
        }
    }

    private static void present(Place carrier, Findings findings) {
        boolean present = carrier.node().has("example")
                || !carrier.node().path("examples").isEmpty();
        findings.require(present, Check.MISSING_EXAMPLE, carrier, "has no example");
        JsonNode examples = carrier.node().path("examples");
        findings.require(
                new HashSet<>(examples.values()).size() == examples.size(),
                Check.EXAMPLE,
                carrier,
                "has the same example twice");
    }

    private static void valid(Schemas schemas, JsonNode schema, List<Place> examples, Findings findings) {
        if (examples.isEmpty()) {
            return;
        }
        Schema compiled = schemas.schema(schema);
        for (Place example : examples) {
            if (example.exists()) {
                compiled.validate(example.node())
                        .forEach(error -> findings.add(Check.EXAMPLE, example, Schemas.text(error)));
            } else {
                findings.add(Check.EXAMPLE, example, "is not there");
            }
        }
    }

    /**
     * Answers are open, so that a field in an example may be misspelled: here it may not. And an Inbox id is of the kind that
     * its own example shows.
     */
    private static JsonNode closed(Document document) {
        JsonNode copy = document.root().node().deepCopy();
        copy.path("components").path("schemas").forEach(schema -> {
            if (schema instanceof ObjectNode object && schema.has("properties") && !schema.has("allOf")) {
                object.put("additionalProperties", false);
            }
            if (schema instanceof ObjectNode id
                    && schema.at("/x-inbox-id/kind").asString("").equals("inbox")) {
                id.put(
                        "pattern",
                        "^" + schema.path("examples").path(0).asString("").replaceAll("_.*", "_"));
            }
        });
        return copy;
    }
}
