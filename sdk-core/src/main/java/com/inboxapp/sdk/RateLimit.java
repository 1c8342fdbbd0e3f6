package com.inboxapp.sdk;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The rate limit that a response reports in its headers {@code X-RateLimit-Limit}, {@code X-RateLimit-Remaining} and
 * {@code X-RateLimit-Reset}.
 *
 * @param limit the maximum number of requests in the window
 * @param remaining how many of them are left
 * @param reset when the window resets
 */
public record RateLimit(long limit, long remaining, Instant reset) {
    /**
     * Checks the components.
     *
     * @throws NullPointerException if {@code reset} is null
     */
    public RateLimit {
        Objects.requireNonNull(reset, "reset");
    }

    /** Returns the reported rate limit, or null unless all three headers are present and numbers. */
    static @Nullable RateLimit of(Headers headers) {
        try {
            String limit = headers.get("X-RateLimit-Limit");
            String remaining = headers.get("X-RateLimit-Remaining");
            String reset = headers.get("X-RateLimit-Reset");
            return limit == null || remaining == null || reset == null
                    ? null
                    : new RateLimit(
                            Long.parseLong(limit),
                            Long.parseLong(remaining),
                            Instant.ofEpochSecond(Long.parseLong(reset)));
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }
}
