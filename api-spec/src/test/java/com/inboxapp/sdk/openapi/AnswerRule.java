package com.inboxapp.sdk.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every operation answers with the statuses that can occur, with the headers that say how much is left. */
final class AnswerRule implements DocumentChecker.Rule {

    private static final Set<String> HEADERS =
            Set.of("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset");

    @Override
    public void check(Document document, NameSet names, Findings findings) {
        Place root = document.root();
        Place schemes = root.child("components").child("securitySchemes");
        findings.require(
                root.child("security").children().stream()
                        .flatMap(requirement -> requirement.names().stream())
                        .anyMatch(name -> schemes.child(name).text("scheme").equals("bearer")),
                Check.SECURITY,
                root,
                "does not ask for a bearer token");
        for (Operation operation : document.operations()) {
            findings.require(
                    !operation.place().node().has("security"),
                    Check.SECURITY,
                    operation.place(),
                    "has a security of its own");
            findings.requireSame(
                    statuses(document, operation),
                    operation.answers().stream().map(Operation.Answer::status).toList(),
                    Check.STATUS,
                    operation.place(),
                    "status");
            operation.answers().forEach(answer -> answer(document, answer, findings));
        }
    }

    private static void answer(Document document, Operation.Answer answer, Findings findings) {
        List<String> headers = answer.place().child("headers").names();
        HEADERS.forEach(header ->
                findings.require(headers.contains(header), Check.HEADER, answer.place(), "lacks the header " + header));
        if (answer.status().equals("429")) {
            findings.require(
                    headers.contains("Retry-After"), Check.HEADER, answer.place(), "lacks the header Retry-After");
        }
        if (!answer.status().equals("200")) {
            findings.require(
                    document.resolve(answer.schema()).equals(document.schema("Error")),
                    Check.ANSWER,
                    answer.place(),
                    "is an error and has not the body Error");
        }
    }

    private static List<String> statuses(Document document, Operation operation) {
        boolean body = operation.body().exists();
        List<String> statuses = new ArrayList<>(List.of("200", "401", "403", "429", "500"));
        if (body || !operation.parameters().isEmpty()) {
            statuses.add("400");
        }
        if (takesInboxId(document, operation)) {
            statuses.add("404");
        }
        if (Contract.CONFLICTS.contains(operation.id())) {
            statuses.add("409");
        }
        if (body) {
            statuses.add("422");
        }
        return statuses;
    }

    private static boolean takesInboxId(Document document, Operation operation) {
        return document.reachable(operation.requestSchemas()).stream()
                .anyMatch(schema -> schema.child("x-inbox-id").text("kind").equals("inbox"));
    }
}
