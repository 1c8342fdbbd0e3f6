package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.ratelimit.RateLimitedRequest;
import com.inboxapp.sdk.ratelimit.RateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class CallSchedulerProperties {
    private static final Priority[] PRIORITIES = Priority.values();

    /** A random sequence of calls that wait, are cancelled, reach their deadlines, or are admitted and get a response. */
    private static final class Script {
        final VirtualTime time = new VirtualTime();
        final SplittableRandom random;
        final RateLimitOptions options;
        final ServerWindows server;
        final RateLimiter limiter;
        final CallScheduler callScheduler;
        final List<CompletableFuture<Permit>> calls = new ArrayList<>();
        final Map<Integer, Integer> overtaken = new HashMap<>();
        int rejected;
        int open;

        Script(long seed, int maxOvertakes) {
            random = new SplittableRandom(seed);
            options = RateLimitOptions.builder()
                    .perMinute(5 + random.nextInt(40))
                    .perHour(60 + random.nextInt(200))
                    .perDay(500)
                    .sendsPerMinutePerAccount(1 + random.nextInt(6))
                    .maxQueuedCalls(1 + random.nextInt(60))
                    .maxOvertakes(maxOvertakes)
                    .build();
            server = new ServerWindows(options);
            limiter = RateLimiter.inMemory(options, time::now, time::nanoTime);
            callScheduler = new CallScheduler(limiter, options, time);
        }

        void call(boolean sends, Priority priority, long deadline, Cancellation cancellation) {
            int number = calls.size();
            String account = "acc_" + random.nextInt(4);
            long startedAt = time.nanoTime();
            if (!sends) {
                overtaken.put(number, 0);
            }
            CompletableFuture<Permit> call = callScheduler.admit(
                    RateLimitedRequest.of(sends ? "send" : "read", sends, account),
                    0,
                    priority,
                    deadline,
                    cancellation,
                    wait -> assertThat(deadline == CallScheduler.NO_DEADLINE || startedAt + wait.toNanos() <= deadline)
                            .isTrue());
            calls.add(call);
            var unused = call.whenComplete((permit, failure) -> {
                overtaken.remove(number);
                assertThat(time.nanoTime()).isLessThanOrEqualTo(deadline);
                if (permit != null) {
                    overtaken.replaceAll((other, times) -> other < number ? times + 1 : times);
                    send(permit, sends ? account : null);
                } else if (failure instanceof InboxRateLimitException rateLimited
                        && deadline != CallScheduler.NO_DEADLINE
                        && !rateLimited.requiredWait().isZero()) {
                    assertThat(rateLimited.requiredWait().toNanos()).isGreaterThan(deadline - time.nanoTime());
                }
            });
        }

        private void send(Permit permit, String sender) {
            if (random.nextInt(10) == 0) {
                permit.release();
                return;
            }
            open++;
            long roundTrip = random.nextLong(2_000_000_000L);
            long toServer = random.nextLong(roundTrip + 1);
            var unused = time.schedule(
                    () -> {
                        var response = server.request(time.now(), sender);
                        rejected += response.status() == 429 ? 1 : 0;
                        var unusedLater = time.schedule(
                                () -> {
                                    open--;
                                    int status = random.nextInt(10) == 0 ? 0 : response.status();
                                    permit.onResponse(
                                            status,
                                            status == 0 ? null : response.figures(),
                                            status == 0 ? null : response.retryAfter());
                                },
                                Duration.ofNanos(roundTrip - toServer));
                    },
                    Duration.ofNanos(toServer));
        }

        void idle() {
            while (time.waiting() > 0) {
                time.advanceToNext();
            }
        }
    }

    @Property(tries = 300)
    void neverExceedsTheServersWindows(@ForAll long seed) {
        Script script = new Script(seed, 1_000);
        for (int step = 0; step < 300; step++) {
            Cancellation cancellation = new Cancellation();
            long deadline = script.random.nextBoolean()
                    ? CallScheduler.NO_DEADLINE
                    : script.time.nanoTime() + script.random.nextLong(200_000_000_000L);
            script.call(script.random.nextInt(3) == 0, PRIORITIES[script.random.nextInt(3)], deadline, cancellation);
            if (script.random.nextInt(4) == 0) {
                var unused = script.time.schedule(
                        () -> cancellation.cancel(new IllegalStateException("enough")),
                        Duration.ofNanos(script.random.nextLong(100_000_000_000L)));
            }
            if (script.random.nextInt(5) == 0) {
                script.time.advance(Duration.ofNanos(script.random.nextLong(60_000_000_000L)));
            }
            assertThat(script.callScheduler.waiting()).isLessThanOrEqualTo(script.options.maxQueuedCalls());
        }
        script.idle();

        assertThat(script.rejected).isZero();
        assertThat(script.calls).allMatch(CompletableFuture::isDone);
        assertThat(script.open).isZero();
        assertThat(script.callScheduler.waiting()).isZero();
        script.time.advance(Duration.ofDays(1));
        // every permit is returned, however its call ended
        assertThat(script.limiter.rateLimits()).allMatch(limit -> limit.used() == 0);
    }

    @Property(tries = 200)
    void overtakesNoReadMoreOftenThanAllowed(
            @ForAll @LongRange(min = 0) long seed, @ForAll @IntRange(max = 8) int maxOvertakes) {
        Script script = new Script(seed, maxOvertakes);
        for (int step = 0; step < 200; step++) {
            script.call(
                    script.random.nextInt(3) == 0,
                    PRIORITIES[script.random.nextInt(3)],
                    CallScheduler.NO_DEADLINE,
                    new Cancellation());
            if (script.random.nextInt(5) == 0) {
                script.time.advance(Duration.ofNanos(script.random.nextLong(20_000_000_000L)));
            }
            assertThat(script.overtaken.values()).allMatch(times -> times <= maxOvertakes);
        }
        while (script.callScheduler.waiting() > 0) {
            script.time.advanceToNext();
            assertThat(script.overtaken.values()).allMatch(times -> times <= maxOvertakes);
        }
    }

    @Property(tries = 200)
    void servesAccountsInEqualShares(
            @ForAll @LongRange(min = 0) long seed, @ForAll @IntRange(min = 1, max = 10) int accounts) {
        VirtualTime time = new VirtualTime();
        ScriptedLimiter limiter = new ScriptedLimiter();
        CallScheduler callScheduler = new CallScheduler(limiter, RateLimitOptions.defaults(), time);
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Integer> admittedByAccount = new HashMap<>();
        Map<String, Integer> queuedByAccount = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            // the first account has half of all calls
            String account = "acc_" + (random.nextBoolean() ? 0 : random.nextInt(accounts));
            queuedByAccount.merge(account, 1, Integer::sum);
            var unused = callScheduler
                    .admit(
                            RateLimitedRequest.of("read", false, account),
                            0,
                            Priority.NORMAL,
                            CallScheduler.NO_DEADLINE,
                            new Cancellation(),
                            wait -> {})
                    .thenAccept(permit -> {
                        admittedByAccount.merge(account, 1, Integer::sum);
                        queuedByAccount.merge(account, -1, Integer::sum);
                        for (String other : queuedByAccount.keySet()) {
                            if (queuedByAccount.get(other) > 0) {
                                assertThat(admittedByAccount.getOrDefault(account, 0)
                                                - admittedByAccount.getOrDefault(other, 0))
                                        .isLessThanOrEqualTo(1);
                            }
                        }
                    });
        }
        limiter.places = 1_000;
        time.advance(ScriptedLimiter.DENIAL);

        assertThat(queuedByAccount.values()).allMatch(calls -> calls == 0);
        assertThat(callScheduler.waiting()).isZero();
    }
}
