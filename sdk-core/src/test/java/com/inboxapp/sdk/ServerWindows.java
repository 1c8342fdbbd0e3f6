package com.inboxapp.sdk;

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

/** What the server counts, exactly: all windows slide, a refused request is not counted, an answer tells of the window nearest to its limit. */
final class ServerWindows {
    record Answer(int status, RateLimit figures, @Nullable Duration retryAfter) {}

    private record Window(long limit, Duration length, Deque<Instant> counted) {
        Window(long limit, Duration length) {
            this(limit, length, new ArrayDeque<>());
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
    private final int sendsPerMinute;
    private final Map<String, Window> sends = new HashMap<>();

    ServerWindows(PacingOptions limits) {
        team = List.of(
                new Window(limits.perMinute(), Duration.ofMinutes(1)),
                new Window(limits.perHour(), Duration.ofHours(1)),
                new Window(limits.perDay(), Duration.ofDays(1)));
        sendsPerMinute = limits.sendsPerMinutePerAccount();
    }

    /** A request, or a send if it names an account link. */
    Answer request(Instant now, @Nullable String sender) {
        List<Window> all = sender == null
                ? team
                : Stream.concat(
                                team.stream(),
                                Stream.of(sends.computeIfAbsent(
                                        sender, id -> new Window(sendsPerMinute, Duration.ofMinutes(1)))))
                        .toList();
        Window full = all.stream()
                .filter(window -> window.remaining(now) <= 0)
                .max(Comparator.comparing(window -> window.nextFree(now)))
                .orElse(null);
        if (full != null) {
            return new Answer(
                    429,
                    full.figures(now),
                    Duration.ofSeconds(Math.max(
                            1,
                            Duration.between(now, full.nextFree(now))
                                    .plusMillis(999)
                                    .toSeconds())));
        }
        all.forEach(window -> window.counted.add(now));
        return new Answer(200, figures(now), null);
    }

    /** Another client's request, which is counted even if there is no room for it. */
    void foreign(Instant now) {
        team.forEach(window -> {
            window.remaining(now);
            window.counted.add(now);
        });
    }

    private RateLimit figures(Instant now) {
        return team.stream()
                .min(Comparator.comparingLong(window -> window.remaining(now)))
                .orElseThrow()
                .figures(now);
    }
}
