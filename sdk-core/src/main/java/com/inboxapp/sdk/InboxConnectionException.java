package com.inboxapp.sdk;

/**
 * Thrown when no connection could be made, when it broke before the response was read, or when the response was not valid HTTP, and retries
 * did not help. Also thrown when the HTTP client, an interceptor or a scheduler failed unexpectedly. An operation that sends or creates
 * fails with {@link InboxUnconfirmedException} instead, unless nothing of its request was written.
 */
public final class InboxConnectionException extends InboxException {
    private static final long serialVersionUID = 1L;

    /** Returns the exception for an unexpected throwable, for instance from a user's scheduler or a missing class. */
    static InboxConnectionException unexpected(String operation, Throwable thrown, String effect) {
        return new InboxConnectionException(
                operation, 0, "unexpected " + thrown.getClass().getName() + "; " + effect, thrown);
    }

    InboxConnectionException(String operation, int attempts, String message, Throwable cause) {
        super(operation, attempts, message, cause);
    }
}
