package com.inboxapp.sdk.contract.document;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request and its response.
 *
 * @param path the path below the base path, percent-encoded
 * @param rawQuery the query, percent-encoded; null if there is none
 * @param requestBody the body of the request; empty if there is none
 * @param headers the headers of the response; names are case-insensitive
 * @param body the body of the response; empty if there is none
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
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = byName;
    }

    @Override
    public String toString() {
        return method + " " + path + (rawQuery == null ? "" : "?" + rawQuery) + " -> " + status;
    }
}
