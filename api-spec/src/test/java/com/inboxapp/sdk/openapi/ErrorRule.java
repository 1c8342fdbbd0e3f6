package com.inboxapp.sdk.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks that each operation has the contract's error responses, and that their examples have the right status and codes. */
final class ErrorRule implements DocumentChecker.Rule {

    private static final String RESPONSES = "#/components/responses/";

    @Override
    public void check(Document document, NameSet names, Findings findings) {
        for (Operation operation : document.operations()) {
            for (Place response : operation.place().child("responses").children()) {
                if (!response.name().equals("200")) {
                    error(document, operation, response, findings);
                }
            }
        }
        findings.requireSame(
                Contract.ERROR_RESPONSES.stream()
                        .map(Contract.ErrorResponse::name)
                        .toList(),
                document.root().child("components").child("responses").names(),
                Check.ERROR,
                document.root(),
                "error response");
    }

    private static void error(Document document, Operation operation, Place response, Findings findings) {
        List<String> expected = Contract.ERROR_RESPONSES.stream()
                .filter(error -> error.status().equals(response.name()) && error.isOf(operation.id()))
                .map(error -> RESPONSES + error.name())
                .toList();
        findings.requireSame(expected, List.of(response.text("$ref")), Check.ERROR, response, "error response");
        Map<String, String> codes = new LinkedHashMap<>();
        for (Place reference : document.resolve(response)
                .child("content")
                .child("application/json")
                .child("examples")
                .children()) {
            Place error = document.resolve(reference).child("value").child("error");
            codes.put(reference.name(), error.text("code"));
            findings.require(
                    error.node().path("status").asString("").equals(response.name()),
                    Check.ERROR,
                    error,
                    "is under the status " + response.name() + ", but has the status "
                            + error.node().path("status").asString("nothing"));
            findings.require(
                    !reference.name().endsWith("NotFound") || isMessageOf(reference.name(), error.text("message")),
                    Check.ERROR,
                    error,
                    "is named " + reference.name() + ", but has the message " + error.text("message"));
        }
        Contract.ERROR_RESPONSES.stream()
                .filter(error -> response.text("$ref").equals(RESPONSES + error.name()))
                .forEach(error -> findings.requireSame(
                        error.examples().entrySet(),
                        codes.entrySet(),
                        Check.ERROR,
                        document.resolve(response),
                        "example with the code"));
    }

    /** Returns whether a message matches the name of its example: {@code tagNotFound} has the message "Tag not found." */
    private static boolean isMessageOf(String name, String message) {
        return message.replaceAll("[ .]", "").equalsIgnoreCase(name);
    }
}
