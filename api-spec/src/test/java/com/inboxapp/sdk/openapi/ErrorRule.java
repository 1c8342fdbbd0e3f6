package com.inboxapp.sdk.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each error answer is the one that the operation gives, and its examples are of its status and its codes. */
final class ErrorRule implements DocumentChecker.Rule {

    private static final String ANSWERS = "#/components/responses/";

    @Override
    public void check(Document document, NameSet names, Findings findings) {
        for (Operation operation : document.operations()) {
            for (Place answer : operation.place().child("responses").children()) {
                if (!answer.name().equals("200")) {
                    error(document, operation, answer, findings);
                }
            }
        }
        findings.requireSame(
                Contract.REFUSALS.stream().map(Contract.Refusal::name).toList(),
                document.root().child("components").child("responses").names(),
                Check.ERROR,
                document.root(),
                "error answer");
    }

    private static void error(Document document, Operation operation, Place answer, Findings findings) {
        List<String> expected = Contract.REFUSALS.stream()
                .filter(refusal -> refusal.status().equals(answer.name()) && refusal.isOf(operation.id()))
                .map(refusal -> ANSWERS + refusal.name())
                .toList();
        findings.requireSame(expected, List.of(answer.text("$ref")), Check.ERROR, answer, "error answer");
        Map<String, String> codes = new LinkedHashMap<>();
        for (Place reference : document.resolve(answer)
                .child("content")
                .child("application/json")
                .child("examples")
                .children()) {
            Place error = document.resolve(reference).child("value").child("error");
            codes.put(reference.name(), error.text("code"));
            findings.require(
                    error.node().path("status").asString("").equals(answer.name()),
                    Check.ERROR,
                    error,
                    "stands under the status " + answer.name() + " and says "
                            + error.node().path("status").asString("nothing"));
            findings.require(
                    !reference.name().endsWith("NotFound") || saysSo(reference.name(), error.text("message")),
                    Check.ERROR,
                    error,
                    "is called " + reference.name() + " and says " + error.text("message"));
        }
        Contract.REFUSALS.stream()
                .filter(refusal -> answer.text("$ref").equals(ANSWERS + refusal.name()))
                .forEach(refusal -> findings.requireSame(
                        refusal.examples().entrySet(),
                        codes.entrySet(),
                        Check.ERROR,
                        document.resolve(answer),
                        "example with the code"));
    }

    /** {@code tagNotFound} says "Tag not found." */
    private static boolean saysSo(String name, String message) {
        return message.replaceAll("[ .]", "").equalsIgnoreCase(name);
    }
}
