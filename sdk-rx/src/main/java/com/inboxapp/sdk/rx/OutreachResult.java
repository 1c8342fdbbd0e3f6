package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.MessageId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one message of an outreach.
 *
 * @param message the message
 * @param outcome what became of it
 * @param account the account that it was, or would be, sent from; for {@link Outcome#HAS_THREAD} the one that has the thread; else null
 * @param sent the Inbox id of the message, for {@link Outcome#SENT}; null otherwise
 * @param failure what went wrong, for {@link Outcome#FAILED} and an {@link Outcome#IN_DOUBT} of this run; null otherwise
 */
public record OutreachResult(
        OutreachMessage message,
        Outcome outcome,
        @Nullable AccountLink account,
        @Nullable MessageId sent,
        @Nullable Throwable failure) {
    /** What can become of a message. */
    public enum Outcome {
        /** It was sent. */
        SENT,
        /** It was sent by an earlier run, as the journal says, or as a thread with the account shows that it was tried from. */
        SENT_EARLIER,
        /** The prospect has a thread with one of the team's accounts, and was left alone. */
        HAS_THREAD,
        /** It was not sent, and another run will try again. */
        FAILED,
        /**
         * Nobody knows whether it was sent. Another run finds out, two minutes and the settle time after the attempt at the earliest, and
         * sends it if it was not. While the account that it was tried from is not connected, it stays in doubt; so it does when the thread has a
         * message that may be this one, but need not: another text that the service may have made of it, for instance.
         */
        IN_DOUBT,
        /** It was not tried: no account was left to send from. Another run will. */
        NO_ACCOUNT
    }

    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if there is no message or no outcome
     */
    public OutreachResult {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(outcome, "outcome");
    }
}
