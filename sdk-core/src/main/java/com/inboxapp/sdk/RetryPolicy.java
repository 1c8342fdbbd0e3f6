package com.inboxapp.sdk;

import java.time.Duration;

/**
 * How often a failed request is repeated, and how long to wait before. What may be repeated at all is not an option: it follows from the
 * operation's safety class in the OpenAPI document. Waits grow exponentially, with full jitter: the wait before the n-th repeat is a random
 * one between zero and {@code baseDelay * 2^(n-1)}, at most {@code maxDelay}. A {@code Retry-After} of the server (RFC 9110, section 10.2.3)
 * takes its place, with up to a tenth or {@code baseDelay} on top, whichever is more.
 *
 * @param maxAttempts how many requests at most, the first one included; 1 means no repeats
 * @param baseDelay the longest wait before the first repeat
 * @param maxDelay the longest wait before any repeat that the server gave no time for
 * @param maxRetryAfter a longer {@code Retry-After} is taken for this
 */
public record RetryPolicy(int maxAttempts, Duration baseDelay, Duration maxDelay, Duration maxRetryAfter) {
    private static final int MOST_ATTEMPTS = 100;

    /** 4 attempts, 500 ms, 20 s, 1 h. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofHours(1));

    /**
     * Checks the figures.
     *
     * @throws IllegalArgumentException if the attempts are not in 1..100, or a duration is negative or null
     */
    public RetryPolicy {
        if (maxAttempts < 1 || maxAttempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "maxAttempts must be in 1.." + MOST_ATTEMPTS + ", but is " + maxAttempts);
        }
        Durations.notNegative(baseDelay, "baseDelay");
        Durations.notNegative(maxDelay, "maxDelay");
        Durations.notNegative(maxRetryAfter, "maxRetryAfter");
    }

    /**
     * No repeats.
     *
     * @return a policy with one attempt
     */
    public static RetryPolicy none() {
        return DEFAULT.withMaxAttempts(1);
    }

    /**
     * This policy with another number of attempts.
     *
     * @param attempts how many requests at most, 1 or more
     * @return the changed policy
     */
    public RetryPolicy withMaxAttempts(int attempts) {
        return new RetryPolicy(attempts, baseDelay, maxDelay, maxRetryAfter);
    }
}
