package com.inboxapp.sdk;

import com.inboxapp.sdk.ratelimit.RateLimit;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An exact model of the server's sliding windows. Rejected requests are not counted; responses state the window nearest to its limit. */
final class ServerWindows {
    /**
     * A response of the server.
     *
     * @param full the account link whose window was full, or "team", or null
     */
    record Response(
            int status,
            RateLimit figures,
            @Nullable Duration retryAfter,
            @Nullable String full) {}

    private static final class Window {
        final String owner;
        final Duration length;
        final Deque<Instant> counted = new ArrayDeque<>();
        long limit;

        Window(String owner, long limit, Duration length) {
            this.owner = owner;
            this.limit = limit;
            this.length = length;
        }

        long remaining(Instant now) {
            while (!counted.isEmpty() && !counted.getFirst().isAfter(now.minus(length))) {
                counted.removeFirst();
            }
            return limit - counted.size();
        }

        Instant nextFree(Instant now) {
            return counted.isEmpty() ? now : counted.getFirst().plus(length);
        }

        RateLimit figures(Instant now) {
            return new RateLimit(
                    limit,
                    Math.max(0, remaining(now)),
                    Instant.ofEpochSecond(nextFree(now).plusNanos(999_999_999).getEpochSecond()));
        }
    }

    private final List<Window> team;
    private int sendsPerMinute;
    private final Map<String, Window> sends = new HashMap<>();

    ServerWindows(RateLimitOptions limits) {
        team = List.of(
                new Window("team", limits.perMinute(), Duration.ofMinutes(1)),
                new Window("team", limits.perHour(), Duration.ofHours(1)),
                new Window("team", limits.perDay(), Duration.ofDays(1)));
        sendsPerMinute = limits.sendsPerMinutePerAccount();
    }

    /** Receives a request, or a send if {@code sender} is an account link. */
    Response request(Instant now, @Nullable String sender) {
        List<Window> all = sender == null
                ? team
                : Stream.concat(team.stream(), Stream.of(account(sender))).toList();
        Window full = all.stream()
                .filter(window -> window.remaining(now) <= 0)
                .max(Comparator.comparing(window -> window.nextFree(now)))
                .orElse(null);
        if (full != null) {
            return new Response(
                    429,
                    full.figures(now),
                    Duration.ofSeconds(Math.max(
                            1,
                            Duration.between(now, full.nextFree(now))
                                    .plusMillis(999)
                                    .toSeconds())),
                    full.owner);
        }
        all.forEach(window -> window.counted.add(now));
        return new Response(200, figures(now), null, null);
    }

    /** Counts a request of another client, even beyond the limit. */
    void foreign(Instant now) {
        team.forEach(window -> {
            window.remaining(now);
            window.counted.add(now);
        });
    }

    /** Counts a send of another client, also for the account link. */
    void foreignSend(Instant now, String sender) {
        foreign(now);
        Window window = account(sender);
        window.remaining(now);
        window.counted.add(now);
    }

    private Window account(String sender) {
        return sends.computeIfAbsent(sender, id -> new Window(id, sendsPerMinute, Duration.ofMinutes(1)));
    }

    /** Changes the limits without resetting the counts. */
    void limit(int perMinute, int sendsPerMinute) {
        team.get(0).limit = perMinute;
        this.sendsPerMinute = sendsPerMinute;
        sends.values().forEach(window -> window.limit = sendsPerMinute);
    }

    private RateLimit figures(Instant now) {
        return team.stream()
                .min(Comparator.comparingLong(window -> window.remaining(now)))
                .orElseThrow()
                .figures(now);
    }
}
