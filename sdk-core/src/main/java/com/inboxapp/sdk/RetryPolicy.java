package com.inboxapp.sdk;

import java.time.Duration;

/**
 * How often a failed attempt is retried, and after which delay. Which operations may be retried is not configurable: it follows from the
 * operation's safety class in the OpenAPI document.
 *
 * <p>Delays use exponential backoff with full jitter: the delay before the n-th retry is random between zero and the smaller of
 * {@code baseDelay * 2^(n-1)} and {@code maxDelay}. If the response has a {@code Retry-After} header (RFC 9110, section 10.2.3), the delay
 * is that value plus a random part of up to a tenth of it or {@code baseDelay}, whichever is longer.
 *
 * @param maxAttempts the maximum number of attempts, the first one included; 1 means no retries
 * @param baseDelay the maximum delay before the first retry
 * @param maxDelay the maximum delay before any retry for which the server sent no {@code Retry-After}
 * @param maxRetryAfter the maximum {@code Retry-After}; a longer value is cut to this
 */
public record RetryPolicy(int maxAttempts, Duration baseDelay, Duration maxDelay, Duration maxRetryAfter) {
    private static final int MAX_ATTEMPTS = 100;

    private static final RetryPolicy DEFAULTS =
            new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofHours(1));

    /**
     * Checks the components.
     *
     * @throws NullPointerException if a duration is null
     * @throws IllegalArgumentException if {@code maxAttempts} is not between 1 and 100, or a duration is negative
     */
    public RetryPolicy {
        if (maxAttempts < 1 || maxAttempts > MAX_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "maxAttempts must be between 1 and " + MAX_ATTEMPTS + ", but was " + maxAttempts);
        }
        Durations.notNegative(baseDelay, "baseDelay");
        Durations.notNegative(maxDelay, "maxDelay");
        Durations.notNegative(maxRetryAfter, "maxRetryAfter");
    }

    /**
     * Returns the default policy.
     *
     * @return 4 attempts, a base delay of 500 ms, a maximum delay of 20 s, and a maximum {@code Retry-After} of 1 h
     */
    public static RetryPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * Returns a policy without retries.
     *
     * @return a policy with one attempt
     */
    public static RetryPolicy none() {
        return DEFAULTS.withMaxAttempts(1);
    }

    /**
     * Returns a copy of this policy with another number of attempts.
     *
     * @param attempts the maximum number of attempts, from 1 to 100
     * @return the copy
     * @throws IllegalArgumentException if the number is not between 1 and 100
     */
    public RetryPolicy withMaxAttempts(int attempts) {
        return new RetryPolicy(attempts, baseDelay, maxDelay, maxRetryAfter);
    }
}
