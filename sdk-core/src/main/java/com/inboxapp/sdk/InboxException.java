package com.inboxapp.sdk;

import org.jspecify.annotations.Nullable;

/**
 * Whatever goes wrong with a call. Messages name the operation and what to do; they never hold the token, message texts or whole bodies.
 */
public abstract sealed class InboxException extends RuntimeException
        permits InboxAccountException,
                InboxAccountsException,
                InboxApiException,
                InboxClosedException,
                InboxConnectionException,
                InboxDeadlineException,
                InboxDecodingException,
                InboxInterruptedException,
                InboxPaginationException,
                InboxThrottledException,
                InboxTimeoutException,
                InboxUnconfirmedException {
    private static final long serialVersionUID = 1L;

    private final String operation;
    private final int attempts;

    InboxException(String operation, int attempts, String message, @Nullable Throwable cause) {
        super(operation + ": " + message, cause);
        this.operation = operation;
        this.attempts = attempts;
    }

    /**
     * The operation that failed.
     *
     * @return its id in the OpenAPI document, for instance {@code threads.list}
     */
    public String operation() {
        return operation;
    }

    /**
     * How many requests the operation had begun when it failed, the first one and the repeats.
     *
     * @return 0 when nothing was sent at all
     */
    public int attempts() {
        return attempts;
    }
}
