package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.ratelimit.RateLimitedRequest;
import com.inboxapp.sdk.ratelimit.RateLimiter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallSchedulerRaceTest {
    private static final int THREADS = 8;
    private static final int CALLS = 2_000;
    private static final int PLACES = 50;

    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(2);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    /** Time that runs 10,000 times faster: a minute passes in 6 ms. */
    private final InboxScheduler fastTime = new InboxScheduler() {
        private static final int SPEED_UP = 10_000;

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime() * SPEED_UP;
        }

        @Override
        public Future<?> schedule(Runnable task, Duration delay) {
            return timers.schedule(task, delay.toNanos() / SPEED_UP + 1, TimeUnit.NANOSECONDS);
        }
    };

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        timers.shutdownNow();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(timers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void endsEveryCallOnceAndNeverExceedsTheLimit() throws Exception {
        RateLimitOptions options = RateLimitOptions.builder()
                .perMinute(PLACES)
                .perHour(1_000_000)
                .perDay(10_000_000)
                .maxQueuedCalls(1_000_000)
                .build();
        RateLimiter limiter = RateLimiter.inMemory(options, fastTime::now, fastTime::nanoTime);
        CallScheduler callScheduler = new CallScheduler(limiter, options, fastTime);
        List<Priority> priorities = List.of(Priority.values());
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger maxInFlight = new AtomicInteger();
        AtomicInteger granted = new AtomicInteger();
        AtomicInteger cancelled = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(THREADS * CALLS);
        List<Future<?>> callers = IntStream.range(0, THREADS)
                .<Future<?>>mapToObj(thread -> threads.submit(() -> {
                    for (int i = 0; i < CALLS; i++) {
                        Cancellation cancellation = new Cancellation();
                        CompletableFuture<Permit> call = callScheduler.admit(
                                RateLimitedRequest.of("read", false, "acc_" + (thread + i) % 5),
                                0,
                                priorities.get(i % 3),
                                CallScheduler.NO_DEADLINE,
                                cancellation,
                                wait -> {});
                        var unused = call.whenComplete((permit, failure) -> {
                            if (permit == null) {
                                cancelled.incrementAndGet();
                            } else {
                                granted.incrementAndGet();
                                maxInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                                ScheduledFuture<?> unusedTimer = timers.schedule(
                                        () -> {
                                            inFlight.decrementAndGet();
                                            permit.onResponse(200, null, null);
                                        },
                                        ThreadLocalRandom.current().nextInt(100_000),
                                        TimeUnit.NANOSECONDS);
                            }
                            ended.countDown();
                        });
                        if (i % 4 != 0) {
                            cancellation.cancel(new IllegalStateException("enough"));
                        }
                    }
                }))
                .toList();
        for (Future<?> caller : callers) {
            caller.get();
        }

        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(granted.get() + cancelled.get()).isEqualTo(THREADS * CALLS);
        assertThat(granted.get()).isGreaterThanOrEqualTo(THREADS * CALLS / 4);
        assertThat(maxInFlight.get()).isBetween(1, PLACES);
        assertThat(callScheduler.waiting()).isZero();
        assertThat(limiter.rateLimits().get(0).used()).isLessThanOrEqualTo(PLACES);
    }

    @Test
    void admitsConcurrentCallsWithoutAWaitWhenUnlimited() throws Exception {
        RateLimitOptions options = RateLimitOptions.unlimited();
        CallScheduler callScheduler =
                new CallScheduler(RateLimiter.inMemory(options, fastTime::now, fastTime::nanoTime), options, fastTime);
        AtomicInteger waited = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        List<Future<?>> callers = IntStream.range(0, THREADS)
                .<Future<?>>mapToObj(thread -> threads.submit(() -> {
                    for (int i = 0; i < 10 * CALLS; i++) {
                        var unused = callScheduler
                                .admit(
                                        RateLimitedRequest.of("read", false, "acc_a"),
                                        0,
                                        Priority.NORMAL,
                                        CallScheduler.NO_DEADLINE,
                                        new Cancellation(),
                                        wait -> waited.incrementAndGet())
                                .exceptionally(failure -> {
                                    failed.incrementAndGet();
                                    return null;
                                })
                                .join();
                    }
                }))
                .toList();
        for (Future<?> caller : callers) {
            caller.get();
        }
        assertThat(failed.get()).isZero();
        assertThat(waited.get()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true", "true, true"})
    void leavesNoCallQueuedWhenTimePassesBetweenTwoClockReadings(boolean wholeTeam, boolean sends) {
        for (int jump = 1; jump <= 30; jump++) {
            ScriptedLimiter limiter = new ScriptedLimiter();
            limiter.decide = request -> ScriptedLimiter.completed(
                    limiter.requested.size() > 1
                            ? RateLimiter.Decision.now()
                            : new RateLimiter.Decision(ScriptedLimiter.DENIAL, wholeTeam));
            VirtualTime time = new VirtualTime();
            CallScheduler callScheduler = new CallScheduler(
                    limiter, RateLimitOptions.builder().build(), jumping(time, jump, ScriptedLimiter.DENIAL));

            var call = callScheduler.admit(
                    RateLimitedRequest.of("call", sends, "acc_a"),
                    0,
                    Priority.NORMAL,
                    CallScheduler.NO_DEADLINE,
                    new Cancellation(),
                    wait -> {});
            time.advance(ScriptedLimiter.DENIAL);

            assertThat(call).as("jump at reading %s", jump).isCompleted();
        }
    }

    /** A clock that jumps forward at its nth reading. */
    private static InboxScheduler jumping(VirtualTime time, int nth, Duration jump) {
        AtomicInteger readings = new AtomicInteger();
        return new DelegatingScheduler() {
            @Override
            public InboxScheduler time() {
                return time;
            }

            @Override
            public long nanoTime() {
                return time.nanoTime() + (readings.incrementAndGet() >= nth ? jump.toNanos() : 0);
            }
        };
    }
}
