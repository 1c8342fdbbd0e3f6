package com.inboxapp.sdk.openapi;

import com.networknt.schema.Schema;
import java.util.HashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks that every request and every response has an example, and that every example is valid and has no unknown fields. */
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
                    .responses()
                    .forEach(response -> response.place()
                            .child("content")
                            .children()
                            .forEach(content -> present(content, findings)));
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
                findings.add(Check.EXAMPLE, example, "does not exist");
            }
        }
    }

    /**
     * Returns a stricter copy of the document. Its responses are closed, so that a misspelled field in an example is found. Its
     * Inbox ids must have the prefix of their own example.
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
