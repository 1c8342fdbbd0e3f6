package com.inboxapp.sdk;

import org.jspecify.annotations.Nullable;

/**
 * The superclass of all exceptions of a call. Messages name the operation and what to do. They never contain the token, message texts or
 * whole bodies.
 *
 * <p>Exceptions can be serialized, unless your own code (an interceptor, a scheduler) threw a cause that cannot. The serialized form
 * contains no token, message text or whole body either. All getters of a deserialized exception return the same values, but
 * {@link ConfirmedSends#confirm} rejects it.
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
                InboxRateLimitException,
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
     * Returns the operation that failed.
     *
     * @return its id in the OpenAPI document, for instance {@code threads.list}
     */
    public String operation() {
        return operation;
    }

    /**
     * Returns how many attempts the call had started when it failed, the first one included.
     *
     * @return the number of attempts; 0 if no request was sent
     */
    public int attempts() {
        return attempts;
    }
}
