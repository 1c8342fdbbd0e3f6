package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.RateBudget.Admission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

// what a call came to is read from the lists below, not from its future
@SuppressWarnings("FutureReturnValueIgnored")
class PacerTest {
    private final VirtualTime time = startedEarlier();
    private final ScriptedBudget budget = new ScriptedBudget();
    private final List<String> went = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private Pacer pacer = pacer(PacingOptions.builder());

    @Test
    void aCallGoesAtOnceWhenThereIsRoom() {
        budget.places = 1;

        assertThat(read("a", null)).isCompleted();
        assertThat(waits).isEmpty();
        assertThat(time.waiting()).isZero();
        assertThat(pacer.waiting()).isZero();
    }

    @Test
    void aCallWaitsAndIsToldOnceHowLong() {
        var call = read("a", null);

        assertThat(call).isNotDone();
        assertThat(waits).containsExactly(ScriptedBudget.REFUSAL);
        assertThat(pacer.waiting()).isEqualTo(1);
        time.advance(ScriptedBudget.REFUSAL.minusNanos(1));
        assertThat(budget.asked).hasSize(1);
        time.advance(Duration.ofNanos(1));
        assertThat(budget.asked).hasSize(2);
        budget.places = 1;
        time.advance(ScriptedBudget.REFUSAL);
        assertThat(call).isCompleted();
        assertThat(waits).hasSize(1);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void theEstimateCountsThoseAhead() {
        read("first", null);
        budget.estimate = Duration.ofSeconds(25);
        read("second", null);

        assertThat(waits).containsExactly(ScriptedBudget.REFUSAL, Duration.ofSeconds(25));
        assertThat(budget.estimates).containsExactly("first 0 0", "second 1 0");
        assertThat(budget.asked).containsExactly("first");
    }

    @Test
    void oneTimerServesAll() {
        for (int i = 0; i < 100; i++) {
            call("call", "acc_" + i % 7, i % 2 == 0, Priority.NORMAL, time.nanoTime() + 60_000_000_000L + i);
        }

        assertThat(time.waiting()).isEqualTo(1);
    }

    @Test
    void allThatThereIsRoomForGoAtOnce() {
        for (int i = 0; i < 5; i++) {
            read("call" + i, null);
        }
        budget.places = 3;
        time.advance(ScriptedBudget.REFUSAL);

        assertThat(went).containsExactly("call0", "call1", "call2");
        assertThat(pacer.waiting()).isEqualTo(2);
    }

    @Test
    void anAnswerMayMakeRoom() {
        budget.places = 1;
        read("a", null);
        read("b", null);
        budget.places = 1;

        turns.get(0).answered(200, null, Duration.ofSeconds(3));

        assertThat(went).containsExactly("a", "b");
        assertThat(budget.over).containsExactly("a 200 null PT3S");
    }

    @Test
    void whatIsGivenBackGoesToTheNext() {
        budget.places = 1;
        read("a", null);
        read("b", null);
        budget.places = 1;

        turns.get(0).unused();

        assertThat(went).containsExactly("a", "b");
        assertThat(budget.over).containsExactly("a unused");
    }

    @Test
    void aTurnIsOverOnce() {
        budget.places = 2;
        read("a", null);
        read("b", null);
        turns.get(0).answered(200, null, null);
        turns.get(0).unused();
        turns.get(0).answered(200, null, null);
        turns.get(1).unused();
        turns.get(1).answered(200, null, null);
        turns.get(1).unused();

        assertThat(budget.over).containsExactly("a 200 null null", "b unused");
    }

    @Test
    void aSendOfAnAccountThatMaySendAgainIsAskedAgainAfterItsAnswer() {
        budget.places = 1;
        send("a", "acc_a");
        budget.answer = request -> ScriptedBudget.completed(new Admission(ScriptedBudget.REFUSAL, false));
        send("b", "acc_a");
        read("c", "acc_b");
        assertThat(budget.asked).containsExactly("a", "b", "c");

        turns.get(0).answered(200, null, null);

        assertThat(budget.asked).containsExactly("a", "b", "c", "b", "c");
    }

    @Test
    void anAnswerToAReadLeavesAnAccountsSendsAlone() {
        budget.places = 1;
        read("a", "acc_a");
        budget.answer = request -> ScriptedBudget.completed(new Admission(ScriptedBudget.REFUSAL, false));
        send("b", "acc_a");

        turns.get(0).answered(200, null, null);

        assertThat(budget.asked).containsExactly("a", "b");
    }

    @Test
    void accountsTakeTurns() {
        for (int i = 0; i < 3; i++) {
            read("a" + i, "acc_a");
        }
        read("b0", "acc_b");
        read("b1", "acc_b");
        read("n0", null);
        budget.places = 10;
        time.advance(ScriptedBudget.REFUSAL);

        assertThat(went).containsExactly("a0", "b0", "n0", "a1", "b1", "a2");
    }

    @Test
    void aHigherPriorityGoesFirst() {
        call("low", "acc_a", false, Priority.LOW, Pacer.NO_DEADLINE);
        call("normal", "acc_a", false, Priority.NORMAL, Pacer.NO_DEADLINE);
        call("high", "acc_b", false, Priority.HIGH, Pacer.NO_DEADLINE);
        call("high again", "acc_a", false, Priority.HIGH, Pacer.NO_DEADLINE);
        budget.places = 10;
        time.advance(ScriptedBudget.REFUSAL);

        assertThat(went).containsExactly("high again", "high", "normal", "low");
    }

    @Test
    void nobodyIsOvertakenMoreOftenThanTheOptionSays() {
        pacer = pacer(PacingOptions.builder().mostOvertaken(2));
        call("low", null, false, Priority.LOW, Pacer.NO_DEADLINE);
        for (int i = 0; i < 5; i++) {
            call("high" + i, null, false, Priority.HIGH, Pacer.NO_DEADLINE);
        }
        budget.places = 10;
        time.advance(ScriptedBudget.REFUSAL);

        assertThat(went).containsExactly("high0", "high1", "low", "high2", "high3", "high4");
    }

    @Test
    void aSendThatMustWaitHoldsNobodyElseBack() {
        budget.answer = request -> ScriptedBudget.completed(
                request.sends() ? new Admission(ScriptedBudget.REFUSAL, false) : Admission.now());
        var send = send("send", "acc_a");
        read("read", "acc_a");
        send("other", "acc_b");
        send("behind", "acc_a");

        assertThat(went).containsExactly("read");
        assertThat(budget.asked).containsExactly("send", "read", "other");
        assertThat(pacer.waiting()).isEqualTo(3);
        budget.answer = request -> ScriptedBudget.completed(Admission.now());
        time.advance(ScriptedBudget.REFUSAL);
        assertThat(send).isCompleted();
        assertThat(went).containsExactly("read", "send", "other", "behind");
    }

    @Test
    void aReadThatIsRefusedHoldsAllBackWhateverTheBudgetSays() {
        budget.answer = request -> ScriptedBudget.completed(new Admission(ScriptedBudget.REFUSAL, false));
        read("read", "acc_a");
        send("send", "acc_a");

        assertThat(budget.asked).containsExactly("read");
    }

    @Test
    void aWaitThatCannotFitFailsAtOnce() {
        var call = call("a", null, false, Priority.NORMAL, in(ScriptedBudget.REFUSAL.minusNanos(1)));

        InboxThrottledException failure = throttled(call);
        assertThat(failure.neededWait()).isEqualTo(ScriptedBudget.REFUSAL);
        assertThat(failure)
                .hasMessage(
                        "a: a permit would be available in PT10S, after the deadline: extend the deadline, or make fewer calls");
        assertThat(failure.operation()).isEqualTo("a");
        assertThat(waits).isEmpty();
        assertThat(pacer.waiting()).isZero();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void aWaitThatJustFitsIsWaited() {
        var call = call("a", null, false, Priority.NORMAL, in(ScriptedBudget.REFUSAL));

        assertThat(waits).containsExactly(ScriptedBudget.REFUSAL);
        budget.places = 1;
        time.advance(ScriptedBudget.REFUSAL.minusNanos(1));
        assertThat(call).isNotDone();
    }

    @Test
    void anEstimateThatCannotFitFailsAtOnceToo() {
        read("first", null);
        budget.estimate = Duration.ofSeconds(61);
        var call = call("a", null, false, Priority.NORMAL, in(Duration.ofSeconds(60)));

        assertThat(throttled(call).neededWait()).isEqualTo(Duration.ofSeconds(61));
        assertThat(pacer.waiting()).isEqualTo(1);
    }

    @Test
    void anEstimateIsComparedWithWhatIsLeftUntilTheDeadline() {
        read("first", null);
        time.advance(Duration.ofSeconds(5));
        budget.estimate = Duration.ofSeconds(9);
        var call = call("a", null, false, Priority.NORMAL, in(Duration.ofSeconds(8)));

        assertThat(throttled(call).neededWait()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void aWaitThatTurnsOutTooLongFailsThen() {
        read("first", null);
        var call = call("a", null, false, Priority.NORMAL, in(Duration.ofSeconds(15)));
        var longer = call("b", null, false, Priority.NORMAL, in(Duration.ofSeconds(20)));
        time.advance(Duration.ofSeconds(10));

        assertThat(throttled(call).neededWait()).isEqualTo(ScriptedBudget.REFUSAL);
        assertThat(longer).isNotDone();
    }

    @Test
    void anAccountsWaitEndsTheAccountsSendsThatCannotFit() {
        budget.answer = request -> ScriptedBudget.completed(new Admission(Duration.ofSeconds(1), false));
        var other = call("other", "acc_b", true, Priority.NORMAL, in(Duration.ofSeconds(5)));
        var first = send("first", "acc_a");
        var second = call("second", "acc_a", true, Priority.NORMAL, in(Duration.ofSeconds(5)));
        budget.answer = request -> ScriptedBudget.completed(new Admission(ScriptedBudget.REFUSAL, false));
        time.advance(Duration.ofSeconds(1));

        assertThat(throttled(second).neededWait()).isEqualTo(ScriptedBudget.REFUSAL);
        assertThat(throttled(other).neededWait()).isEqualTo(ScriptedBudget.REFUSAL);
        assertThat(first).isNotDone();
    }

    @Test
    void aCallFailsAtItsDeadlineWhateverTheBudgetDoes() {
        budget.answer = request -> new CompletableFuture<>();
        var call = call("a", null, false, Priority.NORMAL, in(Duration.ofSeconds(5)));
        time.advance(Duration.ofSeconds(5).minusNanos(1));
        assertThat(call).isNotDone();

        time.advance(Duration.ofNanos(1));

        assertThat(throttled(call).neededWait()).isEqualTo(Duration.ofMillis(1));
        assertThat(pacer.waiting()).isZero();
    }

    @Test
    void aDeadlineThatHasPassedIsNotEvenAskedFor() {
        budget.places = 1;
        var call = call("a", null, false, Priority.NORMAL, time.nanoTime());

        assertThat(throttled(call).neededWait()).isEqualTo(Duration.ofMillis(1));
        assertThat(budget.asked).isEmpty();
    }

    @Test
    void onlySoManyMayWait() {
        pacer = pacer(PacingOptions.builder().mostWaiting(2));
        read("a", null);
        read("b", null);
        var third = read("c", null);

        assertThat(throttled(third).neededWait()).isZero();
        assertThat(throttled(third))
                .hasMessage("c: no permit is available, and 2 calls are queued already: make fewer concurrent calls, or"
                        + " raise mostWaiting");
        assertThat(pacer.waiting()).isEqualTo(2);
        budget.places = 1;
        time.advance(ScriptedBudget.REFUSAL);
        assertThat(read("d", null)).isNotDone();
        assertThat(throttled(read("e", null)).neededWait()).isZero();
    }

    @Test
    void withNoneWaitingACallGoesOrFails() {
        pacer = pacer(PacingOptions.builder().mostWaiting(0));
        budget.places = 1;

        assertThat(read("a", null)).isCompleted();
        assertThat(throttled(read("b", null)).neededWait()).isZero();
        assertThat(waits).isEmpty();
    }

    @Test
    void thoseThatAreCancelledMakeRoomForOthersToWait() {
        pacer = pacer(PacingOptions.builder().mostWaiting(1));
        Cancellation cancellation = new Cancellation();
        admit("a", cancellation);
        cancellation.cancel(new IllegalStateException("enough"));

        assertThat(read("b", null)).isNotDone();
    }

    @Test
    void aBudgetThatHangsIsNotAskedForMoreThanTenThousand() {
        budget.answer = request -> new CompletableFuture<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(read("a", null)).isNotDone();
        }

        assertThat(throttled(read("b", null)))
                .hasMessageStartingWith("b: no permit is available, and 10000 calls are queued already");
        assertThat(budget.asked).containsExactly("a");
    }

    @Test
    void cancellingEndsTheWaitAtOnce() {
        Cancellation cancellation = new Cancellation();
        var call = admit("a", cancellation);
        IllegalStateException reason = new IllegalStateException("enough");

        cancellation.cancel(reason);

        assertThat(failure(call)).isSameAs(reason);
        assertThat(pacer.waiting()).isZero();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void whatIsCancelledBeforeIsNotAskedFor() {
        Cancellation cancellation = new Cancellation();
        IllegalStateException reason = new IllegalStateException("enough");
        cancellation.cancel(reason);
        budget.places = 1;

        assertThat(failure(admit("a", cancellation))).isSameAs(reason);
        assertThat(budget.asked).isEmpty();
        assertThat(pacer.waiting()).isZero();
    }

    @Test
    void cancellingLaterIsTheNextStepsAffair() {
        budget.places = 1;
        Cancellation cancellation = new Cancellation();
        var call = admit("a", cancellation);
        cancellation.cancel(new IllegalStateException("enough"));

        assertThat(call).isCompleted();
        assertThat(budget.over).isEmpty();
    }

    @Test
    void theNextStepBeginsWithTheTurnAndIsNotReplaced() {
        Cancellation cancellation = new Cancellation();
        List<String> steps = new ArrayList<>();
        var unused = admit("a", cancellation).thenRun(() -> cancellation.during(() -> steps.add("stopped")));
        budget.places = 1;
        time.advance(ScriptedBudget.REFUSAL);

        cancellation.cancel(new IllegalStateException("enough"));

        assertThat(steps).containsExactly("stopped");
    }

    @Test
    void whatIsGrantedTooLateIsGivenBack() {
        CompletableFuture<Admission> slow = new CompletableFuture<>();
        budget.answer = request -> slow;
        Cancellation cancellation = new Cancellation();
        admit("a", cancellation);
        cancellation.cancel(new IllegalStateException("enough"));
        budget.answer = request -> ScriptedBudget.completed(Admission.now());
        assertThat(read("b", null)).isCompleted();

        slow.complete(Admission.now());

        assertThat(budget.over).containsExactly("a unused");
    }

    @Test
    void whatIsRefusedTooLateHoldsNobodyBack() {
        CompletableFuture<Admission> slow = new CompletableFuture<>();
        budget.answer = request -> slow;
        Cancellation cancellation = new Cancellation();
        admit("a", cancellation);
        cancellation.cancel(new IllegalStateException("enough"));
        slow.completeExceptionally(new IllegalStateException("broken"));
        budget.answer = request -> ScriptedBudget.completed(Admission.now());

        assertThat(read("b", null)).isCompleted();
        assertThat(budget.over).isEmpty();
    }

    @Test
    void aTurnThatNobodyWantsIsGivenBack() {
        var call = read("a", null);
        call.cancel(false);
        budget.places = 1;
        time.advance(ScriptedBudget.REFUSAL);

        assertThat(budget.over).containsExactly("a unused");
    }

    @Test
    void whileTheBudgetThinksNobodyIsToldToWait() {
        List<CompletableFuture<Admission>> slow = new ArrayList<>();
        budget.answer = request -> {
            slow.add(new CompletableFuture<>());
            return slow.get(slow.size() - 1);
        };
        var first = read("a", null);
        var second = read("b", null);
        assertThat(budget.asked).containsExactly("a");
        assertThat(waits).isEmpty();

        slow.get(0).complete(Admission.now());
        assertThat(first).isCompleted();
        assertThat(budget.asked).containsExactly("a", "b");
        slow.get(1).complete(new Admission(ScriptedBudget.REFUSAL, true));

        assertThat(second).isNotDone();
        assertThat(waits).containsExactly(ScriptedBudget.REFUSAL);
    }

    @Test
    void aRefusalFromBeforeAnAnswerIsAskedAgain() {
        budget.places = 1;
        read("a", null);
        CompletableFuture<Admission> slow = new CompletableFuture<>();
        budget.answer = request -> slow;
        var second = read("b", null);
        turns.get(0).answered(200, null, null);
        budget.answer = request -> ScriptedBudget.completed(Admission.now());

        slow.complete(new Admission(ScriptedBudget.REFUSAL, true));

        assertThat(second).isCompleted();
    }

    @Test
    void aBudgetThatFailsFailsTheCallThatAsked() {
        IllegalStateException broken = new IllegalStateException("secret");
        budget.answer = request -> {
            throw broken;
        };
        InboxThrottledException thrown = throttled(read("a", null));
        assertThat(thrown).hasMessage("a: the rate limiter failed: java.lang.IllegalStateException");
        assertThat(thrown.getSuppressed()).containsExactly(broken);
        assertThat(thrown.neededWait()).isZero();
        budget.answer = request -> CompletableFuture.failedFuture(broken);
        assertThat(throttled(read("b", null)).getSuppressed()).containsExactly(broken);
        budget.answer = request -> null;
        assertThat(throttled(read("c", null))).hasMessage("c: the rate limiter failed: java.lang.NullPointerException");
        budget.answer = request -> CompletableFuture.completedFuture(null);
        assertThat(throttled(read("d", null))).hasMessage("d: the rate limiter failed: no decision");
        assertThat(pacer.waiting()).isZero();
        budget.answer = request -> ScriptedBudget.completed(Admission.now());
        assertThat(read("e", null)).isCompleted();
    }

    @Test
    void aBudgetThatFailsToListenFailsNothing() {
        Pacer deaf = new Pacer(new Deaf(), PacingOptions.defaults(), time);
        List<Turn> granted = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            var unused = deaf.admit(
                            PacedRequest.of("a", false, null),
                            0,
                            Priority.NORMAL,
                            Pacer.NO_DEADLINE,
                            new Cancellation(),
                            waits::add)
                    .thenAccept(granted::add);
        }
        granted.get(0).answered(200, null, null);
        granted.get(1).unused();

        assertThat(deaf.waiting()).isZero();
    }

    /** Grants all, and throws whatever else is asked or told. */
    private static final class Deaf implements RateBudget {
        @Override
        public CompletionStage<Admission> take(PacedRequest request) {
            return ScriptedBudget.completed(Admission.now());
        }

        @Override
        public void answered(
                PacedRequest request, int status, @Nullable RateLimit figures, @Nullable Duration retryAfter) {
            throw new IllegalStateException("deaf");
        }

        @Override
        public void unused(PacedRequest request) {
            throw new IllegalStateException("deaf");
        }

        @Override
        public List<LimitState> limits() {
            return List.of();
        }
    }

    @Test
    void whatABudgetDoesNotKnowIsNoWait() {
        assertThat(new Deaf().untilFree(PacedRequest.of("a", false, null), 5, 5))
                .isZero();
    }

    @Test
    void aListenerThatFailsStopsNobody() {
        var call = pacer.admit(
                PacedRequest.of("a", false, null), 0, Priority.NORMAL, Pacer.NO_DEADLINE, new Cancellation(), wait -> {
                    throw new IllegalStateException("listener");
                });
        budget.places = 1;
        time.advance(ScriptedBudget.REFUSAL);

        assertThat(call).isCompleted();
    }

    @Test
    void aBudgetIsNotAskedMoreOftenThanEachMillisecond() {
        budget.answer = request -> ScriptedBudget.completed(new Admission(Duration.ofNanos(1), true));
        read("a", null);
        time.advance(Duration.ofMillis(3));

        assertThat(budget.asked).hasSize(4);
        assertThat(waits).containsExactly(Duration.ofMillis(1));
    }

    @Test
    void anAbsurdWaitIsAYear() {
        budget.answer = request -> ScriptedBudget.completed(new Admission(Duration.ofSeconds(Long.MAX_VALUE), true));
        read("a", null);

        assertThat(waits).containsExactly(Duration.ofDays(366));
    }

    @Test
    void aSchedulerThatRefusesFailsThoseWhoWaitAndNobodyElse() {
        RejectedExecutionException refusal = new RejectedExecutionException("shut down");
        AtomicBoolean refuses = new AtomicBoolean(true);
        pacer = new Pacer(budget, PacingOptions.defaults(), new SchedulerOver() {
            @Override
            public InboxScheduler time() {
                return time;
            }

            @Override
            public Future<?> schedule(Runnable task, Duration delay) {
                if (refuses.get()) {
                    throw refusal;
                }
                return time.schedule(task, delay);
            }
        });
        var first = read("a", null);
        assertThat(throttled(first).getSuppressed()).containsExactly(refusal);

        refuses.set(false);
        var second = read("b", null);
        assertThat(second).isNotDone();
        budget.places = 1;
        time.advance(ScriptedBudget.REFUSAL);
        assertThat(second).isCompleted();
    }

    @Test
    void anErrorOfTheBudgetFailsTheCallThatAskedAndNoOther() {
        NoClassDefFoundError error = new NoClassDefFoundError("com/example/Redis");
        budget.answer = request -> {
            throw error;
        };
        assertThat(failure(read("a", null)).getSuppressed()).containsExactly(error);

        budget.answer = request -> ScriptedBudget.completed(Admission.now());
        assertThat(read("b", null)).isCompleted();
    }

    @Test
    void readsAreNotRefusedForSendsThatWaitForMoreThanTheyDo() {
        PacingOptions options = PacingOptions.builder()
                .perMinute(20)
                .sendsPerMinutePerAccount(2)
                .build();
        pacer = new Pacer(RateBudget.inMemory(options, time), options, time);
        for (int i = 0; i < 20; i++) {
            read("before" + i, null);
            turnsAnswered();
        }
        for (int i = 0; i < 100; i++) {
            send("send" + i, "acc_a");
        }

        var read = call("read", "acc_a", false, Priority.NORMAL, in(Duration.ofMinutes(2)));

        assertThat(read).isNotDone();
        time.advance(Duration.ofMinutes(2));
        assertThat(read).isCompleted();
    }

    @Test
    void theSchedulerIsCalledWithoutTheLock() {
        Thread[] other = new Thread[1];
        AtomicBoolean free = new AtomicBoolean();
        pacer = new Pacer(budget, PacingOptions.defaults(), new SchedulerOver() {
            @Override
            public InboxScheduler time() {
                return time;
            }

            @Override
            public Future<?> schedule(Runnable task, Duration delay) {
                other[0] = new Thread(() -> free.set(pacer.waiting() == 1));
                other[0].start();
                try {
                    other[0].join(Duration.ofSeconds(10).toMillis());
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return time.schedule(task, delay);
            }
        });

        read("a", null);

        assertThat(free).isTrue();
    }

    private void turnsAnswered() {
        turns.forEach(turn -> turn.answered(200, null, null));
    }

    @Test
    void tensOfThousandsGoAtOnceWithoutALongStack() {
        pacer = pacer(PacingOptions.builder().mostWaiting(20_000));
        int[] again = {0};
        for (int i = 0; i < 10_000; i++) {
            var unused = read("call", "acc_" + i % 100).thenAccept(turn -> {
                again[0]++;
                turn.answered(200, null, null);
                read("more", null);
            });
        }
        budget.places = 20_000;
        time.advance(ScriptedBudget.REFUSAL);

        assertThat(again[0]).isEqualTo(10_000);
        assertThat(went).hasSize(20_000);
        assertThat(pacer.waiting()).isZero();
    }

    @Test
    void aDeadlineThatIsNearerSetsTheTimerAnew() {
        budget.answer = request -> ScriptedBudget.completed(new Admission(ScriptedBudget.REFUSAL, false));
        send("a", "acc_a");
        budget.answer = request -> new CompletableFuture<>();
        var hurried = call("b", "acc_b", false, Priority.NORMAL, in(Duration.ofSeconds(5)));
        assertThat(time.waiting()).isEqualTo(1);
        time.advance(Duration.ofSeconds(5));

        assertThat(throttled(hurried).neededWait()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void showsTheBudgetsLimits() {
        assertThat(pacer.limits()).isEqualTo(budget.limits());
    }

    private static VirtualTime startedEarlier() {
        VirtualTime time = new VirtualTime();
        time.advance(Duration.ofDays(3));
        return time;
    }

    private Pacer pacer(PacingOptions.Builder options) {
        return new Pacer(budget, options.build(), time);
    }

    private long in(Duration duration) {
        return time.nanoTime() + duration.toNanos();
    }

    private CompletableFuture<Turn> read(String operation, @Nullable String account) {
        return call(operation, account, false, Priority.NORMAL, Pacer.NO_DEADLINE);
    }

    private CompletableFuture<Turn> send(String operation, String account) {
        return call(operation, account, true, Priority.NORMAL, Pacer.NO_DEADLINE);
    }

    private CompletableFuture<Turn> admit(String operation, Cancellation cancellation) {
        return pacer.admit(
                PacedRequest.of(operation, false, null),
                0,
                Priority.NORMAL,
                Pacer.NO_DEADLINE,
                cancellation,
                waits::add);
    }

    private CompletableFuture<Turn> call(
            String operation, @Nullable String account, boolean sends, Priority priority, long deadline) {
        CompletableFuture<Turn> turn = pacer.admit(
                PacedRequest.of(operation, sends, account), 0, priority, deadline, new Cancellation(), waits::add);
        var unused = turn.thenAccept(granted -> {
            went.add(operation);
            turns.add(granted);
        });
        return turn;
    }

    private static InboxThrottledException throttled(CompletableFuture<Turn> call) {
        return (InboxThrottledException) failure(call);
    }

    private static Throwable failure(CompletableFuture<Turn> call) {
        assertThat(call).isCompletedExceptionally();
        try {
            call.join();
            throw new AssertionError("not reached");
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    @Test
    void anErrorOfTheBudgetsBookkeepingFailsNothing() {
        RateBudget broken = new RateBudget() {
            @Override
            public CompletionStage<Admission> take(PacedRequest request) {
                return ScriptedBudget.completed(Admission.now());
            }

            @Override
            public void answered(
                    PacedRequest request, int status, @Nullable RateLimit figures, @Nullable Duration retryAfter) {
                throw new LinkageError("no store");
            }

            @Override
            public void unused(PacedRequest request) {
                throw new LinkageError("no store");
            }

            @Override
            public List<LimitState> limits() {
                return List.of();
            }
        };
        pacer = new Pacer(broken, PacingOptions.defaults(), time);

        read("a", null).join().answered(200, null, null);
        read("b", null).join().unused();

        assertThat(read("c", null)).isCompleted();
    }
}
