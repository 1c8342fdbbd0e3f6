package com.inboxapp.sdk;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the server responded with success, but the response cannot be decoded: HTML, truncated JSON, a missing required property, a
 * body that is too large. The server has acted on the request. An operation that sends or creates fails with
 * {@link InboxUnconfirmedException} instead.
 */
public final class InboxDecodingException extends InboxException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String requestId;

    InboxDecodingException(
            String operation,
            int attempts,
            String message,
            int status,
            @Nullable String requestId,
            @Nullable Throwable cause) {
        super(
                operation,
                attempts,
                message + " (status " + status + (requestId == null ? "" : ", request id " + requestId) + ")",
                cause);
        this.status = status;
        this.requestId = requestId;
    }

    /**
     * Returns the HTTP status of the response.
     *
     * @return the HTTP status
     */
    public int status() {
        return status;
    }

    /**
     * Returns the service's id of the request, for support and logs.
     *
     * @return the id, or null if the response had none
     */
    public @Nullable String requestId() {
        return requestId;
    }
}
