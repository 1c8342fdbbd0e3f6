package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static final PacingOptions OPTIONS = PacingOptions.builder()
            .perMinute(PLACES)
            .sendsPerMinutePerAccount(2)
            .build();

    private final VirtualTime time = new VirtualTime();
    private final List<CompletableFuture<Turn>> calls = new ArrayList<>();

    /** Throws once, when the countdown ends. */
    private static final class Fault {
        private final Throwable kind;
        private int countdown;

        Fault(int countdown, Throwable kind) {
            this.countdown = countdown;
            this.kind = kind;
        }

        void strike() {
            if (--countdown == 0) {
                Fault.<RuntimeException>sneak(kind);
            }
        }

        @SuppressWarnings("unchecked")
        private static <E extends Throwable> void sneak(Throwable kind) throws E {
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
    void aClockOrATimerThatFailsAtAnyCallLeavesTheQueueAlive(Throwable kind) {
        for (int k = 1; ; k++) {
            Fault fault = new Fault(k, kind);
            VirtualTime time = new VirtualTime();
            Pacer pacer = new Pacer(RateBudget.inMemory(OPTIONS, time), OPTIONS, failing(time, fault));
            if (!isAliveAfter(fault, time, pacer, true)) {
                break;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aClockOrATimerThatFailsAtAnyCallCostsTheBudgetNoPlace(Throwable kind) {
        for (int k = 1; ; k++) {
            Fault fault = new Fault(k, kind);
            VirtualTime time = new VirtualTime();
            Pacer pacer = new Pacer(RateBudget.inMemory(OPTIONS, failing(time, fault)), OPTIONS, time);
            if (!isAliveAfter(fault, time, pacer, true)) {
                break;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aBudgetThatFailsAtAnyCallLeavesTheQueueAlive(Throwable kind) {
        for (int k = 1; ; k++) {
            Fault fault = new Fault(k, kind);
            VirtualTime time = new VirtualTime();
            Pacer pacer = new Pacer(failing(RateBudget.inMemory(OPTIONS, time), fault), OPTIONS, time);
            // a place whose return failed is lost: that is the budget's affair
            if (!isAliveAfter(fault, time, pacer, false)) {
                break;
            }
        }
    }

    /** Whether the fault came at all. */
    private boolean isAliveAfter(Fault fault, VirtualTime time, Pacer pacer, boolean isExact) {
        calls.clear();
        Cancellation cancellation = new Cancellation();
        for (int i = 0; i < 3 * PLACES; i++) {
            long deadline = i % 2 == 0
                    ? Pacer.NO_DEADLINE
                    : time.nanoTime() + Duration.ofSeconds(90).toNanos();
            call(pacer, time, i % 3 == 0, deadline, i == PLACES + 1 ? cancellation : new Cancellation());
        }
        cancellation.cancel(new IllegalStateException("enough"));
        time.advance(Duration.ofMinutes(10));

        assertThat(calls).allMatch(CompletableFuture::isDone);
        assertThat(pacer.waiting()).isZero();
        if (isExact) {
            // the fault may strike here as well
            pacer.limits();
            assertThat(pacer.limits().get(0).used()).isZero();
            assertThat(went(pacer, time)).isEqualTo(PLACES);
        } else {
            assertThat(went(pacer, time)).isPositive();
        }
        return fault.isOver();
    }

    private int went(Pacer pacer, VirtualTime time) {
        calls.clear();
        for (int i = 0; i < 2 * PLACES; i++) {
            call(pacer, time, false, Pacer.NO_DEADLINE, new Cancellation());
        }
        return (int) calls.stream()
                .filter(call -> call.isDone() && !call.isCompletedExceptionally())
                .count();
    }

    private void call(Pacer pacer, VirtualTime time, boolean sends, long deadline, Cancellation cancellation) {
        CompletableFuture<Turn> call = pacer.admit(
                PacedRequest.of("call", sends, "acc_a"), 0, Priority.NORMAL, deadline, cancellation, wait -> {});
        calls.add(call);
        var unused = call.thenAccept(turn -> {
            var unusedTimer = time.schedule(() -> turn.answered(200, null, null), Duration.ofSeconds(1));
        });
    }

    private static InboxScheduler failing(VirtualTime time, Fault fault) {
        int[] made = {0};
        return new InboxScheduler() {
            @Override
            public Instant now() {
                fault.strike();
                return time.now();
            }

            @Override
            public long nanoTime() {
                // whoever is made with it asks first
                if (made[0]++ > 0) {
                    fault.strike();
                }
                return time.nanoTime();
            }

            @Override
            public Future<?> schedule(Runnable task, Duration delay) {
                fault.strike();
                return new FailingFuture(time.schedule(task, delay), fault);
            }
        };
    }

    /** A timer whose cancelling may fail. */
    private static final class FailingFuture extends CompletableFuture<Object> {
        private final Future<?> timer;
        private final Fault fault;

        FailingFuture(Future<?> timer, Fault fault) {
            this.timer = timer;
            this.fault = fault;
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            fault.strike();
            return timer.cancel(mayInterrupt);
        }
    }

    private static RateBudget failing(RateBudget budget, Fault fault) {
        return new RateBudget() {
            @Override
            public CompletionStage<Admission> take(PacedRequest request) {
                fault.strike();
                CompletionStage<Admission> answer = budget.take(request);
                return new FailingStage(answer.toCompletableFuture().join(), fault);
            }

            @Override
            public void answered(
                    PacedRequest request, int status, @Nullable RateLimit figures, @Nullable Duration retryAfter) {
                fault.strike();
                budget.answered(request, status, figures, retryAfter);
            }

            @Override
            public void unused(PacedRequest request) {
                fault.strike();
                budget.unused(request);
            }

            @Override
            public Duration untilFree(PacedRequest request, int ahead, int aheadInAccount) {
                fault.strike();
                return budget.untilFree(request, ahead, aheadInAccount);
            }

            @Override
            public List<LimitState> limits() {
                return budget.limits();
            }
        };
    }

    /** An answer that cannot be listened to, sometimes. */
    private static final class FailingStage extends CompletableFuture<RateBudget.Admission> {
        private final Fault fault;

        FailingStage(RateBudget.Admission admission, Fault fault) {
            this.fault = fault;
            complete(admission);
        }

        @Override
        public CompletableFuture<RateBudget.Admission> whenComplete(
                java.util.function.BiConsumer<? super RateBudget.Admission, ? super Throwable> action) {
            fault.strike();
            return super.whenComplete(action);
        }
    }

    @Test
    void aWaitThatCannotBeTimedEndsWithAnExceptionOfTheSdk() {
        Pacer pacer = new Pacer(new ScriptedBudget(), OPTIONS, new SchedulerOver() {
            @Override
            public InboxScheduler time() {
                return time;
            }

            @Override
            public Future<?> schedule(Runnable task, Duration delay) {
                throw new LinkageError();
            }
        });
        CompletableFuture<Turn> call = pacer.admit(
                PacedRequest.of("call", false, null),
                0,
                Priority.NORMAL,
                Pacer.NO_DEADLINE,
                new Cancellation(),
                wait -> {});

        assertThat(call.handle((turn, failure) -> failure).getNow(null))
                .isInstanceOf(InboxThrottledException.class)
                .hasMessage("call: queueing the call failed: java.lang.LinkageError; the request was not sent");
    }

    @Test
    void aCallEndsByItsDeadlineWhileTheBudgetHoldsTheQueue() throws Exception {
        CompletableFuture<Void> entered = new CompletableFuture<>();
        CompletableFuture<Void> release = new CompletableFuture<>();
        ScriptedBudget hanging = new ScriptedBudget();
        hanging.answer = request -> {
            entered.complete(null);
            release.join();
            return ScriptedBudget.completed(RateBudget.Admission.now());
        };
        Pacer pacer = new Pacer(hanging, OPTIONS, time);
        Cancellation deadline = new Cancellation();
        Thread worker = new Thread(
                () -> {
                    var unused = admit(pacer, new Cancellation());
                },
                "worker");
        worker.start();
        entered.join();
        CompletableFuture<Turn> call = admit(pacer, deadline);

        deadline.cancel(new IllegalStateException("late"));

        assertThat(call).isCompletedExceptionally();
        release.complete(null);
        worker.join();
        assertThat(pacer.waiting()).isZero();
    }

    private static CompletableFuture<Turn> admit(Pacer pacer, Cancellation cancellation) {
        return pacer.admit(
                PacedRequest.of("call", false, null), 0, Priority.NORMAL, Pacer.NO_DEADLINE, cancellation, wait -> {});
    }

    @Test
    void manyCallsGoThroughAfterOneHundredFaults() {
        int[] strikes = {0};
        ScriptedBudget budget = new ScriptedBudget();
        budget.answer = request -> {
            if (strikes[0]++ < 100) {
                throw new StackOverflowError();
            }
            return ScriptedBudget.completed(RateBudget.Admission.now());
        };
        Pacer pacer = new Pacer(budget, OPTIONS, time);
        List<CompletableFuture<Turn>> all = IntStream.range(0, 200)
                .mapToObj(i -> admit(pacer, new Cancellation()))
                .toList();

        assertThat(all).allMatch(CompletableFuture::isDone);
        assertThat(all.stream().filter(call -> !call.isCompletedExceptionally()))
                .hasSize(100);
    }
}
