package com.inboxapp.sdk;

import static com.inboxapp.sdk.RetriesFixture.lost;
import static com.inboxapp.sdk.RetriesFixture.status;
import static com.inboxapp.sdk.RetriesFixture.truncated;
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

    private final RetriesFixture fixture = new RetriesFixture();

    private static RetryPolicy policy(int attempts, Duration base, Duration max) {
        return new RetryPolicy(attempts, base, max, DAY);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    @Test
    void waitsDoubleFromTheBaseDelay() {
        fixture.policy = policy(6, RetriesFixture.BASE, DAY);

        fixture.thenAlways(6, status(500)).attempts();

        assertThat(fixture.waits()).containsExactly(seconds(0.5), seconds(1), seconds(2), seconds(4), seconds(8));
        assertThat(fixture.started)
                .containsExactly(Duration.ZERO, seconds(0.5), seconds(1.5), seconds(3.5), seconds(7.5), seconds(15.5));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.25, 250", "0.5, 500", "0.999, 999"})
    void usesFullJitter(double random, long millis) {
        fixture.random = random;

        fixture.then(lost(), status(200)).attempts();

        assertThat(fixture.waits()).containsExactly(Duration.ofMillis(millis));
    }

    @Test
    void capsWaitsAtTheMaxDelay() {
        fixture.random = 1;
        fixture.policy = policy(6, RetriesFixture.BASE, Duration.ofSeconds(5));

        fixture.thenAlways(6, status(500)).attempts();

        assertThat(fixture.waits()).containsExactly(seconds(1), seconds(2), seconds(4), seconds(5), seconds(5));
    }

    @Test
    void appliesAMaxDelayBelowTheBaseDelay() {
        fixture.random = 1;
        fixture.policy = policy(2, RetriesFixture.BASE, Duration.ofMillis(10));

        fixture.then(status(500), status(200)).attempts();

        assertThat(fixture.waits()).containsExactly(Duration.ofMillis(10));
    }

    @Test
    void doesNotOverflowInAHundredAttempts() {
        fixture.random = 1;
        fixture.policy = policy(100, NANO, DAY);

        assertThat(fixture.thenAlways(101, status(429)).attempts()).isEqualTo(100);

        assertThat(fixture.remaining()).isOne();
        assertThat(fixture.waits())
                .containsExactlyElementsOf(IntStream.range(0, 99)
                        .mapToObj(n -> Duration.ofNanos(1L << Math.min(n, 40)))
                        .toList());
    }

    @Test
    void doesNotOverflowWithAHugeBaseDelay() {
        fixture.random = 0.25;
        fixture.policy = policy(4, Durations.FOREVER, Durations.FOREVER);

        assertThat(fixture.thenAlways(5, status(429)).attempts()).isEqualTo(4);

        Duration quarter = Duration.ofDays(9_125);
        assertThat(fixture.waits()).containsExactly(quarter, quarter, quarter);
    }

    @Test
    void retriesImmediatelyWithoutADelay() {
        fixture.policy = policy(3, Duration.ZERO, DAY);

        fixture.then(status(500), status(500), status(200)).attempts();

        assertThat(fixture.waits()).containsExactly(Duration.ZERO, Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "1, 1.5", "9, 9.5", "10, 10.5", "11, 11.55", "20, 21", "100, 105"})
    void addsJitterOfATenthOrTheBaseDelayToRetryAfter(String hint, double seconds) {
        fixture.then(status(429, "Retry-After", hint), status(200)).attempts();

        assertThat(fixture.waits()).containsExactly(seconds(seconds));
    }

    @Test
    void doesNotIncreaseARetryAfter() {
        String[] hint = {"Retry-After", "3"};

        fixture.then(status(503, hint), status(503, hint), status(503, hint), status(503, hint))
                .attempts();

        assertThat(fixture.waits()).containsExactly(seconds(3.5), seconds(3.5), seconds(3.5));
    }

    @Test
    void continuesWithTheDelayOfTheAttemptAfterARetryAfter() {
        fixture.then(status(503, "Retry-After", "3"), status(503), lost(), status(200))
                .attempts();

        assertThat(fixture.waits()).containsExactly(seconds(3.5), seconds(1), seconds(2));
    }

    @ParameterizedTest
    @CsvSource({"59, 61.95", "60, 63", "61, 63", "999999999999, 63"})
    void capsALongRetryAfter(String hint, double seconds) {
        fixture.policy = new RetryPolicy(2, RetriesFixture.BASE, DAY, Duration.ofSeconds(60));

        fixture.then(status(429, "Retry-After", hint), status(200)).attempts();

        assertThat(fixture.waits()).containsExactly(seconds(seconds));
    }

    @Test
    void doesNotCapARetryAfterAtTheMaxDelay() {
        fixture.policy = policy(2, Duration.ofMillis(500), Duration.ofSeconds(1));

        fixture.then(status(429, "Retry-After", "7"), status(200)).attempts();

        assertThat(fixture.waits()).containsExactly(seconds(7.35));
    }

    @Test
    void readsRetryAfterFromAnyRetriedResponse() {
        fixture.policy = policy(5, RetriesFixture.BASE, DAY);

        fixture.then(
                        status(408, "Retry-After", "4"),
                        status(500, "Retry-After", "5"),
                        status(503, "Retry-After", "Thu, 01 Jan 2026 00:01:00 GMT"),
                        truncated(200, new IOException("cut off"), "Retry-After", "6"),
                        status(200))
                .attempts();

        assertThat(fixture.waits()).containsExactly(seconds(4.5), seconds(5.5), seconds(50 * 1.05), seconds(6.5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "soon", ""})
    void ignoresAnInvalidRetryAfter(String hint) {
        fixture.then(status(429, "Retry-After", hint), status(200)).attempts();

        assertThat(fixture.waits()).containsExactly(seconds(0.5));
    }

    @ParameterizedTest
    @CsvSource({"9999999999, 1", "10000000000, 1", "10000000001, 2"})
    void doesNotStartAWaitThatReachesTheDeadline(long deadlineNanos, int attempts) {
        fixture.random = 1;
        fixture.policy = policy(2, Duration.ofSeconds(10), DAY);
        fixture.deadline = Duration.ofNanos(deadlineNanos);

        assertThat(fixture.then(status(500), status(200)).attempts()).isEqualTo(attempts);
        assertThat(fixture.time.waiting()).isZero();
    }

    @Test
    void measuresTheDeadlineFromTheStartOfTheCall() {
        fixture.random = 1;
        fixture.policy = policy(9, RetriesFixture.BASE, DAY);
        fixture.deadline = Duration.ofSeconds(7).plus(NANO);

        assertThat(fixture.thenAlways(9, status(500)).attempts()).isEqualTo(4);

        assertThat(fixture.started).containsExactly(seconds(0), seconds(1), seconds(3), seconds(7));
    }

    @Test
    void countsTheTimeOfAttemptsTowardsTheDeadline() {
        fixture.random = 1;
        fixture.deadline = Duration.ofSeconds(3);

        int attempts = fixture.thenDo(() -> {
                    fixture.time.advance(Duration.ofSeconds(2));
                    return CompletableFuture.completedFuture(status(500));
                })
                .then(status(200))
                .attempts();

        assertThat(attempts).isOne();
    }

    @Test
    void endsWithTheResponseWhenRetryAfterExceedsTheDeadline() {
        fixture.deadline = Duration.ofSeconds(60);
        Outcome rejected = status(429, "Retry-After", "60");

        assertThat(fixture.then(rejected).run(fixture.execution())).isCompletedWithValue(rejected);
        assertThat(fixture.reported).isEmpty();
    }

    @Test
    void stopsAfterFiftyRetriesWithoutASuccess() {
        fixture.policy = policy(2, RetriesFixture.BASE, DAY);
        for (int i = 0; i < 50; i++) {
            assertThat(fixture.then(status(500), lost()).attempts()).isEqualTo(2);
        }

        assertThat(fixture.then(status(500)).attempts()).isOne();
    }

    @Test
    void takesTheRetriesOfOneCallFromTheSameBudget() {
        fixture.policy = policy(100, RetriesFixture.BASE, RetriesFixture.BASE);

        assertThat(fixture.thenAlways(51, status(500)).attempts()).isEqualTo(51);
    }

    @Test
    void returnsARetryToTheBudgetForEveryTenthSuccess() {
        fixture.policy = policy(100, RetriesFixture.BASE, RetriesFixture.BASE);
        fixture.thenAlways(51, status(500)).attempts();
        for (int i = 0; i < 9; i++) {
            fixture.then(status(i < 5 ? 200 : 299)).attempts();
        }
        assertThat(fixture.then(status(500)).attempts()).isOne();

        fixture.then(status(204)).attempts();

        assertThat(fixture.then(status(500), status(500)).attempts()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 400, 404, 429})
    void returnsRetriesToTheBudgetOnlyForSuccesses(int status) {
        fixture.policy = policy(100, RetriesFixture.BASE, RetriesFixture.BASE);
        fixture.thenAlways(51, status(500)).attempts();
        fixture.policy = RetryPolicy.none();
        for (int i = 0; i < 100; i++) {
            fixture.then(status(status)).attempts();
        }
        fixture.policy = policy(2, RetriesFixture.BASE, RetriesFixture.BASE);

        assertThat(fixture.then(status(500)).attempts()).isOne();
    }

    @Test
    void retriesA429WithoutTheBudget() {
        fixture.policy = policy(100, RetriesFixture.BASE, RetriesFixture.BASE);
        assertThat(fixture.thenAlways(100, status(429)).attempts()).isEqualTo(100);
        assertThat(fixture.thenAlways(51, status(500)).attempts()).isEqualTo(51);

        assertThat(fixture.thenAlways(100, status(429)).attempts()).isEqualTo(100);
    }

    @Test
    void doesNotChargeTheBudgetForRetriesThatAreNotMade() {
        fixture.random = 1;
        fixture.policy = policy(2, RetriesFixture.BASE, RetriesFixture.BASE);
        fixture.deadline = RetriesFixture.BASE;
        for (int i = 0; i < 100; i++) {
            fixture.then(status(500)).attempts();
        }
        fixture.deadline = Durations.FOREVER;
        for (int i = 0; i < 100; i++) {
            fixture.then(status(400)).attempts();
        }
        fixture.policy = policy(100, RetriesFixture.BASE, RetriesFixture.BASE);

        assertThat(fixture.thenAlways(51, status(500)).attempts()).isEqualTo(51);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 99, 100})
    void stopsAtMaxAttempts(int attempts) {
        fixture.policy = policy(attempts, RetriesFixture.BASE, RetriesFixture.BASE);

        assertThat(fixture.thenAlways(attempts, status(429)).attempts()).isEqualTo(attempts);
        assertThat(fixture.reported).hasSize(attempts - 1);
    }

    @Test
    void returnsTheLastOutcome() {
        Outcome last = status(503);

        assertThat(fixture.then(status(500), lost(), status(429), last).run(fixture.execution()))
                .isCompletedWithValue(last);
    }

    @Test
    void reportsOnlyRetriesToTheListener() {
        fixture.then(status(500), lost(), status(200)).attempts();

        assertThat(fixture.reported).extracting(RetriesFixture.Retried::failed).containsExactly(1, 2);
        assertThat(fixture.reported)
                .extracting(retried -> retried.failure().getMessage())
                .containsExactly("team.get: status 500", "team.get: java.io.IOException: lost");
    }

    @Test
    void countsAttemptsPerCall() {
        Execution one = fixture.execution();
        Execution other = fixture.execution();
        fixture.thenAlways(8, status(500));
        CompletableFuture<Outcome> first = fixture.start(one);
        fixture.run(other).join();

        assertThat(first).isCompleted();
        assertThat(List.of(one.attempts(), other.attempts())).containsExactly(4, 4);
        assertThat(fixture.remaining()).isZero();
    }
}
