package com.inboxapp.sdk;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests against the server's limits, and says which may be sent now. The queue in front of it is the client's own: a budget holds
 * nobody back, it only answers.
 *
 * <p>The default counts in memory, for one client. Give the same budget to several clients of one program to share it; implement it over a
 * store that several processes reach, for instance Redis, to share it between them. Every call of {@link #take} that grants is followed by
 * exactly one of {@link #answered} or {@link #unused}, unless the process dies.
 *
 * <p>Implementations are called by many threads at once, and must not block: the calling thread may be the one that all waiting depends on.
 */
public interface RateBudget {
    /**
     * Whether a request may be sent.
     *
     * @param delay zero if the request is granted, and counted; otherwise how long until it makes sense to ask again
     * @param wholeTeam whether any other request would have to wait as well, and not only this account link's sends; means nothing for
     *     a request that is granted
     */
    record Admission(Duration delay, boolean wholeTeam) {
        private static final Admission GRANTED = new Admission(Duration.ZERO, true);

        /**
         * Checks the delay.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Admission {
            Objects.requireNonNull(delay, "delay");
            if (delay.isNegative()) {
                throw new IllegalArgumentException("delay must not be negative, but was " + delay);
            }
        }

        /**
         * The request may be sent, and is counted.
         *
         * @return the admission
         */
        public static Admission now() {
            return GRANTED;
        }

        /**
         * Whether the request may be sent.
         *
         * @return false if it has to ask again
         */
        public boolean granted() {
            return delay.isZero();
        }
    }

    /**
     * Counts against everything that memory knows: sliding windows, of which each request takes a place from its turn until it has left the
     * server's window for sure.
     *
     * @param options the limits
     * @param scheduler the clocks
     * @return a budget for one or more clients of this process
     */
    static RateBudget inMemory(PacingOptions options, InboxScheduler scheduler) {
        return new SlidingWindowBudget(
                Objects.requireNonNull(options, "options"), Objects.requireNonNull(scheduler, "scheduler"));
    }

    /**
     * Counts a request if there is room for it.
     *
     * @param request what asks
     * @return whether it may be sent; if the stage fails, so does the request
     */
    CompletionStage<Admission> take(PacedRequest request);

    /**
     * A granted request has ended.
     *
     * @param request what was granted
     * @param status the HTTP status, or 0 if there was no answer, so that nobody knows whether the server counted it
     * @param figures what the answer says of a limit, it does not say of which one; null if it says nothing
     * @param retryAfter how long the answer asks to wait, zero or more; null if it does not
     */
    void answered(PacedRequest request, int status, @Nullable RateLimit figures, @Nullable Duration retryAfter);

    /**
     * A granted request was never sent, and its place is free.
     *
     * @param request what was granted
     */
    void unused(PacedRequest request);

    /**
     * How long a request would wait behind others, to refuse at once what cannot be in time.
     *
     * @param request what would ask
     * @param ahead how many requests go before it, of any kind
     * @param aheadInAccount how many of them are sends of the same account link
     * @return the wait, rather too short than too long; the default does not know, and says zero
     */
    default Duration untilFree(PacedRequest request, int ahead, int aheadInAccount) {
        return Duration.ZERO;
    }

    /**
     * What is left of the limits.
     *
     * @return the team's limits from the shortest window on, then those of the account links that have sent
     */
    List<LimitState> limits();
}
