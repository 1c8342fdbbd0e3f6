package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.rx.OutreachResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of a dry run of an outreach. Nothing was sent.
 *
 * @param messages each message, in the order of the list
 * @param duration the duration of the sends by the limits of the accounts alone; checks and the team's limits add
 *     to it
 */
public record OutreachPlan(List<Planned> messages, Duration duration) {
    /**
     * The plan for a message.
     *
     * @param message the message
     * @param outcome {@link Outcome#SENT} if it would be sent; otherwise the reason why not
     * @param account the account that would send it at present; for {@link Outcome#THREAD_EXISTS} the account that has
     *     the thread; otherwise null
     * @param after when it would be sent, relative to the start; zero if it would not be sent
     */
    public record Planned(
            OutreachMessage message,
            Outcome outcome,
            @Nullable AccountLink account,
            Duration after) {
        /**
         * Validates the components.
         *
         * @throws NullPointerException if {@code message}, {@code outcome} or {@code after} is null
         */
        public Planned {
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(outcome, "outcome");
            Objects.requireNonNull(after, "after");
        }
    }

    /** Copies the list. */
    public OutreachPlan {
        messages = List.copyOf(messages);
        Objects.requireNonNull(duration, "duration");
    }

    /**
     * Returns the number of messages that would be sent.
     *
     * @return the number of messages with {@link Outcome#SENT}
     */
    public long toSend() {
        return messages.stream()
                .filter(planned -> planned.outcome() == Outcome.SENT)
                .count();
    }
}
