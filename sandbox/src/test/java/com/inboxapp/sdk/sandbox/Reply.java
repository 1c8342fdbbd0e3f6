package com.inboxapp.sdk.sandbox;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A response as received by a plain HTTP client. */
record Reply(int status, HttpHeaders headers, String text) {

    private static final JsonMapper JSON = new JsonMapper();

    static JsonNode parse(String text) {
        return JSON.readTree(text);
    }

    static List<String> texts(Iterable<JsonNode> nodes, String field) {
        List<String> texts = new ArrayList<>();
        nodes.forEach(node -> texts.add(node.path(field).stringValue()));
        return texts;
    }

    JsonNode json() {
        return parse(text);
    }

    String errorCode() {
        return json().path("error").path("code").stringValue();
    }

    String errorMessage() {
        return json().path("error").path("message").stringValue();
    }

    String header(String name) {
        return headers.firstValue(name).orElseThrow();
    }
}
