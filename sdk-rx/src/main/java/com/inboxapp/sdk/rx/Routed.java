package com.inboxapp.sdk.rx;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message that was to be routed.
 *
 * @param incoming the message
 * @param outcome what became of it
 * @param rule the name of the rule that matched, or null if none was asked or none did
 * @param failure what went wrong, for {@link Outcome#FAILED} and {@link Outcome#IN_DOUBT} of this run; else null
 */
public record Routed(
        IncomingMessage incoming,
        Outcome outcome,
        @Nullable String rule,
        @Nullable Throwable failure) {
    /** What can become of a message. */
    public enum Outcome {
        /** The action of a rule was done. */
        DONE,
        /** No rule matched. */
        NO_RULE,
        /** The team wrote it, from this account or another one: nobody answers that. */
        OWN_MESSAGE,
        /** It was routed before, or another call does it at this moment. */
        ALREADY_ROUTED,
        /** The action failed, and can be done again: route the message once more. */
        FAILED,
        /**
         * An action was begun and nobody knows whether it was done: a send whose answer was lost, or a program that ended meanwhile. It is not
         * done again; somebody has to look at the thread.
         */
        IN_DOUBT
    }

    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if there is no message or no outcome
     */
    public Routed {
        Objects.requireNonNull(incoming, "incoming");
        Objects.requireNonNull(outcome, "outcome");
    }
}
