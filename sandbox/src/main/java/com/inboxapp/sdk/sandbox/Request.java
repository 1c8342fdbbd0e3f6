package com.inboxapp.sdk.sandbox;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request to an operation: the path values, the query parameters and the body. */
final class Request {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Map<String, String> pathValues;
    private final QueryParameters query;
    private final byte[] body;

    Request(Map<String, String> pathValues, QueryParameters query, byte[] body) {
        this.pathValues = pathValues;
        this.query = query;
        this.body = body;
    }

    /** Returns the value of a placeholder in the path. */
    String pathValue(String name) {
        String value = pathValues.get(name);
        if (value == null) {
            throw new IllegalStateException("the path has no placeholder " + name);
        }
        return value;
    }

    QueryParameters query() {
        return query;
    }

    /**
     * Parses the body.
     *
     * @param names all fields that the operation accepts
     * @throws ApiError 400 if there is no body or it is not JSON; 422 if it is not an object or has other fields
     */
    JsonBody body(String... names) {
        return json(body, names);
    }

    /** Parses a body like {@link #body}. */
    static JsonBody json(byte[] body, String... names) {
        if (body.length == 0) {
            throw ApiError.badRequest("This call needs a JSON body.");
        }
        return JsonBody.of(parse(body), names);
    }

    /** Parses an optional body. An absent body is an empty object. */
    JsonBody optionalBody(String... names) {
        return body.length == 0 ? JsonBody.of(JSON.createObjectNode(), names) : body(names);
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            TokenStreamLocation location = e.getLocation();
            throw ApiError.badRequest("The body is not JSON"
                    + (location == null
                            ? "."
                            : ", at line " + location.getLineNr() + ", column " + location.getColumnNr() + "."));
        }
    }
}
