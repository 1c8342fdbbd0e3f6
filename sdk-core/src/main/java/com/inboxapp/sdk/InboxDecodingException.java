package com.inboxapp.sdk;

import org.jspecify.annotations.Nullable;

/**
 * The server answered with success, but not with what the OpenAPI document says: HTML, truncated JSON, a missing required field. The server
 * has acted on the request, so an operation that sends or creates must not be repeated because of this exception.
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
     * The status of the answer.
     *
     * @return the HTTP status
     */
    public int status() {
        return status;
    }

    /**
     * The id under which the service knows the request.
     *
     * @return the id, or null if the answer had none
     */
    public @Nullable String requestId() {
        return requestId;
    }
}
