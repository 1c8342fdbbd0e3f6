package com.inboxapp.sdk.rx;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of routing a message.
 *
 * @param incoming the message
 * @param outcome the outcome
 * @param rule the name of the rule that matched; null if none matched or the rules were not evaluated
 * @param failure the failure for {@link Outcome#FAILED}, and for an {@link Outcome#UNCONFIRMED} of this call;
 *     otherwise null
 */
public record RoutingResult(
        IncomingMessage incoming,
        Outcome outcome,
        @Nullable String rule,
        @Nullable Throwable failure) {
    /** The outcome of routing a message. */
    public enum Outcome {
        /** The action of a rule completed. */
        HANDLED,
        /** No rule matched. */
        UNMATCHED,
        /** The team wrote the message, from this account or another one. Such messages are never routed. */
        OWN_MESSAGE,
        /** The message was routed before, or another call is routing it now. */
        ALREADY_ROUTED,
        /** The action failed, and can safely run again: route the message once more. */
        FAILED,
        /**
         * An action started, and it is unconfirmed whether it completed: the response of a send was lost, or the
         * program ended meanwhile. It is not run again; check the thread.
         */
        UNCONFIRMED
    }

    /**
     * Validates the components.
     *
     * @throws NullPointerException if {@code incoming} or {@code outcome} is null
     */
    public RoutingResult {
        Objects.requireNonNull(incoming, "incoming");
        Objects.requireNonNull(outcome, "outcome");
    }
}
