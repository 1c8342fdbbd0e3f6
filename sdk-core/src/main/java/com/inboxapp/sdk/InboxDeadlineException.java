package com.inboxapp.sdk;

/**
 * The operation as a whole took longer than it may ({@link CallOptions.Builder#deadline}). An operation that sends or creates, and whose
 * request was written already, fails with {@link InboxUnconfirmedException} instead.
 */
public final class InboxDeadlineException extends InboxException {
    private static final long serialVersionUID = 1L;

    InboxDeadlineException(String operation, int attempts, String message) {
        super(operation, attempts, message, null);
    }
}
