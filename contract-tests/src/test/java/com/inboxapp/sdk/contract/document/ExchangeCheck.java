package com.inboxapp.sdk.contract.document;

import com.inboxapp.sdk.contract.document.Problem.Checker;
import com.inboxapp.sdk.sandbox.QueryDecoder;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Validates the request and the response of an exchange against the document. */
public final class ExchangeCheck {
    private final ApiDocument document;
    private final QueryValues values;

    public ExchangeCheck(ApiDocument document) {
        this.document = document;
        this.values = new QueryValues(document);
    }

    /** Returns the problems of the request and the response; empty if the exchange matches the document. */
    public List<Problem> problems(Exchange exchange) {
        List<Problem> problems = new ArrayList<>(requestProblems(exchange));
        problems.addAll(responseProblems(exchange));
        return problems;
    }

    /** Returns the problems of the response; empty if the document does not have the operation. */
    public List<Problem> responseProblems(Exchange exchange) {
        List<Problem> problems = new ArrayList<>();
        document.find(exchange.method(), exchange.path())
                .ifPresent(operation -> response(operation, exchange, problems));
        return problems;
    }

    /** Returns the problems of the request. */
    public List<Problem> requestProblems(Exchange exchange) {
        List<Problem> problems = new ArrayList<>();
        document.find(exchange.method(), exchange.path())
                .ifPresentOrElse(
                        operation -> {
                            path(operation, exchange, problems);
                            query(operation, exchange, problems);
                            body(operation, exchange, problems);
                        },
                        () -> problems.add(new Problem(
                                Checker.OPERATION,
                                "the document has no " + exchange.method() + " " + exchange.path())));
        return problems;
    }

    private void path(ApiOperation operation, Exchange exchange, List<Problem> problems) {
        Map<String, String> given = operation.match(exchange.path()).orElseThrow();
        for (JsonNode parameter : operation.parametersIn("path")) {
            String name = parameter.path("name").asString();
            String value = URLDecoder.decode(given.getOrDefault(name, "").replace("+", "%2B"), StandardCharsets.UTF_8);
            if (!given.containsKey(name) || value.isEmpty()) {
                problems.add(new Problem(Checker.PATH, "{" + name + "} must not be empty"));
            } else {
                add(Checker.PATH, name, parameter.path("schema"), JsonNodeFactory.instance.stringNode(value), problems);
            }
        }
    }

    private void query(ApiOperation operation, Exchange exchange, List<Problem> problems) {
        Map<String, Object> given;
        try {
            given = QueryDecoder.decode(exchange.rawQuery());
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(Checker.QUERY, String.valueOf(e.getMessage())));
            return;
        }
        Map<String, JsonNode> known = new HashMap<>();
        for (JsonNode parameter : operation.parametersIn("query")) {
            String name = ApiOperation.name(parameter);
            known.put(name, parameter);
            if (given.containsKey(name)) {
                JsonNode schema = parameter.path("schema");
                add(Checker.QUERY, name, schema, values.typed(given.get(name), schema), problems);
            } else if (parameter.path("required").asBoolean(false)) {
                problems.add(new Problem(Checker.QUERY, name + " is missing"));
            }
        }
        given.keySet().stream()
                .filter(name -> !known.containsKey(name))
                .forEach(name -> problems.add(new Problem(Checker.QUERY, "the operation has no parameter " + name)));
        combinations(operation, given.keySet(), problems);
    }

    /** Checks the extensions for parameters that exclude or require each other. */
    private static void combinations(ApiOperation operation, Set<String> given, List<Problem> problems) {
        operation.node().path("x-inbox-exactly-one-of").forEach(names -> {
            long count = names.valueStream()
                    .filter(name -> given.contains(name.asString()))
                    .count();
            if (count != 1) {
                problems.add(new Problem(
                        Checker.QUERY, "exactly one of " + names + " must be given, but " + count + " were"));
            }
        });
        operation.node().path("x-inbox-both-or-neither").propertyStream().forEach(object -> {
            long flat = object.getValue()
                    .valueStream()
                    .filter(name -> given.contains(name.asString()))
                    .count();
            if (flat != 0 && flat != object.getValue().size()) {
                problems.add(new Problem(Checker.QUERY, "all or none of " + object.getValue() + " must be given"));
            }
            if (flat != 0 && given.contains(object.getKey())) {
                problems.add(new Problem(
                        Checker.QUERY,
                        object.getKey() + " must not be given both as an object and as flat parameters"));
            }
        });
    }

    private void body(ApiOperation operation, Exchange exchange, List<Problem> problems) {
        String text = exchange.requestBody();
        ApiOperation.schemaOf(operation.requestBody())
                .ifPresentOrElse(
                        schema -> {
                            if (!text.isEmpty()) {
                                json(Checker.REQUEST_BODY, schema, text, problems);
                            } else if (operation.requestBody().path("required").asBoolean(false)) {
                                problems.add(new Problem(Checker.REQUEST_BODY, "is missing"));
                            }
                        },
                        () -> {
                            if (!text.isEmpty()) {
                                problems.add(new Problem(Checker.REQUEST_BODY, "must be empty"));
                            }
                        });
    }

    private void response(ApiOperation operation, Exchange exchange, List<Problem> problems) {
        JsonNode response = operation.responses().get(exchange.status());
        if (response == null) {
            problems.add(new Problem(Checker.STATUS, operation + " has no response " + exchange.status()));
            return;
        }
        response.path("headers").propertyStream().forEach(header -> {
            JsonNode described = document.resolve(header.getValue());
            String value = exchange.headers().get(header.getKey());
            if (value != null) {
                JsonNode schema = described.path("schema");
                add(Checker.HEADER, header.getKey(), schema, values.typed(value, schema), problems);
            } else if (described.path("required").asBoolean(false)) {
                problems.add(new Problem(Checker.HEADER, header.getKey() + " is missing"));
            }
        });
        ApiOperation.schemaOf(response).ifPresentOrElse(schema -> responseBody(schema, exchange, problems), () -> {
            if (!exchange.body().isEmpty()) {
                problems.add(new Problem(Checker.RESPONSE_BODY, "must be empty"));
            }
        });
    }

    private void responseBody(JsonNode schema, Exchange exchange, List<Problem> problems) {
        String type = exchange.headers().getOrDefault("Content-Type", "none");
        if (!type.matches("application/json(;.*)?")) {
            problems.add(new Problem(Checker.HEADER, "Content-Type must be application/json, but was " + type));
        }
        json(Checker.RESPONSE_BODY, schema, exchange.body(), problems);
    }

    private void json(Checker checker, JsonNode schema, String text, List<Problem> problems) {
        try {
            add(checker, "", schema, JsonMapper.shared().readTree(text), problems);
        } catch (JacksonException e) {
            problems.add(new Problem(checker, "must be JSON: " + e.getOriginalMessage()));
        }
    }

    private void add(Checker checker, String name, JsonNode schema, JsonNode value, List<Problem> problems) {
        document.mismatches(schema, value)
                .forEach(text -> problems.add(new Problem(checker, (name + " " + text).trim())));
    }
}
