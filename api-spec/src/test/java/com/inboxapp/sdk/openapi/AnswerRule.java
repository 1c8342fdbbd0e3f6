package com.inboxapp.sdk.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every operation answers with the statuses that can occur, with the headers that say how much is left. */
final class AnswerRule implements DocumentChecker.Rule {
    private static final String NUMBER = "(0|[1-9][0-9]*)";
    private static final Pattern VERSION = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER);

    @Override
    public void check(Document document, NameSet names, Findings findings) {
        Place root = document.root();
        List<Place> servers = root.child("servers").children();
        findings.requireSame(
                List.of(Contract.SERVER),
                servers.stream().map(server -> server.text("url")).toList(),
                Check.SERVER,
                root,
                "server");
        Matcher version = VERSION.matcher(root.child("info").text("version"));
        findings.require(
                version.matches() && Contract.SERVER.endsWith("/v" + version.group(1)),
                Check.SERVER,
                root.child("info").child("version"),
                "is not a version that the address " + Contract.SERVER + " is of");
        List<Place> requirements = root.child("security").children();
        findings.require(!requirements.isEmpty(), Check.SECURITY, root, "does not ask for a bearer token");
        requirements.forEach(requirement -> findings.require(
                isBearer(root, requirement), Check.SECURITY, requirement, "does not ask for a bearer token alone"));
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

    private static boolean isBearer(Place root, Place requirement) {
        Place schemes = root.child("components").child("securitySchemes");
        return requirement.names().size() == 1
                && requirement.children().get(0).node().isEmpty()
                && schemes.child(requirement.names().get(0)).text("type").equals("http")
                && schemes.child(requirement.names().get(0)).text("scheme").equals("bearer");
    }

    private static void answer(Document document, Operation.Answer answer, Findings findings) {
        List<Field> expected = new ArrayList<>(Contract.HEADERS);
        if (answer.status().equals("429")) {
            expected.addAll(Contract.HEADERS_OF_429);
        }
        findings.requireSame(
                expected,
                answer.place().child("headers").children().stream()
                        .map(header -> Field.of(header.name(), document.resolve(header)))
                        .toList(),
                Check.HEADER,
                answer.place(),
                "header");
        if (!answer.status().equals("200")) {
            findings.require(
                    document.type(answer.schema()).equals("Error"),
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
        if (Contract.REFUSALS.stream()
                .anyMatch(refusal -> refusal.status().equals("409") && refusal.isOf(operation.id()))) {
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
