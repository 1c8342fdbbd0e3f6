package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.ratelimit.RateLimit;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.ratelimit.RateLimitStatus;
import com.inboxapp.sdk.ratelimit.RateLimitedRequest;
import com.inboxapp.sdk.ratelimit.RateLimiter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QueueFaultsTest {
    private static final int PLACES = 4;
    private static final RateLimitOptions OPTIONS = RateLimitOptions.builder()
            .perMinute(PLACES)
            .sendsPerMinutePerAccount(2)
            .build();

    private final VirtualTime time = new VirtualTime();
    private final List<CompletableFuture<Permit>> calls = new ArrayList<>();

    /** Throws once, at the end of the countdown. */
    private static final class Fault {
        private final Throwable kind;
        private int countdown;

        Fault(int countdown, Throwable kind) {
            this.countdown = countdown;
            this.kind = kind;
        }

        void tick() {
            if (--countdown == 0) {
                Fault.<RuntimeException>sneakyThrow(kind);
            }
        }

        @SuppressWarnings("unchecked")
        private static <E extends Throwable> void sneakyThrow(Throwable kind) throws E {
            throw (E) kind;
        }

        boolean isOver() {
            return countdown <= 0;
        }
    }

    static Stream<Throwable> kinds() {
        return Stream.of(
                new IllegalStateException("broken"), new StackOverflowError(), new LinkageError(), new Exception());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void keepsTheQueueAliveWhenTheClockOrATimerFails(Throwable kind) {
        for (int k = 1; ; k++) {
            Fault fault = new Fault(k, kind);
            VirtualTime time = new VirtualTime();
            CallScheduler callScheduler = new CallScheduler(
                    RateLimiter.inMemory(OPTIONS, time::now, time::nanoTime), OPTIONS, failing(time, fault));
            if (!isAliveAfter(fault, time, callScheduler, true)) {
                break;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void leaksNoPermitWhenTheClockOrATimerFails(Throwable kind) {
        for (int k = 1; ; k++) {
            Fault fault = new Fault(k, kind);
            VirtualTime time = new VirtualTime();
            CallScheduler callScheduler = new CallScheduler(inMemory(OPTIONS, failing(time, fault)), OPTIONS, time);
            if (!isAliveAfter(fault, time, callScheduler, true)) {
                break;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void keepsTheQueueAliveWhenTheLimiterFails(Throwable kind) {
        for (int k = 1; ; k++) {
            Fault fault = new Fault(k, kind);
            VirtualTime time = new VirtualTime();
            CallScheduler callScheduler = new CallScheduler(
                    failing(RateLimiter.inMemory(OPTIONS, time::now, time::nanoTime), fault), OPTIONS, time);
            // a permit whose release failed is lost, which is the responsibility of the limiter
            if (!isAliveAfter(fault, time, callScheduler, false)) {
                break;
            }
        }
    }

    /** Asserts that the queue works after the fault, and returns whether the fault occurred. */
    private boolean isAliveAfter(Fault fault, VirtualTime time, CallScheduler callScheduler, boolean isExact) {
        calls.clear();
        Cancellation cancellation = new Cancellation();
        for (int i = 0; i < 3 * PLACES; i++) {
            long deadline = i % 2 == 0
                    ? CallScheduler.NO_DEADLINE
                    : time.nanoTime() + Duration.ofSeconds(90).toNanos();
            call(callScheduler, time, i % 3 == 0, deadline, i == PLACES + 1 ? cancellation : new Cancellation());
        }
        cancellation.cancel(new IllegalStateException("enough"));
        time.advance(Duration.ofMinutes(10));

        assertThat(calls).allMatch(CompletableFuture::isDone);
        assertThat(callScheduler.waiting()).isZero();
        if (isExact) {
            // the fault may occur here as well
            callScheduler.rateLimits();
            assertThat(callScheduler.rateLimits().get(0).used()).isZero();
            assertThat(admitted(callScheduler, time)).isEqualTo(PLACES);
        } else {
            assertThat(admitted(callScheduler, time)).isPositive();
        }
        return fault.isOver();
    }

    private int admitted(CallScheduler callScheduler, VirtualTime time) {
        calls.clear();
        for (int i = 0; i < 2 * PLACES; i++) {
            call(callScheduler, time, false, CallScheduler.NO_DEADLINE, new Cancellation());
        }
        return (int) calls.stream()
                .filter(call -> call.isDone() && !call.isCompletedExceptionally())
                .count();
    }

    private void call(
            CallScheduler callScheduler, VirtualTime time, boolean sends, long deadline, Cancellation cancellation) {
        CompletableFuture<Permit> call = callScheduler.admit(
                RateLimitedRequest.of("call", sends, "acc_a"), 0, Priority.NORMAL, deadline, cancellation, wait -> {});
        calls.add(call);
        var unused = call.thenAccept(permit -> {
            var unusedTimer = time.schedule(() -> permit.onResponse(200, null, null), Duration.ofSeconds(1));
        });
    }

    private static InboxScheduler failing(VirtualTime time, Fault fault) {
        int[] made = {0};
        return new InboxScheduler() {
            @Override
            public Instant now() {
                fault.tick();
                return time.now();
            }

            @Override
            public long nanoTime() {
                // the first reading is in the constructor
                if (made[0]++ > 0) {
                    fault.tick();
                }
                return time.nanoTime();
            }

            @Override
            public Future<?> schedule(Runnable task, Duration delay) {
                fault.tick();
                return new FailingFuture(time.schedule(task, delay), fault);
            }
        };
    }

    /** A timer whose cancellation may fail. */
    private static final class FailingFuture extends CompletableFuture<Object> {
        private final Future<?> timer;
        private final Fault fault;

        FailingFuture(Future<?> timer, Fault fault) {
            this.timer = timer;
            this.fault = fault;
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            fault.tick();
            return timer.cancel(mayInterrupt);
        }
    }

    private static RateLimiter failing(RateLimiter limiter, Fault fault) {
        return new RateLimiter() {
            @Override
            public CompletionStage<Decision> tryAcquire(RateLimitedRequest request) {
                fault.tick();
                CompletionStage<Decision> decision = limiter.tryAcquire(request);
                return new FailingStage(decision.toCompletableFuture().join(), fault);
            }

            @Override
            public void onResponse(
                    RateLimitedRequest request,
                    int status,
                    @Nullable RateLimit figures,
                    @Nullable Duration retryAfter) {
                fault.tick();
                limiter.onResponse(request, status, figures, retryAfter);
            }

            @Override
            public void release(RateLimitedRequest request) {
                fault.tick();
                limiter.release(request);
            }

            @Override
            public Duration untilFree(RateLimitedRequest request, int ahead, int aheadInAccount) {
                fault.tick();
                return limiter.untilFree(request, ahead, aheadInAccount);
            }

            @Override
            public List<RateLimitStatus> rateLimits() {
                return limiter.rateLimits();
            }
        };
    }

    /** A decision to which adding a dependent action may fail. */
    private static final class FailingStage extends CompletableFuture<RateLimiter.Decision> {
        private final Fault fault;

        FailingStage(RateLimiter.Decision value, Fault fault) {
            this.fault = fault;
            complete(value);
        }

        @Override
        public CompletableFuture<RateLimiter.Decision> whenComplete(
                java.util.function.BiConsumer<? super RateLimiter.Decision, ? super Throwable> action) {
            fault.tick();
            return super.whenComplete(action);
        }
    }

    @Test
    void failsWithAnSdkExceptionWhenTheTimerCannotBeSet() {
        CallScheduler callScheduler = new CallScheduler(new ScriptedLimiter(), OPTIONS, new DelegatingScheduler() {
            @Override
            public InboxScheduler time() {
                return time;
            }

            @Override
            public Future<?> schedule(Runnable task, Duration delay) {
                throw new LinkageError();
            }
        });
        CompletableFuture<Permit> call = callScheduler.admit(
                RateLimitedRequest.of("call", false, null),
                0,
                Priority.NORMAL,
                CallScheduler.NO_DEADLINE,
                new Cancellation(),
                wait -> {});

        assertThat(call.handle((permit, failure) -> failure).getNow(null))
                .isInstanceOf(InboxRateLimitException.class)
                .hasMessage("call: queueing the call failed: java.lang.LinkageError; the request was not sent");
    }

    @Test
    void endsACallAtItsDeadlineWhileTheLimiterBlocks() throws Exception {
        CompletableFuture<Void> entered = new CompletableFuture<>();
        CompletableFuture<Void> release = new CompletableFuture<>();
        ScriptedLimiter hanging = new ScriptedLimiter();
        hanging.decide = request -> {
            entered.complete(null);
            release.join();
            return ScriptedLimiter.completed(RateLimiter.Decision.now());
        };
        CallScheduler callScheduler = new CallScheduler(hanging, OPTIONS, time);
        Cancellation deadline = new Cancellation();
        Thread worker = new Thread(
                () -> {
                    var unused = admit(callScheduler, new Cancellation());
                },
                "worker");
        worker.start();
        entered.join();
        CompletableFuture<Permit> call = admit(callScheduler, deadline);

        deadline.cancel(new IllegalStateException("late"));

        assertThat(call).isCompletedExceptionally();
        release.complete(null);
        worker.join();
        assertThat(callScheduler.waiting()).isZero();
    }

    private static CompletableFuture<Permit> admit(CallScheduler callScheduler, Cancellation cancellation) {
        return callScheduler.admit(
                RateLimitedRequest.of("call", false, null),
                0,
                Priority.NORMAL,
                CallScheduler.NO_DEADLINE,
                cancellation,
                wait -> {});
    }

    @Test
    void admitsCallsAfterAHundredFaults() {
        int[] failures = {0};
        ScriptedLimiter limiter = new ScriptedLimiter();
        limiter.decide = request -> {
            if (failures[0]++ < 100) {
                throw new StackOverflowError();
            }
            return ScriptedLimiter.completed(RateLimiter.Decision.now());
        };
        CallScheduler callScheduler = new CallScheduler(limiter, OPTIONS, time);
        List<CompletableFuture<Permit>> all = IntStream.range(0, 200)
                .mapToObj(i -> admit(callScheduler, new Cancellation()))
                .toList();

        assertThat(all).allMatch(CompletableFuture::isDone);
        assertThat(all.stream().filter(call -> !call.isCompletedExceptionally()))
                .hasSize(100);
    }

    private static RateLimiter inMemory(RateLimitOptions options, InboxScheduler time) {
        return RateLimiter.inMemory(options, time::now, time::nanoTime);
    }
}
