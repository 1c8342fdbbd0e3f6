package com.inboxapp.sdk;

import java.util.Objects;

/** Thrown when an account link cannot be used. The message says why and what to do. No message was sent. */
public final class InboxAccountException extends InboxException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** The reason why an account link cannot be used. */
    public enum Reason {
        /** The team has not connected any account. Accounts are connected in the dashboard, not with the API. */
        NONE_CONNECTED,
        /** No account link has this id, handle or purpose, not even after the list was fetched from the server again. */
        UNKNOWN,
        /** The account link cannot send: X signed it out ({@code offline}), or it is {@code paused}. */
        CANNOT_SEND,
        /**
         * The response to a request for one account link contained a thread of another one. The server does not support the parameter under
         * this name, and ignored it.
         */
        RESPONSE_OF_ANOTHER_ACCOUNT
    }

    /**
     * Creates the exception. For code that selects account links.
     *
     * @param operation the operation that was to be called, or that returned the response
     * @param reason the reason
     * @param message what is wrong, and what to do
     */
    public InboxAccountException(String operation, Reason reason, String message) {
        super(Objects.requireNonNull(operation, "operation"), 0, Objects.requireNonNull(message, "message"), null);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * Returns the reason why the account link cannot be used.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
