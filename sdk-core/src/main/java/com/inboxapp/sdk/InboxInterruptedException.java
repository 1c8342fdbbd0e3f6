package com.inboxapp.sdk;

import java.util.Objects;

/**
 * The thread that waited for a blocking call was interrupted; its flag is set again. An operation that sends or creates, and whose request was
 * written already, fails with {@link InboxUnconfirmedException} instead.
 */
public final class InboxInterruptedException extends InboxException {
    private static final long serialVersionUID = 1L;

    /**
     * Called by whatever waits for several calls.
     *
     * @param operation the operation that was waited for
     * @param message what happened
     */
    public InboxInterruptedException(String operation, String message) {
        this(Objects.requireNonNull(operation, "operation"), 0, Objects.requireNonNull(message, "message"));
    }

    InboxInterruptedException(String operation, int attempts, String message) {
        super(operation, attempts, message, null);
    }
}
