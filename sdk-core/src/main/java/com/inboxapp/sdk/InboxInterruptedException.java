package com.inboxapp.sdk;

/**
 * The thread that waited for a blocking call was interrupted; its flag is set again. An operation that sends or creates, and whose request was
 * written already, fails with {@link InboxUnconfirmedException} instead.
 */
public final class InboxInterruptedException extends InboxException {
    private static final long serialVersionUID = 1L;

    InboxInterruptedException(String operation, int attempts, String message) {
        super(operation, attempts, message, null);
    }
}
