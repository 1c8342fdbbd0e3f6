package com.inboxapp.sdk;

import org.jspecify.annotations.Nullable;

/**
 * Whatever goes wrong with a call. Messages name the operation and what to do; they never hold the token, message texts or whole bodies.
 */
public abstract sealed class InboxException extends RuntimeException
        permits InboxApiException,
                InboxClosedException,
                InboxConnectionException,
                InboxDecodingException,
                InboxPaginationException,
                InboxTimeoutException {
    private static final long serialVersionUID = 1L;

    private final String operation;

    InboxException(String operation, String message, @Nullable Throwable cause) {
        super(operation + ": " + message, cause);
        this.operation = operation;
    }

    /**
     * The operation that failed.
     *
     * @return its id in the OpenAPI document, for instance {@code threads.list}
     */
    public String operation() {
        return operation;
    }
}
