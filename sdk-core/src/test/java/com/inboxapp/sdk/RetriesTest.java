package com.inboxapp.sdk;

import static com.inboxapp.sdk.Repeats.lost;
import static com.inboxapp.sdk.Repeats.status;
import static com.inboxapp.sdk.Repeats.truncated;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration NANO = Duration.ofNanos(1);

    private final Repeats repeats = new Repeats();

    private static RetryPolicy policy(int attempts, Duration base, Duration max) {
        return new RetryPolicy(attempts, base, max, DAY);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    @Test
    void waitsDoubleFromTheBaseDelay() {
        repeats.policy = policy(6, Repeats.BASE, DAY);

        repeats.thenAlways(6, status(500)).attempts();

        assertThat(repeats.waits()).containsExactly(seconds(0.5), seconds(1), seconds(2), seconds(4), seconds(8));
        assertThat(repeats.started)
                .containsExactly(Duration.ZERO, seconds(0.5), seconds(1.5), seconds(3.5), seconds(7.5), seconds(15.5));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.25, 250", "0.5, 500", "0.999, 999"})
    void usesFullJitter(double random, long millis) {
        repeats.random = random;

        repeats.then(lost(), status(200)).attempts();

        assertThat(repeats.waits()).containsExactly(Duration.ofMillis(millis));
    }

    @Test
    void capsWaitsAtTheMaxDelay() {
        repeats.random = 1;
        repeats.policy = policy(6, Repeats.BASE, Duration.ofSeconds(5));

        repeats.thenAlways(6, status(500)).attempts();

        assertThat(repeats.waits()).containsExactly(seconds(1), seconds(2), seconds(4), seconds(5), seconds(5));
    }

    @Test
    void appliesAMaxDelayBelowTheBaseDelay() {
        repeats.random = 1;
        repeats.policy = policy(2, Repeats.BASE, Duration.ofMillis(10));

        repeats.then(status(500), status(200)).attempts();

        assertThat(repeats.waits()).containsExactly(Duration.ofMillis(10));
    }

    @Test
    void doesNotOverflowInAHundredAttempts() {
        repeats.random = 1;
        repeats.policy = policy(100, NANO, DAY);

        assertThat(repeats.thenAlways(101, status(429)).attempts()).isEqualTo(100);

        assertThat(repeats.remaining()).isOne();
        assertThat(repeats.waits())
                .containsExactlyElementsOf(IntStream.range(0, 99)
                        .mapToObj(n -> Duration.ofNanos(1L << Math.min(n, 40)))
                        .toList());
    }

    @Test
    void doesNotOverflowWithAHugeBaseDelay() {
        repeats.random = 0.25;
        repeats.policy = policy(4, Durations.FOREVER, Durations.FOREVER);

        assertThat(repeats.thenAlways(5, status(429)).attempts()).isEqualTo(4);

        Duration quarter = Duration.ofDays(9_125);
        assertThat(repeats.waits()).containsExactly(quarter, quarter, quarter);
    }

    @Test
    void retriesImmediatelyWithoutADelay() {
        repeats.policy = policy(3, Duration.ZERO, DAY);

        repeats.then(status(500), status(500), status(200)).attempts();

        assertThat(repeats.waits()).containsExactly(Duration.ZERO, Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "1, 1.5", "9, 9.5", "10, 10.5", "11, 11.55", "20, 21", "100, 105"})
    void addsJitterOfATenthOrTheBaseDelayToRetryAfter(String hint, double seconds) {
        repeats.then(status(429, "Retry-After", hint), status(200)).attempts();

        assertThat(repeats.waits()).containsExactly(seconds(seconds));
    }

    @Test
    void doesNotIncreaseARetryAfter() {
        String[] hint = {"Retry-After", "3"};

        repeats.then(status(503, hint), status(503, hint), status(503, hint), status(503, hint))
                .attempts();

        assertThat(repeats.waits()).containsExactly(seconds(3.5), seconds(3.5), seconds(3.5));
    }

    @Test
    void continuesWithTheDelayOfTheAttemptAfterARetryAfter() {
        repeats.then(status(503, "Retry-After", "3"), status(503), lost(), status(200))
                .attempts();

        assertThat(repeats.waits()).containsExactly(seconds(3.5), seconds(1), seconds(2));
    }

    @ParameterizedTest
    @CsvSource({"59, 61.95", "60, 63", "61, 63", "999999999999, 63"})
    void capsALongRetryAfter(String hint, double seconds) {
        repeats.policy = new RetryPolicy(2, Repeats.BASE, DAY, Duration.ofSeconds(60));

        repeats.then(status(429, "Retry-After", hint), status(200)).attempts();

        assertThat(repeats.waits()).containsExactly(seconds(seconds));
    }

    @Test
    void doesNotCapARetryAfterAtTheMaxDelay() {
        repeats.policy = policy(2, Duration.ofMillis(500), Duration.ofSeconds(1));

        repeats.then(status(429, "Retry-After", "7"), status(200)).attempts();

        assertThat(repeats.waits()).containsExactly(seconds(7.35));
    }

    @Test
    void readsRetryAfterFromAnyRetriedResponse() {
        repeats.policy = policy(5, Repeats.BASE, DAY);

        repeats.then(
                        status(408, "Retry-After", "4"),
                        status(500, "Retry-After", "5"),
                        status(503, "Retry-After", "Thu, 01 Jan 2026 00:01:00 GMT"),
                        truncated(200, new IOException("cut off"), "Retry-After", "6"),
                        status(200))
                .attempts();

        assertThat(repeats.waits()).containsExactly(seconds(4.5), seconds(5.5), seconds(50 * 1.05), seconds(6.5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "soon", ""})
    void ignoresAnInvalidRetryAfter(String hint) {
        repeats.then(status(429, "Retry-After", hint), status(200)).attempts();

        assertThat(repeats.waits()).containsExactly(seconds(0.5));
    }

    @ParameterizedTest
    @CsvSource({"9999999999, 1", "10000000000, 1", "10000000001, 2"})
    void doesNotStartAWaitThatReachesTheDeadline(long deadlineNanos, int attempts) {
        repeats.random = 1;
        repeats.policy = policy(2, Duration.ofSeconds(10), DAY);
        repeats.deadline = Duration.ofNanos(deadlineNanos);

        assertThat(repeats.then(status(500), status(200)).attempts()).isEqualTo(attempts);
        assertThat(repeats.time.waiting()).isZero();
    }

    @Test
    void measuresTheDeadlineFromTheStartOfTheCall() {
        repeats.random = 1;
        repeats.policy = policy(9, Repeats.BASE, DAY);
        repeats.deadline = Duration.ofSeconds(7).plus(NANO);

        assertThat(repeats.thenAlways(9, status(500)).attempts()).isEqualTo(4);

        assertThat(repeats.started).containsExactly(seconds(0), seconds(1), seconds(3), seconds(7));
    }

    @Test
    void countsTheTimeOfAttemptsTowardsTheDeadline() {
        repeats.random = 1;
        repeats.deadline = Duration.ofSeconds(3);

        int attempts = repeats.thenDo(() -> {
                    repeats.time.advance(Duration.ofSeconds(2));
                    return CompletableFuture.completedFuture(status(500));
                })
                .then(status(200))
                .attempts();

        assertThat(attempts).isOne();
    }

    @Test
    void endsWithTheResponseWhenRetryAfterExceedsTheDeadline() {
        repeats.deadline = Duration.ofSeconds(60);
        Outcome rejected = status(429, "Retry-After", "60");

        assertThat(repeats.then(rejected).run(repeats.execution())).isCompletedWithValue(rejected);
        assertThat(repeats.reported).isEmpty();
    }

    @Test
    void stopsAfterFiftyRetriesWithoutASuccess() {
        repeats.policy = policy(2, Repeats.BASE, DAY);
        for (int i = 0; i < 50; i++) {
            assertThat(repeats.then(status(500), lost()).attempts()).isEqualTo(2);
        }

        assertThat(repeats.then(status(500)).attempts()).isOne();
    }

    @Test
    void takesTheRetriesOfOneCallFromTheSameBudget() {
        repeats.policy = policy(100, Repeats.BASE, Repeats.BASE);

        assertThat(repeats.thenAlways(51, status(500)).attempts()).isEqualTo(51);
    }

    @Test
    void returnsARetryToTheBudgetForEveryTenthSuccess() {
        repeats.policy = policy(100, Repeats.BASE, Repeats.BASE);
        repeats.thenAlways(51, status(500)).attempts();
        for (int i = 0; i < 9; i++) {
            repeats.then(status(i < 5 ? 200 : 299)).attempts();
        }
        assertThat(repeats.then(status(500)).attempts()).isOne();

        repeats.then(status(204)).attempts();

        assertThat(repeats.then(status(500), status(500)).attempts()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 400, 404, 429})
    void returnsRetriesToTheBudgetOnlyForSuccesses(int status) {
        repeats.policy = policy(100, Repeats.BASE, Repeats.BASE);
        repeats.thenAlways(51, status(500)).attempts();
        repeats.policy = RetryPolicy.none();
        for (int i = 0; i < 100; i++) {
            repeats.then(status(status)).attempts();
        }
        repeats.policy = policy(2, Repeats.BASE, Repeats.BASE);

        assertThat(repeats.then(status(500)).attempts()).isOne();
    }

    @Test
    void retriesA429WithoutTheBudget() {
        repeats.policy = policy(100, Repeats.BASE, Repeats.BASE);
        assertThat(repeats.thenAlways(100, status(429)).attempts()).isEqualTo(100);
        assertThat(repeats.thenAlways(51, status(500)).attempts()).isEqualTo(51);

        assertThat(repeats.thenAlways(100, status(429)).attempts()).isEqualTo(100);
    }

    @Test
    void doesNotChargeTheBudgetForRetriesThatAreNotMade() {
        repeats.random = 1;
        repeats.policy = policy(2, Repeats.BASE, Repeats.BASE);
        repeats.deadline = Repeats.BASE;
        for (int i = 0; i < 100; i++) {
            repeats.then(status(500)).attempts();
        }
        repeats.deadline = Durations.FOREVER;
        for (int i = 0; i < 100; i++) {
            repeats.then(status(400)).attempts();
        }
        repeats.policy = policy(100, Repeats.BASE, Repeats.BASE);

        assertThat(repeats.thenAlways(51, status(500)).attempts()).isEqualTo(51);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 99, 100})
    void stopsAtMaxAttempts(int attempts) {
        repeats.policy = policy(attempts, Repeats.BASE, Repeats.BASE);

        assertThat(repeats.thenAlways(attempts, status(429)).attempts()).isEqualTo(attempts);
        assertThat(repeats.reported).hasSize(attempts - 1);
    }

    @Test
    void returnsTheLastOutcome() {
        Outcome last = status(503);

        assertThat(repeats.then(status(500), lost(), status(429), last).run(repeats.execution()))
                .isCompletedWithValue(last);
    }

    @Test
    void reportsOnlyRetriesToTheListener() {
        repeats.then(status(500), lost(), status(200)).attempts();

        assertThat(repeats.reported).extracting(Repeats.Retried::failed).containsExactly(1, 2);
        assertThat(repeats.reported)
                .extracting(retried -> retried.failure().getMessage())
                .containsExactly("team.get: status 500", "team.get: java.io.IOException: lost");
    }

    @Test
    void countsAttemptsPerCall() {
        Execution one = repeats.execution();
        Execution other = repeats.execution();
        repeats.thenAlways(8, status(500));
        CompletableFuture<Outcome> first = repeats.start(one);
        repeats.run(other).join();

        assertThat(first).isCompleted();
        assertThat(List.of(one.attempts(), other.attempts())).containsExactly(4, 4);
        assertThat(repeats.remaining()).isZero();
    }
}
