package com.inboxapp.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.contract.document.ApiOperation;
import com.inboxapp.sdk.contract.document.Exchange;
import com.inboxapp.sdk.contract.document.ExchangeCheck;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import com.inboxapp.sdk.sandbox.NameSet;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Sends each example request of the document unchanged to a sandbox with the demo data, in both name sets. */
class DocumentExamplesTest {
    private static final ApiDocument GUIDE = ApiDocument.guide();
    private static final ApiDocument REFERENCE = ApiDocument.reference();

    private static final Set<String> UNPROVEN = Unproven.listed();

    /** Examples that conflict with the demo data and get a 409: their name is taken, or the message is from the prospect. */
    private static final List<String> CONFLICTS = List.of(
            "POST /tags {\"name\":\"Support\"",
            "POST /statuses {\"name\":\"Qualified\"",
            "PATCH /threads/thread_abc123/messages/msg_in01 ",
            "DELETE /threads/thread_abc123/messages/msg_in01 ");

    private final HttpClient client = HttpClient.newHttpClient();

    private record Example(NameSet names, String method, String target, String body) {
        boolean startsWith(String prefix) {
            return (method + " " + target + " " + body).startsWith(prefix);
        }

        @Override
        public String toString() {
            return names + " " + method + " " + target + " " + body;
        }
    }

    static Stream<Example> examples() {
        return Stream.concat(
                GUIDE.operations().stream().flatMap(operation -> examples(GUIDE, NameSet.GUIDE, operation).stream()),
                REFERENCE.operations().stream()
                        .flatMap(operation -> examples(REFERENCE, NameSet.REFERENCE, operation).stream()));
    }

    private static List<Example> examples(ApiDocument document, NameSet names, ApiOperation operation) {
        List<Example> examples = new ArrayList<>();
        for (String path : paths(document, operation)) {
            for (String query : queries(document, operation)) {
                for (String body : bodies(document, operation)) {
                    examples.add(new Example(names, operation.method(), path + query, body));
                }
            }
        }
        return examples;
    }

    private static List<JsonNode> valuesOf(ApiDocument document, JsonNode parameter) {
        List<JsonNode> values = new ArrayList<>();
        if (parameter.has("example")) {
            values.add(parameter.path("example"));
        }
        JsonNode schema = document.resolve(parameter.path("schema"));
        schema.path("examples").forEach(value -> {
            if (!values.contains(value)) {
                values.add(value);
            }
        });
        assertThat(values).as("examples of %s", parameter.path("name")).isNotEmpty();
        return values;
    }

    private static List<String> paths(ApiDocument document, ApiOperation operation) {
        List<String> paths = List.of(operation.path());
        for (JsonNode parameter : operation.parameters()) {
            if (parameter.path("in").asString().equals("path")) {
                String placeholder = "{" + parameter.path("name").asString() + "}";
                paths = paths.stream()
                        .flatMap(path -> valuesOf(document, parameter).stream()
                                .map(value -> path.replace(placeholder, value.asString())))
                        .toList();
            }
        }
        return paths;
    }

    /** Combines the required parameters with no optional parameter and with each one, for each alternative of an exactly-one-of choice. */
    private static List<String> queries(ApiDocument document, ApiOperation operation) {
        Map<String, String> given = new HashMap<>();
        List<String> required = new ArrayList<>();
        List<String> optional = new ArrayList<>();
        List<String> choices = new ArrayList<>();
        for (JsonNode names : operation.node().path("x-inbox-exactly-one-of")) {
            assertThat(choices)
                    .as("%s has more than one x-inbox-exactly-one-of", operation)
                    .isEmpty();
            names.forEach(name -> choices.add(name.asString()));
        }
        operation.parameters().stream()
                .filter(parameter -> parameter.path("in").asString().equals("query"))
                .forEach(parameter -> {
                    String name = parameter.path("name").asString();
                    given.put(name, brackets(name, valuesOf(document, parameter).get(0)));
                    if (parameter.path("required").asBoolean(false)) {
                        required.add(given.get(name));
                    } else if (!choices.contains(name) && isSupported(document, operation, name)) {
                        optional.add(name);
                    }
                });
        List<String> optionalParts = new ArrayList<>();
        operation.node().path("x-inbox-both-or-neither").forEach(names -> {
            List<String> both =
                    names.valueStream().map(name -> given.get(name.asString())).toList();
            names.forEach(name -> optional.remove(name.asString()));
            optionalParts.add(String.join("&", both));
        });
        optional.forEach(name -> optionalParts.add(given.get(name)));
        optionalParts.add("");
        List<String> queries = new ArrayList<>();
        for (String choice : choices.isEmpty() ? List.of("") : choices) {
            for (String optionalPart : optionalParts) {
                String query = Stream.concat(required.stream(), Stream.of(given.getOrDefault(choice, ""), optionalPart))
                        .filter(part -> !part.isEmpty())
                        .reduce((one, other) -> one + "&" + other)
                        .orElse("");
                queries.add(query.isEmpty() ? "" : "?" + query);
            }
        }
        return queries;
    }

    /** Returns whether the sandbox supports the parameter. It does not yet support one that is listed as unproven. */
    private static boolean isSupported(ApiDocument document, ApiOperation operation, String parameter) {
        return !UNPROVEN.contains(
                (document == GUIDE ? "guide " : "reference ") + operation + " has parameter " + parameter);
    }

    private static String brackets(String name, JsonNode value) {
        if (value.isObject()) {
            return value.propertyStream()
                    .map(field -> brackets(name + "[" + field.getKey() + "]", field.getValue()))
                    .reduce((one, other) -> one + "&" + other)
                    .orElseThrow();
        }
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            String list = name.endsWith("[]") ? name.substring(0, name.length() - 2) : name;
            value.forEach(item -> items.add(brackets(list + "[" + items.size() + "]", item)));
            return String.join("&", items);
        }
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(value.asString(), StandardCharsets.UTF_8);
    }

    private static List<String> bodies(ApiDocument document, ApiOperation operation) {
        JsonNode body = operation.requestBody();
        List<String> bodies = new ArrayList<>();
        if (!body.path("required").asBoolean(false)) {
            bodies.add("");
        }
        for (JsonNode example : body.path("content").path("application/json").path("examples")) {
            bodies.add(document.resolve(example).path("value").toString());
        }
        assertThat(bodies).as("examples of the body of %s", operation).isNotEmpty();
        return bodies;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void sandboxAcceptsTheExample(Example example) throws Exception {
        Exchange exchange = send(example);

        assertThat(exchange.status())
                .as("%s: %s", example, exchange.body())
                .isEqualTo(CONFLICTS.stream().anyMatch(example::startsWith) ? 409 : 200);
        assertThat(new ExchangeCheck(example.names == NameSet.GUIDE ? GUIDE : REFERENCE).problems(exchange))
                .isEmpty();
    }

    private Exchange send(Example example) throws IOException, InterruptedException {
        try (InboxSandbox sandbox =
                InboxSandbox.builder().unlimited().names(example.names).start()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + example.target))
                    .header("Authorization", "Bearer sandbox-token")
                    .method(example.method, HttpRequest.BodyPublishers.ofString(example.body))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            Map<String, String> headers = new HashMap<>();
            response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
            int end = example.target.indexOf('?');
            return new Exchange(
                    example.method,
                    end < 0 ? example.target : example.target.substring(0, end),
                    query(example.target, end),
                    example.body,
                    response.statusCode(),
                    headers,
                    response.body());
        }
    }

    private static @Nullable String query(String target, int end) {
        return end < 0 ? null : target.substring(end + 1);
    }
}
