package com.inboxapp.sdk;

import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.ratelimit.RateLimitedRequest;
import com.inboxapp.sdk.ratelimit.RateLimiter;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Calls against the exact windows of a server, in virtual time. Each request takes between 0 and 1 s, and reaches the server anywhere in
 * between. What is refused is repeated as the answer asks.
 */
final class RateLimitSimulation {
    static final Duration LONGEST_ROUND_TRIP = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final SplittableRandom random;
    private final ServerWindows server;
    private final CallScheduler callScheduler;
    private final Map<String, Duration> maxWait = new TreeMap<>();
    private final Map<String, Integer> servedByAccount = new TreeMap<>();
    private Duration warmUp = Duration.ZERO;
    private int refused;
    private int refusedLater;
    private int served;
    private int servedLater;
    private int foreignLater;

    RateLimitSimulation(long seed, RateLimitOptions serverLimits, RateLimitOptions ours) {
        this.random = new SplittableRandom(seed);
        this.server = new ServerWindows(serverLimits);
        this.callScheduler = new CallScheduler(RateLimiter.inMemory(ours, time::now, time::nanoTime), ours, time);
    }

    VirtualTime time() {
        return time;
    }

    /** What happens before then is counted apart. */
    RateLimitSimulation warmUp(Duration duration) {
        warmUp = duration;
        return this;
    }

    /** Another client that comes evenly, give or take a quarter of its period, and has come for a while. */
    RateLimitSimulation evenForeigner(Duration period, Duration before) {
        long nanos = period.toNanos();
        long first = random.nextLong(nanos);
        return foreigner(before, count -> first + count * nanos + random.nextLong(nanos / 2) - nanos / 4);
    }

    /** Another client that comes at random, so often on average, and has come for a while. */
    RateLimitSimulation randomForeigner(Duration period, Duration before) {
        long[] next = {0};
        return foreigner(before, count -> next[0] += (long) (-Math.log(1 - random.nextDouble()) * period.toNanos()));
    }

    private RateLimitSimulation foreigner(Duration before, LongUnaryOperator timestamps) {
        long start = time.nanoTime();
        scheduleForeign(start, 0, timestamps);
        time.advance(before);
        warmUp = warmUp.plusNanos(time.nanoTime());
        return this;
    }

    private void scheduleForeign(long start, long count, LongUnaryOperator timestamps) {
        long at = start + Math.max(0, timestamps.applyAsLong(count));
        var unused = time.schedule(
                () -> {
                    server.foreign(time.now());
                    foreignLater += later();
                    scheduleForeign(start, count + 1, timestamps);
                },
                Duration.ofNanos(Math.max(0, at - time.nanoTime())));
    }

    /** So many callers, each making one call after the other for an account link of its own choice. */
    RateLimitSimulation callers(int callers, int accounts, BooleanSupplier sends) {
        for (int i = 0; i < callers; i++) {
            repeat("acc_" + i % accounts, sends);
        }
        return this;
    }

    private void repeat(String account, BooleanSupplier sends) {
        call(account, sends.getAsBoolean(), () -> repeat(account, sends));
    }

    /** One call, whose request is repeated until it is served. */
    void call(String account, boolean sends, Runnable done) {
        attempt(account, sends, time.nanoTime(), done);
    }

    private void attempt(String account, boolean sends, long began, Runnable done) {
        var unused = callScheduler
                .admit(
                        RateLimitedRequest.of(sends ? "messages.send" : "threads.list", sends, account),
                        0,
                        Priority.NORMAL,
                        CallScheduler.NO_DEADLINE,
                        new Cancellation(),
                        wait -> {})
                .thenAccept(permit -> {
                    maxWait.merge(account, Duration.ofNanos(time.nanoTime() - began), RateLimitSimulation::longer);
                    long roundTrip = random.nextLong(LONGEST_ROUND_TRIP.toNanos());
                    long there = random.nextLong(roundTrip + 1);
                    after(there, () -> {
                        ServerWindows.Answer answer = server.request(time.now(), sends ? account : null);
                        count(account, answer);
                        after(roundTrip - there, () -> {
                            permit.onResponse(answer.status(), answer.figures(), answer.retryAfter());
                            if (answer.status() == 200) {
                                done.run();
                            } else {
                                after(nanos(answer.retryAfter()), () -> attempt(account, sends, began, done));
                            }
                        });
                    });
                });
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static long nanos(@Nullable Duration duration) {
        return duration == null ? 0 : duration.toNanos();
    }

    private void after(long nanos, Runnable what) {
        var unused = time.schedule(what, Duration.ofNanos(nanos));
    }

    private void count(String account, ServerWindows.Answer answer) {
        if (answer.status() == 200) {
            served++;
            servedLater += later();
            servedByAccount.merge(account, 1, Integer::sum);
        } else {
            refused++;
            refusedLater += later();
        }
    }

    private int later() {
        return time.nanoTime() > warmUp.toNanos() ? 1 : 0;
    }

    RateLimitSimulation run(Duration duration) {
        time.advance(duration);
        return this;
    }

    /** All 429s. */
    int refused() {
        return refused;
    }

    int refusedAfterWarmUp() {
        return refusedLater;
    }

    int served() {
        return served;
    }

    Map<String, Integer> servedByAccount() {
        return servedByAccount;
    }

    /** Of what the limit and the other client left since the warm-up, how much was used. */
    double throughput(double perMinute) {
        double minutes = Duration.ofNanos(time.nanoTime()).minus(warmUp).toNanos() / 60e9;
        return servedLater / (perMinute * minutes - foreignLater);
    }

    Duration maxWait() {
        return maxWait.values().stream().reduce(Duration.ZERO, RateLimitSimulation::longer);
    }

    CallScheduler callScheduler() {
        return callScheduler;
    }
}
