package com.inboxapp.sdk;

/**
 * Thrown when the call exceeded its deadline ({@link CallOptions.Builder#deadline}). An operation that sends or creates fails with
 * {@link InboxUnconfirmedException} instead if its request was already written.
 */
public final class InboxDeadlineException extends InboxException {
    private static final long serialVersionUID = 1L;

    InboxDeadlineException(String operation, int attempts, String message) {
        super(operation, attempts, message, null);
    }
}
