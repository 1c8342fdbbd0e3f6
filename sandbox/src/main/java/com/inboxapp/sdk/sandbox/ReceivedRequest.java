package com.inboxapp.sdk.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the sandbox received it, without its headers, and what became of it.
 *
 * @param method the HTTP method, {@code GET}
 * @param path the path as sent, still percent-encoded, with the base path: {@code /api/v1/threads}
 * @param rawQuery the query as sent; null when there was none
 * @param query the query decoded by {@link QueryDecoder}; empty when there was none or it could not be decoded
 * @param body the body as text; empty when there was none, or when it was not read to its end
 * @param status the HTTP status of the answer, be it broken off in its body; {@link #UNANSWERED} if there was none
 * @param fault the fault that struck the request; null when it was handled as usual
 */
public record ReceivedRequest(
        String method,
        String path,
        @Nullable String rawQuery,
        Map<String, Object> query,
        String body,
        int status,
        @Nullable Fault fault) {

    /** The status of a request whose connection was closed without an answer. */
    public static final int UNANSWERED = 0;

    /** Whether an answer was sent, be it broken off in its body. If not, the connection was closed. */
    public boolean answered() {
        return status != UNANSWERED;
    }
}
