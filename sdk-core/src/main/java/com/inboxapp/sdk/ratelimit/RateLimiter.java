package com.inboxapp.sdk.ratelimit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A rate limiter: counts requests against the server's limits, and decides which may be sent now. A limiter never blocks; it only grants or
 * denies. The client queues the calls that it denies.
 *
 * <p>The default limiter counts in memory, for one client. Set the same limiter on several clients of a process to share it. To share
 * limits between processes, implement this interface on a common store, for instance Redis. Each request that {@link #tryAcquire} grants is
 * followed by exactly one call of {@link #onResponse} or {@link #release}, unless the process dies.
 *
 * <p>Implementations must be thread-safe and must not block: they may be called on the scheduler thread.
 */
public interface RateLimiter {
    /**
     * The decision whether a request may be sent.
     *
     * @param delay zero if the request is granted and counted; otherwise how long to wait before asking again
     * @param wholeTeam whether all requests of the team have to wait, and not only the sends of this account link; ignored if the request
     *     is granted
     */
    record Decision(Duration delay, boolean wholeTeam) {
        private static final Decision GRANTED = new Decision(Duration.ZERO, true);

        /**
         * Checks the delay.
         *
         * @throws NullPointerException if the delay is null
         * @throws IllegalArgumentException if the delay is negative
         */
        public Decision {
            Objects.requireNonNull(delay, "delay");
            if (delay.isNegative()) {
                throw new IllegalArgumentException("delay must not be negative, but was " + delay);
            }
        }

        /**
         * Returns the decision that grants a request, which is then counted.
         *
         * @return the decision
         */
        public static Decision now() {
            return GRANTED;
        }

        /**
         * Returns whether the request may be sent.
         *
         * @return false if the request is denied and has to ask again after the delay
         */
        public boolean granted() {
            return delay.isZero();
        }
    }

    /**
     * Returns a limiter that counts in memory, with sliding windows. Each request counts from its permit until it has certainly left the
     * server's window.
     *
     * @param options the limits
     * @return a limiter on the system's clocks, for one or more clients of this process
     */
    static RateLimiter inMemory(RateLimitOptions options) {
        return inMemory(options, InstantSource.system(), System::nanoTime);
    }

    /**
     * Returns a limiter that counts in memory, with other clocks, for instance virtual time in a test.
     *
     * @param options the limits
     * @param clock the time of day, which is compared with the reset times of the server; it may jump
     * @param nanoTime a monotonic time in nanoseconds, like {@link System#nanoTime()}
     * @return a limiter for one or more clients of this process
     */
    static RateLimiter inMemory(RateLimitOptions options, InstantSource clock, LongSupplier nanoTime) {
        return new SlidingWindowLimiter(
                Objects.requireNonNull(options, "options"),
                Objects.requireNonNull(clock, "clock"),
                Objects.requireNonNull(nanoTime, "nanoTime"));
    }

    /**
     * Grants and counts a request if the limits allow it.
     *
     * @param request the request
     * @return a stage that completes with the decision; if the stage fails, the call fails with {@link com.inboxapp.sdk.InboxRateLimitException}
     */
    CompletionStage<Decision> tryAcquire(RateLimitedRequest request);

    /**
     * Records that a granted request was sent and has ended.
     *
     * @param request the request
     * @param status the HTTP status of the response; 0 if there was none, and it is unknown whether the server counted the request
     * @param figures the rate limit that the response reports, without saying which one it is; null if it reports none
     * @param retryAfter the wait that the response asks for, zero or longer; null if it asks for none
     */
    void onResponse(RateLimitedRequest request, int status, @Nullable RateLimit figures, @Nullable Duration retryAfter);

    /**
     * Releases the permit of a granted request that was not sent.
     *
     * @param request the request
     */
    void release(RateLimitedRequest request);

    /**
     * Estimates how long a request would wait behind others, so that a call that would miss its deadline fails at once.
     *
     * @param request the request
     * @param ahead the number of requests of any kind that go before it
     * @param aheadInAccount how many of those are sends of the same account link
     * @return the wait; an estimate should be too short rather than too long. The default implementation returns zero
     */
    default Duration untilFree(RateLimitedRequest request, int ahead, int aheadInAccount) {
        return Duration.ZERO;
    }

    /**
     * Returns the status of the limits.
     *
     * @return the limits of the team, shortest window first, followed by those of the account links that have sent messages
     */
    List<RateLimitStatus> rateLimits();
}
