package com.inboxapp.sdk.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Enforces the rate limits for requests and sent messages over sliding windows. Rejected requests do not count. */
final class RateLimiter {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final @Nullable RateLimits limits;
    private final InstantSource clock;
    private final List<Window> team;
    private final Map<String, Window> sends = new HashMap<>();

    /**
     * Creates a rate limiter.
     *
     * @param limits the limits; null admits everything
     */
    RateLimiter(@Nullable RateLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.team = limits == null
                ? List.of()
                : List.of(
                        new Window(limits.perMinute(), MINUTE),
                        new Window(limits.perHour(), Duration.ofHours(1)),
                        new Window(limits.perDay(), Duration.ofDays(1)));
    }

    /**
     * Counts a request.
     *
     * @throws ApiError 429 if one of the team's windows is full
     */
    void admitRequest() {
        admit(team, "The team's limit");
    }

    /**
     * Counts a message to be sent.
     *
     * @throws ApiError 429 if the account link has sent the maximum number of messages in the last minute
     */
    void admitSend(String accountLinkId) {
        if (limits != null) {
            int perMinute = limits.sendsPerMinute();
            Window window = sends.computeIfAbsent(accountLinkId, id -> new Window(perMinute, MINUTE));
            admit(List.of(window), "The sending limit of account link " + accountLinkId);
        }
    }

    /** Returns the {@code X-RateLimit} headers of the team's window with the fewest remaining requests. */
    Map<String, String> headers() {
        Instant now = clock.instant();
        return team.stream()
                .min(Comparator.comparingInt(window -> window.remaining(now)))
                .map(window -> window.headers(now))
                .orElseGet(() -> headers(Integer.MAX_VALUE, Integer.MAX_VALUE, now));
    }

    private void admit(List<Window> windows, String what) {
        Instant now = clock.instant();
        windows.stream()
                .filter(window -> window.remaining(now) == 0)
                .max(Comparator.comparing(window -> window.nextFree(now)))
                .ifPresent(full -> {
                    throw full.error(what, now);
                });
        windows.forEach(window -> window.admitted.add(now));
    }

    private static Map<String, String> headers(int limit, int remaining, Instant reset) {
        long seconds = reset.getEpochSecond() + (reset.getNano() > 0 ? 1 : 0);
        return Map.of(
                "X-RateLimit-Limit", Integer.toString(limit),
                "X-RateLimit-Remaining", Integer.toString(remaining),
                "X-RateLimit-Reset", Long.toString(seconds));
    }

    private static final class Window {

        private final int limit;
        private final Duration length;
        private final ArrayDeque<Instant> admitted = new ArrayDeque<>();

        Window(int limit, Duration length) {
            this.limit = limit;
            this.length = length;
        }

        int remaining(Instant now) {
            Instant start = now.minus(length);
            while (!admitted.isEmpty() && !admitted.getFirst().isAfter(start)) {
                admitted.removeFirst();
            }
            return limit - admitted.size();
        }

        /** Returns when the oldest request leaves the window, or {@code now} if the window is empty. */
        Instant nextFree(Instant now) {
            return admitted.isEmpty() ? now : admitted.getFirst().plus(length);
        }

        Map<String, String> headers(Instant now) {
            return RateLimiter.headers(limit, remaining(now), nextFree(now));
        }

        ApiError error(String what, Instant now) {
            long seconds = Math.max(
                    1, Duration.between(now, nextFree(now)).plusMillis(999).toSeconds());
            Map<String, String> headers = new HashMap<>(headers(now));
            headers.put("Retry-After", Long.toString(seconds));
            return new ApiError(
                    429,
                    "RATE_LIMITED",
                    what + " of " + limit + " in " + length.toSeconds() + " s is used up. Try again in " + seconds
                            + " s.",
                    headers);
        }
    }
}
