package com.inboxapp.sdk.ratelimit;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The status of one of the server's rate limits, as far as it is known at this moment.
 *
 * @param name the name of the limit, for instance {@code requests a minute}
 * @param accountLinkId the account link whose sends are limited, or null for a limit of the team
 * @param window the length of the sliding window
 * @param limit the maximum number of requests in the window: as configured, or as the server has reported since
 * @param used how many of them are used by requests made through this rate limiter, including those in flight
 * @param others how many of them are reserved for other clients of the team, based on the counts that the server reported
 * @param remaining how many of them are left, zero or more
 * @param nextFree how long until the next request is admitted, as far as it is known; zero if it is admitted at once
 */
public record RateLimitStatus(
        String name,
        @Nullable String accountLinkId,
        Duration window,
        long limit,
        long used,
        long others,
        long remaining,
        Duration nextFree) {
    /**
     * Checks the components.
     *
     * @throws NullPointerException if a component other than {@code accountLinkId} is null
     */
    public RateLimitStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(nextFree, "nextFree");
    }
}
