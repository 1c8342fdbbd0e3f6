package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.rx.OutreachResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an outreach would do: its dry run. Nothing was sent.
 *
 * @param messages each message, in the order of the list
 * @param duration how long the sending would take by the limits of the accounts alone; checks and the team's limits come to that
 */
public record OutreachPlan(List<Planned> messages, Duration duration) {
    /**
     * What would become of a message.
     *
     * @param message the message
     * @param outcome {@link Outcome#SENT} if it would be sent; otherwise why it would not
     * @param account the account that it would be sent from, as things are now; for {@link Outcome#HAS_THREAD} the one that has the thread;
     *     else null
     * @param after how long after the beginning it would be sent; zero if it would not
     */
    public record Planned(
            OutreachMessage message,
            Outcome outcome,
            @Nullable AccountLink account,
            Duration after) {
        /**
         * Checks that nothing is missing.
         *
         * @throws NullPointerException if something is null that must not be
         */
        public Planned {
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(outcome, "outcome");
            Objects.requireNonNull(after, "after");
        }
    }

    /** Copies what it is given. */
    public OutreachPlan {
        messages = List.copyOf(messages);
        Objects.requireNonNull(duration, "duration");
    }

    /**
     * How many messages would be sent.
     *
     * @return the number of those planned as sent
     */
    public long toSend() {
        return messages.stream()
                .filter(planned -> planned.outcome() == Outcome.SENT)
                .count();
    }
}
