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
 * Simulates calls against the exact windows of a server in virtual time. Each request takes up to 1 s and reaches the server at a random
 * time in between. Rejected requests are retried after their {@code Retry-After}.
 */
final class RateLimitSimulation {
    static final Duration MAX_ROUND_TRIP = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final SplittableRandom random;
    private final ServerWindows server;
    private final CallScheduler callScheduler;
    private final Map<String, Duration> maxWait = new TreeMap<>();
    private final Map<String, Integer> servedByAccount = new TreeMap<>();
    private Duration warmUp = Duration.ZERO;
    private int rejected;
    private int rejectedAfterWarmUpCount;
    private int served;
    private int servedAfterWarmUp;
    private int otherClientsAfterWarmUp;

    RateLimitSimulation(long seed, RateLimitOptions serverLimits, RateLimitOptions ours) {
        this.random = new SplittableRandom(seed);
        this.server = new ServerWindows(serverLimits);
        this.callScheduler = new CallScheduler(RateLimiter.inMemory(ours, time::now, time::nanoTime), ours, time);
    }

    VirtualTime time() {
        return time;
    }

    /** Sets the warm-up, whose requests are counted separately. */
    RateLimitSimulation warmUp(Duration duration) {
        warmUp = duration;
        return this;
    }

    /** Adds another client with evenly spaced requests (plus or minus a quarter of the period), which starts earlier. */
    RateLimitSimulation evenOtherClient(Duration period, Duration before) {
        long nanos = period.toNanos();
        long first = random.nextLong(nanos);
        return otherClient(before, count -> first + count * nanos + random.nextLong(nanos / 2) - nanos / 4);
    }

    /** Adds another client with random requests of the given mean period, which starts earlier. */
    RateLimitSimulation randomOtherClient(Duration period, Duration before) {
        long[] next = {0};
        return otherClient(before, count -> next[0] += (long) (-Math.log(1 - random.nextDouble()) * period.toNanos()));
    }

    private RateLimitSimulation otherClient(Duration before, LongUnaryOperator timestamps) {
        long start = time.nanoTime();
        scheduleOtherClient(start, 0, timestamps);
        time.advance(before);
        warmUp = warmUp.plusNanos(time.nanoTime());
        return this;
    }

    private void scheduleOtherClient(long start, long count, LongUnaryOperator timestamps) {
        long at = start + Math.max(0, timestamps.applyAsLong(count));
        var unused = time.schedule(
                () -> {
                    server.foreign(time.now());
                    otherClientsAfterWarmUp += afterWarmUp();
                    scheduleOtherClient(start, count + 1, timestamps);
                },
                Duration.ofNanos(Math.max(0, at - time.nanoTime())));
    }

    /** Starts callers that each make one call after the other for their account link. */
    RateLimitSimulation callers(int callers, int accounts, BooleanSupplier sends) {
        for (int i = 0; i < callers; i++) {
            callRepeatedly("acc_" + i % accounts, sends);
        }
        return this;
    }

    private void callRepeatedly(String account, BooleanSupplier sends) {
        call(account, sends.getAsBoolean(), () -> callRepeatedly(account, sends));
    }

    /** Makes one call and retries it until it succeeds. */
    void call(String account, boolean sends, Runnable done) {
        attempt(account, sends, time.nanoTime(), done);
    }

    private void attempt(String account, boolean sends, long startedAt, Runnable done) {
        var unused = callScheduler
                .admit(
                        RateLimitedRequest.of(sends ? "messages.send" : "threads.list", sends, account),
                        0,
                        Priority.NORMAL,
                        CallScheduler.NO_DEADLINE,
                        new Cancellation(),
                        wait -> {})
                .thenAccept(permit -> {
                    maxWait.merge(account, Duration.ofNanos(time.nanoTime() - startedAt), RateLimitSimulation::longer);
                    long roundTrip = random.nextLong(MAX_ROUND_TRIP.toNanos());
                    long toServer = random.nextLong(roundTrip + 1);
                    after(toServer, () -> {
                        ServerWindows.Response response = server.request(time.now(), sends ? account : null);
                        count(account, response);
                        after(roundTrip - toServer, () -> {
                            permit.onResponse(response.status(), response.figures(), response.retryAfter());
                            if (response.status() == 200) {
                                done.run();
                            } else {
                                after(nanos(response.retryAfter()), () -> attempt(account, sends, startedAt, done));
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

    private void count(String account, ServerWindows.Response response) {
        if (response.status() == 200) {
            served++;
            servedAfterWarmUp += afterWarmUp();
            servedByAccount.merge(account, 1, Integer::sum);
        } else {
            rejected++;
            rejectedAfterWarmUpCount += afterWarmUp();
        }
    }

    private int afterWarmUp() {
        return time.nanoTime() > warmUp.toNanos() ? 1 : 0;
    }

    RateLimitSimulation run(Duration duration) {
        time.advance(duration);
        return this;
    }

    /** All 429s. */
    int rejected() {
        return rejected;
    }

    int rejectedAfterWarmUp() {
        return rejectedAfterWarmUpCount;
    }

    int served() {
        return served;
    }

    Map<String, Integer> servedByAccount() {
        return servedByAccount;
    }

    /** Returns the fraction of the available capacity that was used after the warm-up. */
    double throughput(double perMinute) {
        double minutes = Duration.ofNanos(time.nanoTime()).minus(warmUp).toNanos() / 60e9;
        return servedAfterWarmUp / (perMinute * minutes - otherClientsAfterWarmUp);
    }

    Duration maxWait() {
        return maxWait.values().stream().reduce(Duration.ZERO, RateLimitSimulation::longer);
    }

    CallScheduler callScheduler() {
        return callScheduler;
    }
}
