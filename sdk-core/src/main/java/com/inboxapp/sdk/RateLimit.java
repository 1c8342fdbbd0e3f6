package com.inboxapp.sdk;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of the team's rate limit, from its headers {@code X-RateLimit-Limit}, {@code -Remaining} and {@code -Reset}.
 *
 * @param limit how many requests the window allows
 * @param remaining how many of them are left
 * @param reset when the window starts anew
 */
public record RateLimit(long limit, long remaining, Instant reset) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if something is null that must not be
     */
    public RateLimit {
        Objects.requireNonNull(reset, "reset");
    }

    /** The figures, or null unless all three headers are there and numbers. */
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
