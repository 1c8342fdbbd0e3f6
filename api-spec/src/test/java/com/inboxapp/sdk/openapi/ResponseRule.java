package com.inboxapp.sdk.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks that every operation declares the statuses that can occur, and that every response has the rate-limit headers. */
final class ResponseRule implements DocumentChecker.Rule {
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
                "must have the major version of the server URL " + Contract.SERVER);
        List<Place> requirements = root.child("security").children();
        findings.require(!requirements.isEmpty(), Check.SECURITY, root, "does not require a bearer token");
        requirements.forEach(requirement -> findings.require(
                isBearer(root, requirement), Check.SECURITY, requirement, "must require only a bearer token"));
        for (Operation operation : document.operations()) {
            findings.require(
                    !operation.place().node().has("security"),
                    Check.SECURITY,
                    operation.place(),
                    "must not have separate security, other than the bearer token of the document");
            findings.requireSame(
                    statuses(document, operation),
                    operation.responses().stream()
                            .map(Operation.Response::status)
                            .toList(),
                    Check.STATUS,
                    operation.place(),
                    "status");
            operation.responses().forEach(response -> response(document, response, findings));
        }
    }

    private static boolean isBearer(Place root, Place requirement) {
        Place schemes = root.child("components").child("securitySchemes");
        return requirement.names().size() == 1
                && requirement.children().get(0).node().isEmpty()
                && schemes.child(requirement.names().get(0)).text("type").equals("http")
                && schemes.child(requirement.names().get(0)).text("scheme").equals("bearer");
    }

    private static void response(Document document, Operation.Response response, Findings findings) {
        List<Field> expected = new ArrayList<>(Contract.HEADERS);
        if (response.status().equals("429")) {
            expected.addAll(Contract.HEADERS_OF_429);
        }
        findings.requireSame(
                expected,
                response.place().child("headers").children().stream()
                        .map(header -> Field.of(header.name(), document.resolve(header)))
                        .toList(),
                Check.HEADER,
                response.place(),
                "header");
        if (!response.status().equals("200")) {
            findings.require(
                    document.type(response.schema()).equals("Error"),
                    Check.RESPONSE,
                    response.place(),
                    "is an error response and must have the body Error");
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
        if (Contract.ERROR_RESPONSES.stream()
                .anyMatch(error -> error.status().equals("409") && error.isOf(operation.id()))) {
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
