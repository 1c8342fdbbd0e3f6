package com.inboxapp.sdk.contract.document;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer.
 *
 * @param path below the base path, percent-encoded
 * @param requestBody empty if there is none
 * @param headers the answer's, by name in any case
 * @param body the answer's, empty if there is none
 */
public record Exchange(
        String method,
        String path,
        @Nullable String rawQuery,
        String requestBody,
        int status,
        Map<String, String> headers,
        String body) {

    public Exchange {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    @Override
    public String toString() {
        return method + " " + path + (rawQuery == null ? "" : "?" + rawQuery) + " -> " + status;
    }
}
