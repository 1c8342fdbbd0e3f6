package com.inboxapp.sdk.contract.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An operation of the document. References are resolved one level deep. */
public record ApiOperation(
        String id,
        String method,
        String path,
        List<JsonNode> parameters,
        JsonNode requestBody,
        Map<Integer, JsonNode> responses,
        JsonNode node) {

    /** Returns the parameters in the path or in the query. */
    List<JsonNode> parametersIn(String location) {
        return parameters.stream()
                .filter(parameter -> parameter.path("in").asString().equals(location))
                .toList();
    }

    /** Returns the name of a parameter without the brackets that array names end with in the document. */
    static String name(JsonNode parameter) {
        return parameter.path("name").asString().replace("[]", "");
    }

    /** Returns the schema of the JSON body of a request or response; empty if it has no body. */
    static Optional<JsonNode> schemaOf(JsonNode message) {
        JsonNode schema = message.path("content").path("application/json").path("schema");
        return schema.isMissingNode() ? Optional.empty() : Optional.of(schema);
    }

    /** Returns the values of the path parameters by name; empty if the path does not match. */
    Optional<Map<String, String>> match(String actual) {
        List<String> expected = segments(path);
        List<String> given = segments(actual);
        if (expected.size() != given.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < expected.size(); i++) {
            String segment = expected.get(i);
            if (segment.startsWith("{")) {
                values.put(segment.substring(1, segment.length() - 1), given.get(i));
            } else if (!segment.equals(given.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    long placeholders() {
        return path.chars().filter(c -> c == '{').count();
    }

    private static List<String> segments(String path) {
        return new ArrayList<>(Arrays.asList(path.split("/", -1)));
    }

    @Override
    public String toString() {
        return id;
    }
}
