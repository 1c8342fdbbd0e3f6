package com.inboxapp.sdk;

/**
 * The client was closed, before the call or while it ran. Nothing was sent when {@link #attempts()} is 0. An operation that sends or creates,
 * and whose request was written already, fails with {@link InboxUnconfirmedException} instead.
 */
public final class InboxClosedException extends InboxException {
    private static final long serialVersionUID = 1L;

    InboxClosedException(String operation, int attempts, String message) {
        super(operation, attempts, message, null);
    }
}
