package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.MessageId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result for one message of an outreach.
 *
 * @param message the message
 * @param outcome the outcome
 * @param account the account that sent it or would have sent it; for {@link Outcome#THREAD_EXISTS} the account that
 *     has the thread; otherwise null
 * @param sent the Inbox id of the message for {@link Outcome#SENT}; otherwise null
 * @param failure the failure for {@link Outcome#FAILED}, and for an {@link Outcome#UNCONFIRMED} of this run; otherwise
 *     null
 */
public record OutreachResult(
        OutreachMessage message,
        Outcome outcome,
        @Nullable AccountLink account,
        @Nullable MessageId sent,
        @Nullable Throwable failure) {
    /** The outcome for a message. */
    public enum Outcome {
        /** The message was sent. */
        SENT,
        /**
         * An earlier run sent it: it is recorded as sent, or the account of the earlier attempt has a thread with the
         * prospect.
         */
        ALREADY_SENT,
        /** The prospect has a thread with one of the team's accounts and was skipped. */
        THREAD_EXISTS,
        /** The message was not sent; the next run retries it. */
        FAILED,
        /**
         * It is unconfirmed whether the message was sent. The next run that starts at least two minutes and the settle
         * time after the attempt confirms it, and sends the message if it was not sent. It stays unconfirmed while the
         * account of the attempt is not connected, or while the thread has a message that may or may not be this one,
         * for instance one whose text the service may have changed.
         */
        UNCONFIRMED,
        /** The message was not tried, since no account was left to send from. The next run tries it. */
        NO_ACCOUNT
    }

    /**
     * Validates the components.
     *
     * @throws NullPointerException if {@code message} or {@code outcome} is null
     */
    public OutreachResult {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(outcome, "outcome");
    }
}
