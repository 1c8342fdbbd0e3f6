package com.inboxapp.sdk;

import static com.inboxapp.sdk.RetriesFixture.lost;
import static com.inboxapp.sdk.RetriesFixture.notWritten;
import static com.inboxapp.sdk.RetriesFixture.status;
import static com.inboxapp.sdk.RetriesFixture.truncated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.inboxapp.sdk.runtime.Safety;
import com.inboxapp.sdk.testing.Warnings;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryableOutcomesTest {
    private final RetriesFixture fixture = new RetriesFixture();

    private int attemptsAfter(Safety safety, Outcome outcome) {
        fixture.safety = safety;
        return fixture.then(outcome, status(200)).attempts();
    }

    static List<IOException> transientFailures() {
        return List.of(
                new IOException("reset"),
                new SocketException("Broken pipe"),
                new ConnectException("refused"),
                new SocketTimeoutException("timeout"),
                new EOFException("unexpected end"),
                new Outcome.AttemptTimeout("too long"),
                new SSLException("closed in the handshake"),
                new SSLHandshakeException("closed in the handshake"),
                withCause(new SSLException("reset"), new SocketException("reset")));
    }

    static List<Throwable> lastingFailures() {
        return List.of(
                new ProtocolException("not HTTP"),
                new SSLPeerUnverifiedException("another host"),
                withCause(new SSLHandshakeException("untrusted"), new CertificateException("self-signed")),
                withCause(new SSLException("untrusted"), new CertificateExpiredException("expired")),
                new Outcome.Unchecked(new IllegalStateException("an interceptor")),
                new IllegalStateException("not of the network"),
                new InboxDeadlineException("team.get", 1, "over"),
                new CancellationException("cancelled"));
    }

    private static SSLException withCause(SSLException failure, Exception cause) {
        failure.initCause(cause);
        return failure;
    }

    static Stream<Arguments> retryableFailures() {
        return transientFailures().stream()
                .flatMap(failure -> Stream.of(
                        arguments(Safety.SAFE, failure, true, 2),
                        arguments(Safety.SAFE, failure, false, 2),
                        arguments(Safety.IDEMPOTENT, failure, true, 2),
                        arguments(Safety.IDEMPOTENT, failure, false, 2),
                        arguments(Safety.UNSAFE, failure, true, 1),
                        arguments(Safety.UNSAFE, failure, false, 2)));
    }

    @ParameterizedTest
    @MethodSource("retryableFailures")
    void retriesALostConnectionUnlessItMayHaveSent(Safety safety, IOException failure, boolean written, int attempts) {
        assertThat(attemptsAfter(safety, Outcome.of(failure, written))).isEqualTo(attempts);
    }

    static Stream<Arguments> permanentFailures() {
        return lastingFailures().stream()
                .flatMap(failure -> Stream.of(Safety.values())
                        .flatMap(safety ->
                                Stream.of(arguments(safety, failure, true), arguments(safety, failure, false))));
    }

    @ParameterizedTest
    @MethodSource("permanentFailures")
    void doesNotRetryAPermanentFailure(Safety safety, Throwable failure, boolean written) {
        assertThat(attemptsAfter(safety, Outcome.of(failure, written))).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void retriesA429(Safety safety) {
        assertThat(attemptsAfter(safety, status(429))).isEqualTo(2);
        assertThat(attemptsAfter(safety, truncated(429, new IOException("cut off"))))
                .isEqualTo(2);
        assertThat(attemptsAfter(safety, truncated(429, new ProtocolException("not HTTP"))))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99, 408, 500, 502, 503, 504, 509, 520, 599, 600, 999})
    void retriesAServerErrorUnlessItMayHaveSent(int status) {
        assertThat(attemptsAfter(Safety.SAFE, status(status))).isEqualTo(2);
        assertThat(attemptsAfter(Safety.IDEMPOTENT, status(status))).isEqualTo(2);
        assertThat(attemptsAfter(Safety.UNSAFE, status(status))).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                101, 200, 204, 299, 300, 301, 304, 307, 400, 401, 403, 404, 407, 409, 410, 421, 422, 425, 428, 430, 432,
                451, 499, 501, 505, 506, 507, 508, 510, 511
            })
    void doesNotRetryADefiniteResponse(int status) {
        for (Safety safety : Safety.values()) {
            assertThat(attemptsAfter(safety, status(status))).isOne();
        }
    }

    @ParameterizedTest
    @MethodSource("transientFailures")
    void retriesATruncatedSuccessUnlessItMayHaveSent(IOException broken) {
        assertThat(attemptsAfter(Safety.SAFE, truncated(200, broken))).isEqualTo(2);
        assertThat(attemptsAfter(Safety.IDEMPOTENT, truncated(299, broken))).isEqualTo(2);
        assertThat(attemptsAfter(Safety.UNSAFE, truncated(200, broken))).isOne();
    }

    @Test
    void retriesAPrematureEndOfASuccessUnlessItMayHaveSent() {
        ProtocolException end = new ProtocolException("unexpected end of stream");

        assertThat(attemptsAfter(Safety.SAFE, truncated(200, end))).isEqualTo(2);
        assertThat(attemptsAfter(Safety.IDEMPOTENT, truncated(200, end))).isEqualTo(2);
        assertThat(attemptsAfter(Safety.UNSAFE, truncated(200, end))).isOne();
    }

    @Test
    void doesNotRetryASuccessThatIsTooLarge() {
        for (Safety safety : Safety.values()) {
            assertThat(attemptsAfter(safety, truncated(200, Outcome.TooLarge.decoded(5))))
                    .isOne();
        }
    }

    @Test
    void doesNotRetryATruncatedRejection() {
        for (Safety safety : Safety.values()) {
            assertThat(attemptsAfter(safety, truncated(404, new IOException("cut off"))))
                    .isOne();
            assertThat(attemptsAfter(safety, truncated(307, new IOException("cut off"))))
                    .isOne();
        }
    }

    @Test
    void recordsAPossibleEffectAfterAWrittenAttempt() {
        assertThat(mayHaveActedAfter(lost())).isTrue();
        assertThat(mayHaveActedAfter(status(500))).isTrue();
        assertThat(mayHaveActedAfter(status(408))).isTrue();
        assertThat(mayHaveActedAfter(truncated(200, new IOException("cut off"))))
                .isTrue();
    }

    @Test
    void recordsNoEffectAfterAnUnprocessedAttempt() {
        assertThat(mayHaveActedAfter(notWritten())).isFalse();
        assertThat(mayHaveActedAfter(status(429))).isFalse();
    }

    @Test
    void recordsNoEarlierAttemptWithoutARetry() {
        fixture.policy = RetryPolicy.none();

        assertThat(mayHaveActedAfter(status(500))).isFalse();
    }

    private boolean mayHaveActedAfter(Outcome first) {
        fixture.safety = Safety.IDEMPOTENT;
        Execution execution = fixture.execution();
        fixture.then(first, status(200)).run(execution).join();
        return execution.mayHaveActedBefore();
    }

    @Test
    void recordsAPossibleEffectOfAnyEarlierAttempt() {
        fixture.safety = Safety.IDEMPOTENT;
        Execution execution = fixture.execution();

        fixture.then(lost(), notWritten(), status(429), status(404))
                .run(execution)
                .join();

        assertThat(execution.mayHaveActedBefore()).isTrue();
    }

    @Test
    void cancellationDuringTheWaitStopsTheTimer() {
        CancellationException reason = new CancellationException("enough");
        Execution execution = fixture.execution();
        CompletableFuture<Outcome> last = fixture.then(status(500)).start(execution);
        assertThat(last).isNotDone();
        assertThat(fixture.time.waiting()).isOne();

        execution.cancellation().cancel(reason);

        assertThat(last).isCompletedWithValue(Outcome.of(reason, false));
        assertThat(fixture.time.waiting()).isZero();
        assertThat(execution.attempts()).isOne();
    }

    @Test
    void doesNotRetryACancelledCall() {
        Outcome outcome = status(500);
        Execution execution = fixture.execution();
        fixture.thenDo(() -> {
            execution.cancellation().cancel(new CancellationException("enough"));
            return CompletableFuture.completedFuture(outcome);
        });

        assertThat(fixture.start(execution)).isCompletedWithValue(outcome);
        assertThat(fixture.time.waiting()).isZero();
    }

    @Test
    void doesNotWaitWhenAListenerCancelsTheCall() {
        CancellationException reason = new CancellationException("enough");
        Execution execution = fixture.execution();
        CallListener listener = new CallListener() {
            @Override
            public void retrying(CallInfo call, int failed, Duration wait, InboxException failure) {
                execution.cancellation().cancel(reason);
                throw new IllegalStateException("and is not well");
            }
        };
        Retries retries = new Retries(fixture.time, fixture.budget, () -> 0.5, new CallListeners(List.of(listener)));

        CompletableFuture<Outcome> last = retries.retry(
                execution,
                () -> CompletableFuture.completedFuture(status(500)),
                outcome -> new InboxDeadlineException("team.get", 1, "unused"));

        assertThat(last).isCompletedWithValue(Outcome.of(reason, false));
        assertThat(fixture.time.waiting()).isZero();
        assertThat(Warnings.takenTexts()).containsExactly("a call listener failed");
    }

    private static InboxRateLimitException rateLimited() {
        return new InboxRateLimitException("team.get", 1, "no room", Duration.ofSeconds(9));
    }

    @Test
    void returnsThePreviousErrorWhenARetryIsRateLimited() {
        Outcome first = status(503);
        Outcome second = status(429);
        fixture.then(first, second)
                .thenDo(() -> CompletableFuture.failedFuture(new CompletionException(rateLimited())));

        assertThat(fixture.run(fixture.execution())).isCompletedWithValue(second);
    }

    @Test
    void failsWhenTheFirstAttemptIsRateLimited() {
        InboxRateLimitException rateLimited = rateLimited();
        fixture.thenDo(() -> CompletableFuture.failedFuture(new CompletionException(rateLimited)));

        assertThat(failure(fixture.run(fixture.execution()))).isSameAs(rateLimited);
    }

    @Test
    void failsWhenARetryCannotBeMadeForAnotherReason() {
        InboxClosedException closed = new InboxClosedException("team.get", 1, "closed");
        fixture.then(status(500)).thenDo(() -> CompletableFuture.failedFuture(new CompletionException(closed)));

        assertThat(failure(fixture.run(fixture.execution()))).isSameAs(closed);
    }

    @Test
    void failsWhenAnAttemptThrows() {
        IllegalStateException thrown = new IllegalStateException("first");
        fixture.thenDo(() -> {
            throw thrown;
        });

        assertThat(failure(fixture.run(fixture.execution()))).isSameAs(thrown);
    }

    @Test
    void failsWhenARetryThrows() {
        AssertionError thrown = new AssertionError("second");
        fixture.then(status(500)).thenDo(() -> {
            throw thrown;
        });

        assertThat(failure(fixture.run(fixture.execution()))).isSameAs(thrown);
    }

    @Test
    @SuppressWarnings("NullAway")
    void failsWhenAnAttemptHasNoOutcome() {
        fixture.thenDo(() -> CompletableFuture.completedFuture(null));

        assertThat(failure(fixture.run(fixture.execution()))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void failsWhenThePolicyThrows() {
        ArithmeticException broken = new ArithmeticException("random");
        Retries retries = new Retries(
                fixture.time,
                fixture.budget,
                () -> {
                    throw broken;
                },
                new CallListeners(List.of()));
        Execution execution = fixture.execution();

        CompletableFuture<Outcome> last = retries.retry(
                execution,
                () -> CompletableFuture.completedFuture(status(500)),
                outcome -> new InboxDeadlineException("team.get", 1, "unused"));

        assertThat(failure(last)).isSameAs(broken);
    }

    @Test
    void startsTheNextAttemptOnlyAfterTheWait() {
        CompletableFuture<Outcome> slow = new CompletableFuture<>();
        Execution execution = fixture.execution();
        CompletableFuture<Outcome> last =
                fixture.thenDo(() -> slow).then(status(200)).start(execution);
        assertThat(fixture.time.waiting()).isZero();

        slow.complete(status(500));
        assertThat(execution.attempts()).isOne();
        fixture.time.advance(Duration.ofMillis(500));

        assertThat(last).isCompleted();
        assertThat(execution.attempts()).isEqualTo(2);
    }

    private static Throwable failure(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        return Failures.unwrapped(future.handle((value, failure) -> failure).join());
    }
}
