package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Duration ALMOST = WAIT.minusNanos(1);

    private final VirtualTime time = new VirtualTime();
    private final Cancellation cancellation = new Cancellation();
    private final CancellationException reason = new CancellationException("first");
    private final List<String> seen = new ArrayList<>();

    private void pause() {
        cancellation.pause(
                time, WAIT, () -> seen.add("next"), because -> seen.add(String.valueOf(because.getMessage())));
    }

    @Test
    void hasNoReasonBeforeTheEnd() {
        assertThat(cancellation.reason()).isNull();
    }

    @Test
    void keepsTheFirstReason() {
        cancellation.cancel(reason);
        cancellation.cancel(new CancellationException("second"));

        assertThat(cancellation.reason()).isSameAs(reason);
    }

    @Test
    void notifiesTheCurrentStepOnce() {
        cancellation.during(() -> seen.add("notified"));
        assertThat(seen).isEmpty();

        cancellation.cancel(reason);
        cancellation.cancel(reason);

        assertThat(seen).containsExactly("notified");
    }

    @Test
    void doesNotNotifyAReplacedStep() {
        cancellation.during(() -> seen.add("earlier"));
        cancellation.during(() -> seen.add("later"));

        cancellation.cancel(reason);

        assertThat(seen).containsExactly("later");
    }

    @Test
    void notifiesStepsThatStartAfterTheEndImmediately() {
        cancellation.cancel(reason);

        cancellation.during(() -> seen.add("one"));
        cancellation.during(() -> seen.add("two"));

        assertThat(seen).containsExactly("one", "two");
    }

    @Test
    void setsTheReasonBeforeNotifyingAStep() {
        List<Throwable> reasons = new ArrayList<>();
        cancellation.during(() -> reasons.add(cancellation.reason()));

        cancellation.cancel(reason);
        cancellation.during(() -> reasons.add(cancellation.reason()));

        assertThat(reasons).containsExactly(reason, reason);
    }

    @Test
    void allowsAStepToStartAnotherWhenNotified() {
        cancellation.during(() -> cancellation.during(() -> seen.add("inner")));

        cancellation.cancel(reason);

        assertThat(seen).containsExactly("inner");
    }

    @Test
    void resumesAPauseAfterItsDelay() {
        pause();
        time.advance(ALMOST);
        assertThat(seen).isEmpty();

        time.advance(Duration.ofNanos(1));

        assertThat(seen).containsExactly("next");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void stopsTheTimerOfACancelledPause() {
        pause();
        assertThat(time.waiting()).isOne();

        cancellation.cancel(reason);

        assertThat(seen).containsExactly("first");
        assertThat(time.waiting()).isZero();
        time.advance(WAIT);
        assertThat(seen).containsExactly("first");
    }

    @Test
    void doesNotWaitInAPauseAfterTheEnd() {
        cancellation.cancel(reason);

        cancellation.pause(
                new Hooked(() -> seen.add("scheduled")),
                WAIT,
                () -> seen.add("next"),
                because -> seen.add("cancelled"));

        assertThat(seen).containsExactly("cancelled");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void ignoresCancellationAfterThePause() {
        pause();
        time.advance(WAIT);

        cancellation.cancel(reason);

        assertThat(seen).containsExactly("next");
        assertThat(cancellation.reason()).isSameAs(reason);
    }

    @Test
    void replacesThePreviousStepByAPause() {
        cancellation.during(() -> seen.add("step"));
        pause();

        cancellation.cancel(reason);

        assertThat(seen).containsExactly("first");
    }

    @Test
    void stopsTheTimerWhenCancelledWhileItIsSet() {
        cancellation.pause(
                new Hooked(() -> cancellation.cancel(reason)),
                WAIT,
                () -> seen.add("next"),
                because -> seen.add("cancelled"));

        assertThat(seen).containsExactly("cancelled");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void resumesOnceWhenTheTimerRunsImmediately() {
        cancellation.pause(
                new Hooked(() -> time.advance(WAIT)), WAIT, () -> seen.add("next"), because -> seen.add("cancelled"));

        assertThat(seen).containsExactly("next");
        cancellation.cancel(reason);
        assertThat(seen).containsExactly("next");
    }

    @Test
    void propagatesAnExceptionOfTheScheduler() {
        InboxScheduler failing = new Hooked(() -> {
            throw new IllegalStateException("refused");
        });

        assertThatIllegalStateException()
                .isThrownBy(() ->
                        cancellation.pause(failing, WAIT, () -> seen.add("next"), because -> seen.add("cancelled")))
                .withMessage("refused");
    }

    @Test
    void acceptsOneReasonOfConcurrentCancellations() throws InterruptedException {
        for (int i = 0; i < 2_500; i++) {
            Cancellation both = new Cancellation();
            AtomicInteger notified = new AtomicInteger();
            both.during(notified::incrementAndGet);

            Race.of(() -> both.cancel(reason), () -> both.cancel(new CancellationException("other")));

            assertThat(notified).hasValue(1);
        }
    }

    @Test
    void notifiesAStepOnceThatStartsDuringCancellation() throws InterruptedException {
        for (int i = 0; i < 2_500; i++) {
            Cancellation both = new Cancellation();
            AtomicInteger notified = new AtomicInteger();

            Race.of(() -> both.cancel(reason), () -> both.during(notified::incrementAndGet));

            assertThat(notified).hasValue(1);
        }
    }

    @Test
    void resumesOrCancelsAPauseThatIsCancelledAtItsEnd() throws InterruptedException {
        for (int i = 0; i < 2_500; i++) {
            Cancellation both = new Cancellation();
            AtomicInteger next = new AtomicInteger();
            AtomicInteger cancelled = new AtomicInteger();
            both.pause(time, WAIT, next::incrementAndGet, because -> cancelled.incrementAndGet());

            Race.of(() -> both.cancel(reason), time::advanceToNext);

            assertThat(next.get() + cancelled.get()).isOne();
            assertThat(time.waiting()).isZero();
        }
    }

    @Test
    void cancelsAPauseThatStartsDuringCancellation() throws InterruptedException {
        for (int i = 0; i < 2_500; i++) {
            Cancellation both = new Cancellation();
            AtomicInteger next = new AtomicInteger();
            AtomicInteger cancelled = new AtomicInteger();

            Race.of(
                    () -> both.cancel(reason),
                    () -> both.pause(time, WAIT, next::incrementAndGet, because -> cancelled.incrementAndGet()));

            assertThat(cancelled).hasValue(1);
            assertThat(time.waiting()).isZero();
            assertThat(next).hasValue(0);
        }
    }

    /** Runs a hook after scheduling a task, before {@code schedule} returns. */
    private final class Hooked implements DelegatingScheduler {
        private final Runnable hook;

        Hooked(Runnable hook) {
            this.hook = hook;
        }

        @Override
        public InboxScheduler time() {
            return time;
        }

        @Override
        public Future<?> schedule(Runnable task, Duration delay) {
            Future<?> timer = time.schedule(task, delay);
            hook.run();
            return timer;
        }
    }

    @Test
    void resumesOnceWhenTheTimerRunsBeforeScheduleReturns() {
        cancellation.pause(
                new Hooked(() ->
                        CompletableFuture.runAsync(() -> time.advance(WAIT)).join()),
                WAIT,
                () -> seen.add("next"),
                because -> seen.add("cancelled"));

        assertThat(seen).containsExactly("next");
    }
}
