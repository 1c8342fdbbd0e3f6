package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.ratelimit.RateLimit;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.ratelimit.RateLimitStatus;
import com.inboxapp.sdk.ratelimit.RateLimitedRequest;
import com.inboxapp.sdk.ratelimit.RateLimiter;
import com.inboxapp.sdk.ratelimit.RateLimiter.Decision;
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

// the tests read results from the lists below, not from the futures
@SuppressWarnings("FutureReturnValueIgnored")
class CallSchedulerTest {
    private final VirtualTime time = startedEarlier();
    private final ScriptedLimiter limiter = new ScriptedLimiter();
    private final List<String> admitted = new ArrayList<>();
    private final List<Permit> permits = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private CallScheduler callScheduler = callScheduler(RateLimitOptions.builder());

    @Test
    void admitsACallImmediatelyWhenAPermitIsAvailable() {
        limiter.places = 1;

        assertThat(read("a", null)).isCompleted();
        assertThat(waits).isEmpty();
        assertThat(time.waiting()).isZero();
        assertThat(callScheduler.waiting()).isZero();
    }

    @Test
    void reportsTheExpectedWaitOnce() {
        var call = read("a", null);

        assertThat(call).isNotDone();
        assertThat(waits).containsExactly(ScriptedLimiter.DENIAL);
        assertThat(callScheduler.waiting()).isEqualTo(1);
        time.advance(ScriptedLimiter.DENIAL.minusNanos(1));
        assertThat(limiter.requested).hasSize(1);
        time.advance(Duration.ofNanos(1));
        assertThat(limiter.requested).hasSize(2);
        limiter.places = 1;
        time.advance(ScriptedLimiter.DENIAL);
        assertThat(call).isCompleted();
        assertThat(waits).hasSize(1);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void countsQueuedCallsInTheEstimate() {
        read("first", null);
        limiter.estimate = Duration.ofSeconds(25);
        read("second", null);

        assertThat(waits).containsExactly(ScriptedLimiter.DENIAL, Duration.ofSeconds(25));
        assertThat(limiter.estimates).containsExactly("first 0 0", "second 1 0");
        assertThat(limiter.requested).containsExactly("first");
    }

    @Test
    void usesOneTimerForAllCalls() {
        for (int i = 0; i < 100; i++) {
            call("call", "acc_" + i % 7, i % 2 == 0, Priority.NORMAL, time.nanoTime() + 60_000_000_000L + i);
        }

        assertThat(time.waiting()).isEqualTo(1);
    }

    @Test
    void admitsAsManyQueuedCallsAsPermitsAllow() {
        for (int i = 0; i < 5; i++) {
            read("call" + i, null);
        }
        limiter.places = 3;
        time.advance(ScriptedLimiter.DENIAL);

        assertThat(admitted).containsExactly("call0", "call1", "call2");
        assertThat(callScheduler.waiting()).isEqualTo(2);
    }

    @Test
    void admitsTheNextCallAfterAResponse() {
        limiter.places = 1;
        read("a", null);
        read("b", null);
        limiter.places = 1;

        permits.get(0).onResponse(200, null, Duration.ofSeconds(3));

        assertThat(admitted).containsExactly("a", "b");
        assertThat(limiter.over).containsExactly("a 200 null PT3S");
    }

    @Test
    void passesAReleasedPermitToTheNextCall() {
        limiter.places = 1;
        read("a", null);
        read("b", null);
        limiter.places = 1;

        permits.get(0).release();

        assertThat(admitted).containsExactly("a", "b");
        assertThat(limiter.over).containsExactly("a unused");
    }

    @Test
    void reportsTheEndOfAPermitOnce() {
        limiter.places = 2;
        read("a", null);
        read("b", null);
        permits.get(0).onResponse(200, null, null);
        permits.get(0).release();
        permits.get(0).onResponse(200, null, null);
        permits.get(1).release();
        permits.get(1).onResponse(200, null, null);
        permits.get(1).release();

        assertThat(limiter.over).containsExactly("a 200 null null", "b unused");
    }

    @Test
    void requestsPermitsAgainForQueuedSendsAfterAResponse() {
        limiter.places = 1;
        send("a", "acc_a");
        limiter.decide = request -> ScriptedLimiter.completed(new Decision(ScriptedLimiter.DENIAL, false));
        send("b", "acc_a");
        read("c", "acc_b");
        assertThat(limiter.requested).containsExactly("a", "b", "c");

        permits.get(0).onResponse(200, null, null);

        assertThat(limiter.requested).containsExactly("a", "b", "c", "b", "c");
    }

    @Test
    void doesNotRequestPermitsAgainAfterAResponseToARead() {
        limiter.places = 1;
        read("a", "acc_a");
        limiter.decide = request -> ScriptedLimiter.completed(new Decision(ScriptedLimiter.DENIAL, false));
        send("b", "acc_a");

        permits.get(0).onResponse(200, null, null);

        assertThat(limiter.requested).containsExactly("a", "b");
    }

    @Test
    void servesAccountsRoundRobin() {
        for (int i = 0; i < 3; i++) {
            read("a" + i, "acc_a");
        }
        read("b0", "acc_b");
        read("b1", "acc_b");
        read("n0", null);
        limiter.places = 10;
        time.advance(ScriptedLimiter.DENIAL);

        assertThat(admitted).containsExactly("a0", "b0", "n0", "a1", "b1", "a2");
    }

    @Test
    void admitsHigherPrioritiesFirst() {
        call("low", "acc_a", false, Priority.LOW, CallScheduler.NO_DEADLINE);
        call("normal", "acc_a", false, Priority.NORMAL, CallScheduler.NO_DEADLINE);
        call("high", "acc_b", false, Priority.HIGH, CallScheduler.NO_DEADLINE);
        call("high again", "acc_a", false, Priority.HIGH, CallScheduler.NO_DEADLINE);
        limiter.places = 10;
        time.advance(ScriptedLimiter.DENIAL);

        assertThat(admitted).containsExactly("high again", "high", "normal", "low");
    }

    @Test
    void limitsOvertakesToTheOption() {
        callScheduler = callScheduler(RateLimitOptions.builder().maxOvertakes(2));
        call("low", null, false, Priority.LOW, CallScheduler.NO_DEADLINE);
        for (int i = 0; i < 5; i++) {
            call("high" + i, null, false, Priority.HIGH, CallScheduler.NO_DEADLINE);
        }
        limiter.places = 10;
        time.advance(ScriptedLimiter.DENIAL);

        assertThat(admitted).containsExactly("high0", "high1", "low", "high2", "high3", "high4");
    }

    @Test
    void aWaitingSendBlocksNoOtherCalls() {
        limiter.decide = request -> ScriptedLimiter.completed(
                request.sends() ? new Decision(ScriptedLimiter.DENIAL, false) : Decision.now());
        var send = send("send", "acc_a");
        read("read", "acc_a");
        send("other", "acc_b");
        send("behind", "acc_a");

        assertThat(admitted).containsExactly("read");
        assertThat(limiter.requested).containsExactly("send", "read", "other");
        assertThat(callScheduler.waiting()).isEqualTo(3);
        limiter.decide = request -> ScriptedLimiter.completed(Decision.now());
        time.advance(ScriptedLimiter.DENIAL);
        assertThat(send).isCompleted();
        assertThat(admitted).containsExactly("read", "send", "other", "behind");
    }

    @Test
    void aDeniedReadBlocksAllCalls() {
        limiter.decide = request -> ScriptedLimiter.completed(new Decision(ScriptedLimiter.DENIAL, false));
        read("read", "acc_a");
        send("send", "acc_a");

        assertThat(limiter.requested).containsExactly("read");
    }

    @Test
    void failsImmediatelyWhenTheWaitExceedsTheDeadline() {
        var call = call("a", null, false, Priority.NORMAL, in(ScriptedLimiter.DENIAL.minusNanos(1)));

        InboxRateLimitException failure = rateLimited(call);
        assertThat(failure.requiredWait()).isEqualTo(ScriptedLimiter.DENIAL);
        assertThat(failure)
                .hasMessage(
                        "a: a permit would be available in PT10S, after the deadline: extend the deadline, or make fewer calls");
        assertThat(failure.operation()).isEqualTo("a");
        assertThat(waits).isEmpty();
        assertThat(callScheduler.waiting()).isZero();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void waitsWhenTheWaitEndsExactlyAtTheDeadline() {
        var call = call("a", null, false, Priority.NORMAL, in(ScriptedLimiter.DENIAL));

        assertThat(waits).containsExactly(ScriptedLimiter.DENIAL);
        limiter.places = 1;
        time.advance(ScriptedLimiter.DENIAL.minusNanos(1));
        assertThat(call).isNotDone();
    }

    @Test
    void failsImmediatelyWhenTheEstimateExceedsTheDeadline() {
        read("first", null);
        limiter.estimate = Duration.ofSeconds(61);
        var call = call("a", null, false, Priority.NORMAL, in(Duration.ofSeconds(60)));

        assertThat(rateLimited(call).requiredWait()).isEqualTo(Duration.ofSeconds(61));
        assertThat(callScheduler.waiting()).isEqualTo(1);
    }

    @Test
    void comparesTheEstimateWithTheTimeLeft() {
        read("first", null);
        time.advance(Duration.ofSeconds(5));
        limiter.estimate = Duration.ofSeconds(9);
        var call = call("a", null, false, Priority.NORMAL, in(Duration.ofSeconds(8)));

        assertThat(rateLimited(call).requiredWait()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void failsAQueuedCallOnceItsWaitExceedsTheDeadline() {
        read("first", null);
        var call = call("a", null, false, Priority.NORMAL, in(Duration.ofSeconds(15)));
        var longer = call("b", null, false, Priority.NORMAL, in(Duration.ofSeconds(20)));
        time.advance(Duration.ofSeconds(10));

        assertThat(rateLimited(call).requiredWait()).isEqualTo(ScriptedLimiter.DENIAL);
        assertThat(longer).isNotDone();
    }

    @Test
    void failsQueuedSendsOfAnAccountThatCannotMeetTheirDeadline() {
        limiter.decide = request -> ScriptedLimiter.completed(new Decision(Duration.ofSeconds(1), false));
        var other = call("other", "acc_b", true, Priority.NORMAL, in(Duration.ofSeconds(5)));
        var first = send("first", "acc_a");
        var second = call("second", "acc_a", true, Priority.NORMAL, in(Duration.ofSeconds(5)));
        limiter.decide = request -> ScriptedLimiter.completed(new Decision(ScriptedLimiter.DENIAL, false));
        time.advance(Duration.ofSeconds(1));

        assertThat(rateLimited(second).requiredWait()).isEqualTo(ScriptedLimiter.DENIAL);
        assertThat(rateLimited(other).requiredWait()).isEqualTo(ScriptedLimiter.DENIAL);
        assertThat(first).isNotDone();
    }

    @Test
    void failsAtTheDeadlineWhenTheLimiterHangs() {
        limiter.decide = request -> new CompletableFuture<>();
        var call = call("a", null, false, Priority.NORMAL, in(Duration.ofSeconds(5)));
        time.advance(Duration.ofSeconds(5).minusNanos(1));
        assertThat(call).isNotDone();

        time.advance(Duration.ofNanos(1));

        assertThat(rateLimited(call).requiredWait()).isEqualTo(Duration.ofMillis(1));
        assertThat(callScheduler.waiting()).isZero();
    }

    @Test
    void doesNotRequestAPermitAfterTheDeadline() {
        limiter.places = 1;
        var call = call("a", null, false, Priority.NORMAL, time.nanoTime());

        assertThat(rateLimited(call).requiredWait()).isEqualTo(Duration.ofMillis(1));
        assertThat(limiter.requested).isEmpty();
    }

    @Test
    void rejectsCallsBeyondMaxQueuedCalls() {
        callScheduler = callScheduler(RateLimitOptions.builder().maxQueuedCalls(2));
        read("a", null);
        read("b", null);
        var third = read("c", null);

        assertThat(rateLimited(third).requiredWait()).isZero();
        assertThat(rateLimited(third))
                .hasMessage("c: no permit is available, and 2 calls are queued already: make fewer concurrent calls, or"
                        + " raise maxQueuedCalls");
        assertThat(callScheduler.waiting()).isEqualTo(2);
        limiter.places = 1;
        time.advance(ScriptedLimiter.DENIAL);
        assertThat(read("d", null)).isNotDone();
        assertThat(rateLimited(read("e", null)).requiredWait()).isZero();
    }

    @Test
    void admitsOrFailsImmediatelyWithoutAQueue() {
        callScheduler = callScheduler(RateLimitOptions.builder().maxQueuedCalls(0));
        limiter.places = 1;

        assertThat(read("a", null)).isCompleted();
        assertThat(rateLimited(read("b", null)).requiredWait()).isZero();
        assertThat(waits).isEmpty();
    }

    @Test
    void aCancelledCallFreesItsPlaceInTheQueue() {
        callScheduler = callScheduler(RateLimitOptions.builder().maxQueuedCalls(1));
        Cancellation cancellation = new Cancellation();
        admit("a", cancellation);
        cancellation.cancel(new IllegalStateException("enough"));

        assertThat(read("b", null)).isNotDone();
    }

    @Test
    void requestsOnePermitAtATimeFromAHangingLimiter() {
        limiter.decide = request -> new CompletableFuture<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(read("a", null)).isNotDone();
        }

        assertThat(rateLimited(read("b", null)))
                .hasMessageStartingWith("b: no permit is available, and 10000 calls are queued already");
        assertThat(limiter.requested).containsExactly("a");
    }

    @Test
    void cancellationEndsTheWaitImmediately() {
        Cancellation cancellation = new Cancellation();
        var call = admit("a", cancellation);
        IllegalStateException reason = new IllegalStateException("enough");

        cancellation.cancel(reason);

        assertThat(failure(call)).isSameAs(reason);
        assertThat(callScheduler.waiting()).isZero();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void doesNotRequestAPermitForACancelledCall() {
        Cancellation cancellation = new Cancellation();
        IllegalStateException reason = new IllegalStateException("enough");
        cancellation.cancel(reason);
        limiter.places = 1;

        assertThat(failure(admit("a", cancellation))).isSameAs(reason);
        assertThat(limiter.requested).isEmpty();
        assertThat(callScheduler.waiting()).isZero();
    }

    @Test
    void ignoresCancellationAfterAdmission() {
        limiter.places = 1;
        Cancellation cancellation = new Cancellation();
        var call = admit("a", cancellation);
        cancellation.cancel(new IllegalStateException("enough"));

        assertThat(call).isCompleted();
        assertThat(limiter.over).isEmpty();
    }

    @Test
    void keepsTheNextStepsCancellationHook() {
        Cancellation cancellation = new Cancellation();
        List<String> steps = new ArrayList<>();
        var unused = admit("a", cancellation).thenRun(() -> cancellation.during(() -> steps.add("stopped")));
        limiter.places = 1;
        time.advance(ScriptedLimiter.DENIAL);

        cancellation.cancel(new IllegalStateException("enough"));

        assertThat(steps).containsExactly("stopped");
    }

    @Test
    void releasesAPermitGrantedAfterCancellation() {
        CompletableFuture<Decision> slow = new CompletableFuture<>();
        limiter.decide = request -> slow;
        Cancellation cancellation = new Cancellation();
        admit("a", cancellation);
        cancellation.cancel(new IllegalStateException("enough"));
        limiter.decide = request -> ScriptedLimiter.completed(Decision.now());
        assertThat(read("b", null)).isCompleted();

        slow.complete(Decision.now());

        assertThat(limiter.over).containsExactly("a unused");
    }

    @Test
    void ignoresAFailureAfterCancellation() {
        CompletableFuture<Decision> slow = new CompletableFuture<>();
        limiter.decide = request -> slow;
        Cancellation cancellation = new Cancellation();
        admit("a", cancellation);
        cancellation.cancel(new IllegalStateException("enough"));
        slow.completeExceptionally(new IllegalStateException("broken"));
        limiter.decide = request -> ScriptedLimiter.completed(Decision.now());

        assertThat(read("b", null)).isCompleted();
        assertThat(limiter.over).isEmpty();
    }

    @Test
    void releasesThePermitOfACancelledFuture() {
        var call = read("a", null);
        call.cancel(false);
        limiter.places = 1;
        time.advance(ScriptedLimiter.DENIAL);

        assertThat(limiter.over).containsExactly("a unused");
    }

    @Test
    void reportsNoWaitBeforeTheLimiterDecides() {
        List<CompletableFuture<Decision>> slow = new ArrayList<>();
        limiter.decide = request -> {
            slow.add(new CompletableFuture<>());
            return slow.get(slow.size() - 1);
        };
        var first = read("a", null);
        var second = read("b", null);
        assertThat(limiter.requested).containsExactly("a");
        assertThat(waits).isEmpty();

        slow.get(0).complete(Decision.now());
        assertThat(first).isCompleted();
        assertThat(limiter.requested).containsExactly("a", "b");
        slow.get(1).complete(new Decision(ScriptedLimiter.DENIAL, true));

        assertThat(second).isNotDone();
        assertThat(waits).containsExactly(ScriptedLimiter.DENIAL);
    }

    @Test
    void requestsAPermitAgainWhenAResponsePrecedesTheDenial() {
        limiter.places = 1;
        read("a", null);
        CompletableFuture<Decision> slow = new CompletableFuture<>();
        limiter.decide = request -> slow;
        var second = read("b", null);
        permits.get(0).onResponse(200, null, null);
        limiter.decide = request -> ScriptedLimiter.completed(Decision.now());

        slow.complete(new Decision(ScriptedLimiter.DENIAL, true));

        assertThat(second).isCompleted();
    }

    @Test
    void failsTheCallWhenTheLimiterFails() {
        IllegalStateException broken = new IllegalStateException("secret");
        limiter.decide = request -> {
            throw broken;
        };
        InboxRateLimitException thrown = rateLimited(read("a", null));
        assertThat(thrown).hasMessage("a: the rate limiter failed: java.lang.IllegalStateException");
        assertThat(thrown.getSuppressed()).containsExactly(broken);
        assertThat(thrown.requiredWait()).isZero();
        limiter.decide = request -> CompletableFuture.failedFuture(broken);
        assertThat(rateLimited(read("b", null)).getSuppressed()).containsExactly(broken);
        limiter.decide = request -> null;
        assertThat(rateLimited(read("c", null)))
                .hasMessage("c: the rate limiter failed: java.lang.NullPointerException");
        limiter.decide = request -> CompletableFuture.completedFuture(null);
        assertThat(rateLimited(read("d", null))).hasMessage("d: the rate limiter failed: no decision");
        assertThat(callScheduler.waiting()).isZero();
        limiter.decide = request -> ScriptedLimiter.completed(Decision.now());
        assertThat(read("e", null)).isCompleted();
    }

    @Test
    void ignoresLimiterFailuresInOnResponseAndRelease() {
        CallScheduler scheduler = new CallScheduler(new FailingCallbacks(), RateLimitOptions.defaults(), time);
        List<Permit> granted = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            var unused = scheduler
                    .admit(
                            RateLimitedRequest.of("a", false, null),
                            0,
                            Priority.NORMAL,
                            CallScheduler.NO_DEADLINE,
                            new Cancellation(),
                            waits::add)
                    .thenAccept(granted::add);
        }
        granted.get(0).onResponse(200, null, null);
        granted.get(1).release();

        assertThat(scheduler.waiting()).isZero();
    }

    /** Grants every permit and throws from {@code onResponse} and {@code release}. */
    private static final class FailingCallbacks implements RateLimiter {
        @Override
        public CompletionStage<Decision> tryAcquire(RateLimitedRequest request) {
            return ScriptedLimiter.completed(Decision.now());
        }

        @Override
        public void onResponse(
                RateLimitedRequest request, int status, @Nullable RateLimit figures, @Nullable Duration retryAfter) {
            throw new IllegalStateException("broken");
        }

        @Override
        public void release(RateLimitedRequest request) {
            throw new IllegalStateException("broken");
        }

        @Override
        public List<RateLimitStatus> rateLimits() {
            return List.of();
        }
    }

    @Test
    void estimatesNoWaitByDefault() {
        assertThat(new FailingCallbacks().untilFree(RateLimitedRequest.of("a", false, null), 5, 5))
                .isZero();
    }

    @Test
    void admitsTheCallWhenTheWaitListenerFails() {
        var call = callScheduler.admit(
                RateLimitedRequest.of("a", false, null),
                0,
                Priority.NORMAL,
                CallScheduler.NO_DEADLINE,
                new Cancellation(),
                wait -> {
                    throw new IllegalStateException("listener");
                });
        limiter.places = 1;
        time.advance(ScriptedLimiter.DENIAL);

        assertThat(call).isCompleted();
    }

    @Test
    void requestsPermitsAtMostOncePerMillisecond() {
        limiter.decide = request -> ScriptedLimiter.completed(new Decision(Duration.ofNanos(1), true));
        read("a", null);
        time.advance(Duration.ofMillis(3));

        assertThat(limiter.requested).hasSize(4);
        assertThat(waits).containsExactly(Duration.ofMillis(1));
    }

    @Test
    void capsAWaitAtAYear() {
        limiter.decide = request -> ScriptedLimiter.completed(new Decision(Duration.ofSeconds(Long.MAX_VALUE), true));
        read("a", null);

        assertThat(waits).containsExactly(Duration.ofDays(366));
    }

    @Test
    void failsQueuedCallsWhenTheSchedulerRejectsTheTimer() {
        RejectedExecutionException rejection = new RejectedExecutionException("shut down");
        AtomicBoolean rejects = new AtomicBoolean(true);
        callScheduler = new CallScheduler(limiter, RateLimitOptions.defaults(), new DelegatingScheduler() {
            @Override
            public InboxScheduler time() {
                return time;
            }

            @Override
            public Future<?> schedule(Runnable task, Duration delay) {
                if (rejects.get()) {
                    throw rejection;
                }
                return time.schedule(task, delay);
            }
        });
        var first = read("a", null);
        assertThat(rateLimited(first).getSuppressed()).containsExactly(rejection);

        rejects.set(false);
        var second = read("b", null);
        assertThat(second).isNotDone();
        limiter.places = 1;
        time.advance(ScriptedLimiter.DENIAL);
        assertThat(second).isCompleted();
    }

    @Test
    void failsOnlyTheRequestingCallOnAnErrorOfTheLimiter() {
        NoClassDefFoundError error = new NoClassDefFoundError("com/example/Redis");
        limiter.decide = request -> {
            throw error;
        };
        assertThat(failure(read("a", null)).getSuppressed()).containsExactly(error);

        limiter.decide = request -> ScriptedLimiter.completed(Decision.now());
        assertThat(read("b", null)).isCompleted();
    }

    @Test
    void doesNotRejectReadsBecauseOfQueuedSends() {
        RateLimitOptions options = RateLimitOptions.builder()
                .perMinute(20)
                .sendsPerMinutePerAccount(2)
                .build();
        callScheduler = new CallScheduler(RateLimiter.inMemory(options, time::now, time::nanoTime), options, time);
        for (int i = 0; i < 20; i++) {
            read("before" + i, null);
            completePermits();
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
    void callsTheSchedulerWithoutHoldingTheLock() {
        Thread[] other = new Thread[1];
        AtomicBoolean free = new AtomicBoolean();
        callScheduler = new CallScheduler(limiter, RateLimitOptions.defaults(), new DelegatingScheduler() {
            @Override
            public InboxScheduler time() {
                return time;
            }

            @Override
            public Future<?> schedule(Runnable task, Duration delay) {
                other[0] = new Thread(() -> free.set(callScheduler.waiting() == 1));
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

    private void completePermits() {
        permits.forEach(permit -> permit.onResponse(200, null, null));
    }

    @Test
    void admitsThousandsOfCallsWithoutDeepRecursion() {
        callScheduler = callScheduler(RateLimitOptions.builder().maxQueuedCalls(20_000));
        int[] again = {0};
        for (int i = 0; i < 10_000; i++) {
            var unused = read("call", "acc_" + i % 100).thenAccept(permit -> {
                again[0]++;
                permit.onResponse(200, null, null);
                read("more", null);
            });
        }
        limiter.places = 20_000;
        time.advance(ScriptedLimiter.DENIAL);

        assertThat(again[0]).isEqualTo(10_000);
        assertThat(admitted).hasSize(20_000);
        assertThat(callScheduler.waiting()).isZero();
    }

    @Test
    void reschedulesTheTimerForAnEarlierDeadline() {
        limiter.decide = request -> ScriptedLimiter.completed(new Decision(ScriptedLimiter.DENIAL, false));
        send("a", "acc_a");
        limiter.decide = request -> new CompletableFuture<>();
        var withDeadline = call("b", "acc_b", false, Priority.NORMAL, in(Duration.ofSeconds(5)));
        assertThat(time.waiting()).isEqualTo(1);
        time.advance(Duration.ofSeconds(5));

        assertThat(rateLimited(withDeadline).requiredWait()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void returnsTheLimitersLimits() {
        assertThat(callScheduler.rateLimits()).isEqualTo(limiter.rateLimits());
    }

    private static VirtualTime startedEarlier() {
        VirtualTime time = new VirtualTime();
        time.advance(Duration.ofDays(3));
        return time;
    }

    private CallScheduler callScheduler(RateLimitOptions.Builder options) {
        return new CallScheduler(limiter, options.build(), time);
    }

    private long in(Duration duration) {
        return time.nanoTime() + duration.toNanos();
    }

    private CompletableFuture<Permit> read(String operation, @Nullable String account) {
        return call(operation, account, false, Priority.NORMAL, CallScheduler.NO_DEADLINE);
    }

    private CompletableFuture<Permit> send(String operation, String account) {
        return call(operation, account, true, Priority.NORMAL, CallScheduler.NO_DEADLINE);
    }

    private CompletableFuture<Permit> admit(String operation, Cancellation cancellation) {
        return callScheduler.admit(
                RateLimitedRequest.of(operation, false, null),
                0,
                Priority.NORMAL,
                CallScheduler.NO_DEADLINE,
                cancellation,
                waits::add);
    }

    private CompletableFuture<Permit> call(
            String operation, @Nullable String account, boolean sends, Priority priority, long deadline) {
        CompletableFuture<Permit> permit = callScheduler.admit(
                RateLimitedRequest.of(operation, sends, account),
                0,
                priority,
                deadline,
                new Cancellation(),
                waits::add);
        var unused = permit.thenAccept(granted -> {
            admitted.add(operation);
            permits.add(granted);
        });
        return permit;
    }

    private static InboxRateLimitException rateLimited(CompletableFuture<Permit> call) {
        return (InboxRateLimitException) failure(call);
    }

    private static Throwable failure(CompletableFuture<Permit> call) {
        assertThat(call).isCompletedExceptionally();
        try {
            call.join();
            throw new AssertionError("not reached");
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    @Test
    void ignoresLimiterErrorsInOnResponseAndRelease() {
        RateLimiter broken = new RateLimiter() {
            @Override
            public CompletionStage<Decision> tryAcquire(RateLimitedRequest request) {
                return ScriptedLimiter.completed(Decision.now());
            }

            @Override
            public void onResponse(
                    RateLimitedRequest request,
                    int status,
                    @Nullable RateLimit figures,
                    @Nullable Duration retryAfter) {
                throw new LinkageError("no store");
            }

            @Override
            public void release(RateLimitedRequest request) {
                throw new LinkageError("no store");
            }

            @Override
            public List<RateLimitStatus> rateLimits() {
                return List.of();
            }
        };
        callScheduler = new CallScheduler(broken, RateLimitOptions.defaults(), time);

        read("a", null).join().onResponse(200, null, null);
        read("b", null).join().release();

        assertThat(read("c", null)).isCompleted();
    }
}
