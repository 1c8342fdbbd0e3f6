package com.inboxapp.sdk;

/**
 * Thrown when the client was closed before or during the call. If {@link #attempts()} is 0, no request was sent. An operation that sends or
 * creates fails with {@link InboxUnconfirmedException} instead if its request was already written.
 */
public final class InboxClosedException extends InboxException {
    private static final long serialVersionUID = 1L;

    InboxClosedException(String operation, int attempts, String message) {
        super(operation, attempts, message, null);
    }
}
