package com.inboxapp.sdk.sandbox;

/**
 * The rate limits of a sandbox. A request that exceeds any of them fails with 429. All limits are enforced together, over sliding windows.
 *
 * @param perMinute requests of the team in any 60 seconds
 * @param perHour requests of the team in any hour
 * @param perDay requests of the team in any 24 hours
 * @param sendsPerMinute messages sent from one account link in any 60 seconds
 */
public record RateLimits(int perMinute, int perHour, int perDay, int sendsPerMinute) {

    /** 300 requests a minute, 10,000 an hour, 100,000 a day, and 10 messages a minute from each account link. */
    public static final RateLimits DEFAULT = new RateLimits(300, 10_000, 100_000, 10);

    /**
     * Creates rate limits.
     *
     * @throws IllegalArgumentException if a limit is less than 1
     */
    public RateLimits {
        if (perMinute < 1 || perHour < 1 || perDay < 1 || sendsPerMinute < 1) {
            throw new IllegalArgumentException(
                    "each rate limit must be at least 1; use unlimited() to disable rate limits");
        }
    }
}
