package com.inboxapp.sdk;

/**
 * There was no connection, or it broke before the answer was read, and repeating the request did not help. An operation that sends or creates
 * fails with {@link InboxUnconfirmedException} instead, unless its request was not written at all.
 */
public final class InboxConnectionException extends InboxException {
    private static final long serialVersionUID = 1L;

    /** Something that is not the SDK's threw what it does not declare, and a call could not go on. */
    static InboxConnectionException unexpected(String operation, Throwable thrown, String effect) {
        return new InboxConnectionException(
                operation, 0, "unexpected: " + thrown.getClass().getName() + "; " + effect, thrown);
    }

    InboxConnectionException(String operation, int attempts, String message, Throwable cause) {
        super(operation, attempts, message, cause);
    }
}
