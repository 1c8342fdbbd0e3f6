package com.inboxapp.sdk;

import java.util.Objects;

/**
 * Thrown when the thread was interrupted while it waited for a blocking call. The thread's interrupt flag is set again. An operation that
 * sends or creates fails with {@link InboxUnconfirmedException} instead if its request was already written.
 */
public final class InboxInterruptedException extends InboxException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception. For code that waits for several calls.
     *
     * @param operation the operation that the thread waited for
     * @param message what happened
     */
    public InboxInterruptedException(String operation, String message) {
        this(Objects.requireNonNull(operation, "operation"), 0, Objects.requireNonNull(message, "message"));
    }

    InboxInterruptedException(String operation, int attempts, String message) {
        super(operation, attempts, message, null);
    }
}
