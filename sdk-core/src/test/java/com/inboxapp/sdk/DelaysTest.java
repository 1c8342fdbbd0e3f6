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
    void itEndsWhenTheTimeIsOver() {
        CompletableFuture<Void> pause = client.pause("events.follow", MINUTE);

        time.advance(MINUTE.minusNanos(1));
        assertThat(pause).isNotDone();
        time.advance(Duration.ofNanos(1));

        assertThat(pause).isCompletedWithValue(null);
    }

    @Test
    void closingTheClientEndsIt() {
        CompletableFuture<Void> pause = client.pause("events.follow", MINUTE);

        client.close();

        assertThatThrownBy(pause::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(InboxClosedException.class)
                .hasMessageContaining("events.follow");
        assertThat(time.waiting()).isZero();
        assertThat(client.pause("events.follow", MINUTE)).isCompletedExceptionally();
    }

    @Test
    void cancellingItLeavesNoTimer() {
        client.pause("events.follow", MINUTE).cancel(false);

        assertThat(time.waiting()).isZero();
    }

    @Test
    void itEndsWithTheParentOfADerivedClientToo() {
        try (InboxClient derived = client.toBuilder().build()) {
            CompletableFuture<Void> pause = derived.pause("events.follow", MINUTE);

            client.close();

            assertThat(pause).isCompletedExceptionally();
        }
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new RejectedExecutionException("shut down"), new NoSuchFieldError("x"), new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aSchedulerThatFailsEndsItWithAnExceptionOfTheSdkAndLeavesNothing(Throwable failure) {
        InFlightCalls calls = new InFlightCalls(null);
        AtomicInteger ends = new AtomicInteger();
        InboxScheduler failing = new Over(time, failure, null);

        CompletableFuture<Void> pause = Delays.of("events.follow", MINUTE, failing, calls);
        var unused = pause.whenComplete((value, thrown) -> ends.incrementAndGet());

        assertThatThrownBy(pause::join)
                .cause()
                .isInstanceOf(InboxConnectionException.class)
                .hasMessageStartingWith("events.follow: ")
                .hasCause(failure);
        assertThat(ends).hasValue(1);
        assertThat(calls.size()).isZero();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aTimerThatCannotBeStoppedKeepsNeitherItNorTheClientFromEnding(Throwable failure) {
        InFlightCalls calls = new InFlightCalls(null);
        InboxScheduler failing = new Over(time, null, failure);
        CompletableFuture<Void> first = Delays.of("events.follow", MINUTE, failing, calls);
        CompletableFuture<Void> second = Delays.of("events.follow", MINUTE, failing, calls);

        calls.close();

        for (CompletableFuture<Void> pause : List.of(first, second)) {
            assertThatThrownBy(pause::join).hasCauseInstanceOf(InboxClosedException.class);
        }
        assertThat(calls.size()).isZero();
        assertThat(Warnings.takenTexts()).containsOnly("a timer was not stopped");
    }

    /** Fails to begin a timer, or to stop it. */
    private record Over(
            InboxScheduler time,
            @Nullable Throwable schedule,
            @Nullable Throwable cancel) implements SchedulerOver {
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
    void aNegativeWaitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.pause("events.follow", Duration.ofNanos(-1)))
                .withMessageContaining("wait");
    }
}
