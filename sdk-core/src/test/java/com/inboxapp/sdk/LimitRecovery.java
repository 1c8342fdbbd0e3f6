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
 * A client that is always busy, before a server whose windows are exact, in virtual time: first anything happens (other clients, lower
 * limits, lies, late answers, clocks that jump), then nothing any more.
 */
final class LimitRecovery {
    static final String TEAM = "team";
    static final Duration LONGEST_ROUND_TRIP = Duration.ofMillis(200);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration UPHEAVAL = Duration.ofMinutes(4);
    private static final long LATEST_ANSWER = Duration.ofMinutes(2).toNanos();

    /** What was received, when, and whose window refused it. */
    private record Received(Duration at, @Nullable String refusedBy) {}

    final VirtualTime time = new VirtualTime();
    private final List<Received> received = new ArrayList<>();
    private final SplittableRandom random;
    private final ServerWindows server;
    private final RateLimiter limiter;
    private final CallScheduler callScheduler;
    private final boolean sends;
    private final boolean tellsNothingOfLimits;
    private Duration maxRoundTrip = LONGEST_ROUND_TRIP;
    private Duration clockStep = Duration.ZERO;
    private boolean upheaval;
    private int lies;

    LimitRecovery(long seed, boolean sends, RateLimitOptions limits) {
        this.random = new SplittableRandom(seed);
        this.sends = sends;
        this.tellsNothingOfLimits = random.nextInt(4) == 0;
        this.server = new ServerWindows(limits);
        InboxScheduler jumping = new SchedulerOver() {
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

    LimitRecovery roundTrips(Duration longest) {
        maxRoundTrip = longest;
        return this;
    }

    /** Returns when it was over. */
    Duration upheaval(int perMinute, int sendsPerMinute) {
        upheaval = true;
        long end = time.nanoTime() + UPHEAVAL.toNanos();
        while (time.nanoTime() < end) {
            disturb(perMinute, sendsPerMinute);
            time.advance(Duration.ofNanos(random.nextLong(2 * MINUTE.toNanos() / 10)));
        }
        server.limit(perMinute, sendsPerMinute);
        upheaval = false;
        lies = 0;
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
            case 4 -> lies = 1 + random.nextInt(5);
            case 5 -> lies = 0;
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
                    long there = random.nextLong(roundTrip + 1);
                    after(there, () -> {
                        ServerWindows.Answer answer = server.request(time.now(), sends ? account : null);
                        received.add(new Received(Duration.ofNanos(time.nanoTime()), answer.full()));
                        boolean late = upheaval && random.nextInt(20) == 0;
                        RateLimit figures = figures(answer);
                        Duration retryAfter = retryAfter(answer);
                        after(late ? random.nextLong(LATEST_ANSWER) : roundTrip - there, () -> {
                            permit.onResponse(answer.status(), figures, retryAfter);
                            after(1 + random.nextLong(1_000_000), () -> call(account));
                        });
                    });
                });
    }

    private @Nullable RateLimit figures(ServerWindows.Answer answer) {
        return switch (lies) {
            case 1 -> null;
            case 2 -> new RateLimit(answer.figures().limit(), 0, time.now().plus(MINUTE));
            case 3 -> new RateLimit(1 + random.nextInt(400), 0, time.now().plusSeconds(random.nextLong(-90, 90)));
            case 4 -> new RateLimit(random.nextInt(-5, 20_000), random.nextInt(-5, 20_000), Instant.EPOCH);
            case 5 ->
                new RateLimit(
                        answer.figures().limit(),
                        answer.figures().limit() - 1,
                        time.now().plusSeconds(999_999_999));
            default -> tellsNothingOfLimits ? null : answer.figures();
        };
    }

    private @Nullable Duration retryAfter(ServerWindows.Answer answer) {
        if (answer.retryAfter() == null || lies == 0) {
            return answer.retryAfter();
        }
        return random.nextBoolean() ? null : Duration.ofSeconds(random.nextLong(90));
    }

    private void after(long nanos, Runnable what) {
        var unused = time.schedule(what, Duration.ofNanos(nanos));
    }

    List<RateLimitStatus> rateLimits() {
        return limiter.rateLimits();
    }

    /** How many were let in between two timestamps. */
    long served(Duration from, Duration to) {
        return received.stream()
                .filter(request -> isBetween(request, from, to) && request.refusedBy == null)
                .count();
    }

    /** How many a window refused between two timestamps. */
    long refused(String owner, Duration from, Duration to) {
        return received.stream()
                .filter(request -> isBetween(request, from, to) && owner.equals(request.refusedBy))
                .count();
    }

    /** When it was first refused by a window since then, or then. */
    Duration firstRefusal(String owner, Duration since) {
        return received.stream()
                .filter(request -> request.at.compareTo(since) >= 0 && owner.equals(request.refusedBy))
                .map(Received::at)
                .findFirst()
                .orElse(since);
    }

    private static boolean isBetween(Received request, Duration from, Duration to) {
        return request.at.compareTo(from) >= 0 && request.at.compareTo(to) < 0;
    }

    boolean tellsNothingOfLimits() {
        return tellsNothingOfLimits;
    }
}
