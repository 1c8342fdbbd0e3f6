package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.inboxapp.sdk.testing.Warnings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DelaysTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();
    private final InboxClient client =
            InboxClient.builder().apiToken("t").scheduler(time).build();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void completesAfterTheDelay() {
        CompletableFuture<Void> delay = client.pause("events.follow", MINUTE);

        time.advance(MINUTE.minusNanos(1));
        assertThat(delay).isNotDone();
        time.advance(Duration.ofNanos(1));

        assertThat(delay).isCompletedWithValue(null);
    }

    @Test
    void failsWhenTheClientIsClosed() {
        CompletableFuture<Void> delay = client.pause("events.follow", MINUTE);

        client.close();

        assertThatThrownBy(delay::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(InboxClosedException.class)
                .hasMessageContaining("events.follow");
        assertThat(time.waiting()).isZero();
        assertThat(client.pause("events.follow", MINUTE)).isCompletedExceptionally();
    }

    @Test
    void leavesNoTimerWhenCancelled() {
        client.pause("events.follow", MINUTE).cancel(false);

        assertThat(time.waiting()).isZero();
    }

    @Test
    void failsWhenTheParentClientIsClosed() {
        try (InboxClient derived = client.toBuilder().build()) {
            CompletableFuture<Void> delay = derived.pause("events.follow", MINUTE);

            client.close();

            assertThat(delay).isCompletedExceptionally();
        }
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new RejectedExecutionException("shut down"), new NoSuchFieldError("x"), new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failsWithAnSdkExceptionWhenTheSchedulerFails(Throwable failure) {
        InFlightCalls calls = new InFlightCalls(null);
        AtomicInteger ends = new AtomicInteger();
        InboxScheduler failing = new FailingScheduler(time, failure, null);

        CompletableFuture<Void> delay = Delays.of("events.follow", MINUTE, failing, calls);
        var unused = delay.whenComplete((value, thrown) -> ends.incrementAndGet());

        assertThatThrownBy(delay::join)
                .cause()
                .isInstanceOf(InboxConnectionException.class)
                .hasMessageStartingWith("events.follow: ")
                .hasCause(failure);
        assertThat(ends).hasValue(1);
        assertThat(calls.size()).isZero();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void endsDespiteATimerThatCannotBeStopped(Throwable failure) {
        InFlightCalls calls = new InFlightCalls(null);
        InboxScheduler failing = new FailingScheduler(time, null, failure);
        CompletableFuture<Void> first = Delays.of("events.follow", MINUTE, failing, calls);
        CompletableFuture<Void> second = Delays.of("events.follow", MINUTE, failing, calls);

        calls.close();

        for (CompletableFuture<Void> delay : List.of(first, second)) {
            assertThatThrownBy(delay::join).hasCauseInstanceOf(InboxClosedException.class);
        }
        assertThat(calls.size()).isZero();
        assertThat(Warnings.takenTexts()).containsOnly("a timer was not stopped");
    }

    /** A scheduler that fails to start or to stop a timer. */
    private record FailingScheduler(
            InboxScheduler time,
            @Nullable Throwable schedule,
            @Nullable Throwable cancel) implements DelegatingScheduler {
        @Override
        public Future<?> schedule(Runnable task, Duration delay) {
            if (schedule != null) {
                Faults.raise(schedule);
            }
            return new CompletableFuture<Object>() {
                @Override
                public boolean cancel(boolean interrupt) {
                    return Faults.<Boolean, RuntimeException>raise(Objects.requireNonNull(cancel));
                }
            };
        }
    }

    @Test
    void rejectsANegativeDelay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.pause("events.follow", Duration.ofNanos(-1)))
                .withMessageContaining("wait");
    }
}
