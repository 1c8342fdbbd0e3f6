package com.inboxapp.sdk.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the sandbox received it, without its headers, and the status it was answered with.
 *
 * @param method the HTTP method, {@code GET}
 * @param path the path as sent, still percent-encoded, with the base path: {@code /api/v1/threads}
 * @param rawQuery the query as sent; null when there was none
 * @param query the query decoded by {@link QueryDecoder}; empty when there was none or it could not be decoded
 * @param body the body as text; empty when there was none
 * @param status the HTTP status of the answer
 */
public record ReceivedRequest(
        String method, String path, @Nullable String rawQuery, Map<String, Object> query, String body, int status) {}
