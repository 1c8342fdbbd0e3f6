package com.inboxapp.sdk;

import com.inboxapp.sdk.ratelimit.RateLimit;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.ratelimit.RateLimitStatus;
import com.inboxapp.sdk.ratelimit.RateLimitedRequest;
import com.inboxapp.sdk.ratelimit.RateLimiter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Simulates a busy client and a server with exact windows in virtual time: first with disturbances (other clients, lower
 * limits, false figures, late responses, clock jumps), then without.
 */
final class LimitRecovery {
    static final String TEAM = "team";
    static final Duration MAX_ROUND_TRIP = Duration.ofMillis(200);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DISTURBANCE = Duration.ofMinutes(4);
    private static final long MAX_LATENESS = Duration.ofMinutes(2).toNanos();

    /** A received request, with its time and the owner of the window that rejected it. */
    private record Received(Duration at, @Nullable String rejectedBy) {}

    final VirtualTime time = new VirtualTime();
    private final List<Received> received = new ArrayList<>();
    private final SplittableRandom random;
    private final ServerWindows server;
    private final RateLimiter limiter;
    private final CallScheduler callScheduler;
    private final boolean sends;
    private final boolean omitsFigures;
    private Duration maxRoundTrip = MAX_ROUND_TRIP;
    private Duration clockStep = Duration.ZERO;
    private boolean disturbances;
    private int falseFigures;

    LimitRecovery(long seed, boolean sends, RateLimitOptions limits) {
        this.random = new SplittableRandom(seed);
        this.sends = sends;
        this.omitsFigures = random.nextInt(4) == 0;
        this.server = new ServerWindows(limits);
        InboxScheduler jumping = new DelegatingScheduler() {
            @Override
            public InboxScheduler time() {
                return time;
            }

            @Override
            public Instant now() {
                return time.now().plus(clockStep);
            }
        };
        this.limiter = RateLimiter.inMemory(limits, jumping::now, jumping::nanoTime);
        this.callScheduler = new CallScheduler(limiter, limits, jumping);
    }

    LimitRecovery roundTrips(Duration max) {
        maxRoundTrip = max;
        return this;
    }

    /** Runs the disturbances and returns the time of their end. */
    Duration disturbances(int perMinute, int sendsPerMinute) {
        disturbances = true;
        long end = time.nanoTime() + DISTURBANCE.toNanos();
        while (time.nanoTime() < end) {
            disturb(perMinute, sendsPerMinute);
            time.advance(Duration.ofNanos(random.nextLong(2 * MINUTE.toNanos() / 10)));
        }
        server.limit(perMinute, sendsPerMinute);
        disturbances = false;
        falseFigures = 0;
        return Duration.ofNanos(time.nanoTime());
    }

    private void disturb(int perMinute, int sendsPerMinute) {
        switch (random.nextInt(7)) {
            case 0 -> {
                for (int i = random.nextInt(2 * perMinute); i > 0; i--) {
                    server.foreign(time.now());
                }
            }
            case 1 -> {
                for (int i = random.nextInt(2 * sendsPerMinute); i > 0; i--) {
                    server.foreignSend(time.now(), "acc_" + random.nextInt(3));
                }
            }
            case 2 -> server.limit(1 + random.nextInt(perMinute), 1 + random.nextInt(sendsPerMinute));
            case 3 -> clockStep = Duration.ofSeconds(random.nextLong(-100_000, 100_000));
            case 4 -> falseFigures = 1 + random.nextInt(5);
            case 5 -> falseFigures = 0;
            default -> time.advance(MINUTE.multipliedBy(random.nextInt(3)));
        }
    }

    LimitRecovery callers(int callers, int accounts) {
        for (int i = 0; i < callers; i++) {
            call("acc_" + i % accounts);
        }
        return this;
    }

    private void call(String account) {
        var unused = callScheduler
                .admit(
                        RateLimitedRequest.of(sends ? "messages.send" : "threads.list", sends, account),
                        0,
                        Priority.NORMAL,
                        CallScheduler.NO_DEADLINE,
                        new Cancellation(),
                        wait -> {})
                .thenAccept(permit -> {
                    long roundTrip = random.nextLong(maxRoundTrip.toNanos());
                    long toServer = random.nextLong(roundTrip + 1);
                    after(toServer, () -> {
                        ServerWindows.Response response = server.request(time.now(), sends ? account : null);
                        received.add(new Received(Duration.ofNanos(time.nanoTime()), response.full()));
                        boolean late = disturbances && random.nextInt(20) == 0;
                        RateLimit figures = figures(response);
                        Duration retryAfter = retryAfter(response);
                        after(late ? random.nextLong(MAX_LATENESS) : roundTrip - toServer, () -> {
                            permit.onResponse(response.status(), figures, retryAfter);
                            after(1 + random.nextLong(1_000_000), () -> call(account));
                        });
                    });
                });
    }

    private @Nullable RateLimit figures(ServerWindows.Response response) {
        return switch (falseFigures) {
            case 1 -> null;
            case 2 -> new RateLimit(response.figures().limit(), 0, time.now().plus(MINUTE));
            case 3 -> new RateLimit(1 + random.nextInt(400), 0, time.now().plusSeconds(random.nextLong(-90, 90)));
            case 4 -> new RateLimit(random.nextInt(-5, 20_000), random.nextInt(-5, 20_000), Instant.EPOCH);
            case 5 ->
                new RateLimit(
                        response.figures().limit(),
                        response.figures().limit() - 1,
                        time.now().plusSeconds(999_999_999));
            default -> omitsFigures ? null : response.figures();
        };
    }

    private @Nullable Duration retryAfter(ServerWindows.Response response) {
        if (response.retryAfter() == null || falseFigures == 0) {
            return response.retryAfter();
        }
        return random.nextBoolean() ? null : Duration.ofSeconds(random.nextLong(90));
    }

    private void after(long nanos, Runnable what) {
        var unused = time.schedule(what, Duration.ofNanos(nanos));
    }

    List<RateLimitStatus> rateLimits() {
        return limiter.rateLimits();
    }

    /** Returns the number of requests that succeeded between two times. */
    long served(Duration from, Duration to) {
        return received.stream()
                .filter(request -> isBetween(request, from, to) && request.rejectedBy == null)
                .count();
    }

    /** Returns the number of requests that a window rejected between two times. */
    long rejected(String owner, Duration from, Duration to) {
        return received.stream()
                .filter(request -> isBetween(request, from, to) && owner.equals(request.rejectedBy))
                .count();
    }

    /** Returns the time of the first rejection by a window since the given time, or that time if there is none. */
    Duration firstRejection(String owner, Duration since) {
        return received.stream()
                .filter(request -> request.at.compareTo(since) >= 0 && owner.equals(request.rejectedBy))
                .map(Received::at)
                .findFirst()
                .orElse(since);
    }

    private static boolean isBetween(Received request, Duration from, Duration to) {
        return request.at.compareTo(from) >= 0 && request.at.compareTo(to) < 0;
    }

    boolean omitsFigures() {
        return omitsFigures;
    }
}
