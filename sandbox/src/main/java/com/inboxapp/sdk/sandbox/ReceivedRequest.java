package com.inboxapp.sdk.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that the sandbox received, without its headers, and the status of its response.
 *
 * @param method the HTTP method, such as {@code GET}
 * @param path the path as sent, percent-encoded and with the base path, such as {@code /api/v1/threads}
 * @param rawQuery the query as sent, percent-encoded; null if there was none
 * @param query the query decoded by {@link QueryDecoder}; empty if there was none or it could not be decoded
 * @param body the body as text; empty if there was none or it was not read completely
 * @param status the HTTP status of the response, even if the response body broke off; {@link #NO_RESPONSE} if there was no response
 * @param fault the fault that was applied to the request; null if there was none
 */
public record ReceivedRequest(
        String method,
        String path,
        @Nullable String rawQuery,
        Map<String, Object> query,
        String body,
        int status,
        @Nullable Fault fault) {

    /** The status of a request whose connection was closed without a response. */
    public static final int NO_RESPONSE = 0;

    /** Returns whether a response was sent, even if its body broke off. If not, the connection was closed. */
    public boolean hasResponse() {
        return status != NO_RESPONSE;
    }
}
