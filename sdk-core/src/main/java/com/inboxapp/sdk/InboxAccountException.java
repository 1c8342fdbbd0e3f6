package com.inboxapp.sdk;

import java.util.Objects;

/** An account link cannot be used as asked: the message says why and what to do, and nothing was sent. */
public final class InboxAccountException extends InboxException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why an account link cannot be used. */
    public enum Reason {
        /** The team has connected no account at all; that is done in the dashboard, not by the API. */
        NONE_CONNECTED,
        /** There is no account link with this id, handle or purpose, also not after asking the server again. */
        UNKNOWN,
        /** Nothing can be sent from it: X signed it out ({@code offline}), or it is {@code paused}. */
        CANNOT_SEND,
        /**
         * The answer to a question about one account link held a thread of another one: the server does not know the parameter by this name,
         * and answered with everything.
         */
        ANSWER_OF_ANOTHER_ACCOUNT
    }

    /**
     * Called by whatever chooses account links.
     *
     * @param operation the operation that was to be called, or that answered
     * @param reason why
     * @param message what is wrong, and what to do
     */
    public InboxAccountException(String operation, Reason reason, String message) {
        super(Objects.requireNonNull(operation, "operation"), 0, Objects.requireNonNull(message, "message"), null);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * Why.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
