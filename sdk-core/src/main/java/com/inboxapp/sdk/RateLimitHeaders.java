package com.inboxapp.sdk;

import com.inboxapp.sdk.ratelimit.RateLimit;
import java.time.DateTimeException;
import java.time.Instant;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Parses the {@code X-RateLimit} headers of a response. */
final class RateLimitHeaders {
    private RateLimitHeaders() {}

    /** Returns the reported rate limit, or null unless all three headers are present and numbers. */
    static @Nullable RateLimit parse(Headers headers) {
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
