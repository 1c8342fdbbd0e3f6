package com.inboxapp.sdk.ratelimit;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/**
 * The rate limit that a response reports in its headers {@code X-RateLimit-Limit}, {@code X-RateLimit-Remaining} and
 * {@code X-RateLimit-Reset}.
 *
 * @param limit the maximum number of requests in the window
 * @param remaining how many of them are left
 * @param reset when the window resets
 */
public record RateLimit(long limit, long remaining, Instant reset) implements Serializable {
    /**
     * Checks the components.
     *
     * @throws NullPointerException if {@code reset} is null
     */
    public RateLimit {
        Objects.requireNonNull(reset, "reset");
    }
}
