package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryWaitTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    private final RetryingClients clients = new RetryingClients(server);

    @Test
    void failsImmediatelyWhenRetryAfterExceedsTheDeadline() throws Exception {
        clients.respondRetryAfter(429, "60");
        server.enqueue(Responses.TEAM);
        InboxClient client = clients.client(options -> options.deadline(Duration.ofSeconds(60)));

        InboxApiException.RateLimited rejected = failureWithoutWaiting(
                InboxApiException.RateLimited.class, client.team().get());

        assertThat(rejected.attempts()).isOne();
        assertThat(rejected.headers()).containsEntry("retry-after", List.of("60"));
        assertThat(server.requests()).isOne();
        assertThat(clients.time.nanoTime()).isZero();
        assertThat(clients.time.waiting()).isZero();
    }

    private <E extends Throwable> E failureWithoutWaiting(Class<E> type, InboxCall<?> call) throws Exception {
        try {
            throw new AssertionError("ended with " + call.executeAsync().get(60, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(type);
            return type.cast(e.getCause());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"team.get", "messages.quickSend"})
    void failsWithADeadlineExceptionDuringTheWait(String operation) throws Exception {
        clients.respondRetryAfter(429, "8");
        InboxClient client = server.client(builder -> builder.scheduler(clients.time)
                .listener(new CallListener() {
                    @Override
                    public void retrying(CallInfo call, int failed, Duration wait, InboxException failure) {
                        clients.time.advance(Duration.ofSeconds(5));
                    }
                })
                .options(CallOptions.builder()
                        .retries(RetryPolicy.defaults())
                        .attemptTimeout(Durations.FOREVER)
                        .deadline(Duration.ofSeconds(10))
                        .build()));
        CompletableFuture<?> call = ApiTable.call(operation, client).executeAsync();
        clients.time.awaitWaiting(2);

        clients.time.advance(Duration.ofSeconds(5));

        assertThat(call)
                .failsWithin(30, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isExactlyInstanceOf(InboxDeadlineException.class)
                .withMessage(
                        operation + ": the operation took longer than its deadline of 10 s (CallOptions.deadline)");
        clients.time.advance(Duration.ofDays(1));
        assertThat(server.requests()).isOne();
    }

    @Test
    void cancellationDuringTheWaitEndsTheCall() throws Exception {
        clients.respondRetryAfter(429, "60");
        CompletableFuture<?> call = clients.client().team().get().executeAsync();
        clients.time.awaitWaiting(1);

        call.cancel(true);

        clients.time.advance(Duration.ofDays(1));
        assertThat(server.requests()).isOne();
        assertThat(call).isCompletedExceptionally().isCancelled();
    }

    @Test
    void closeDuringTheWaitEndsTheCall() throws Exception {
        clients.respondRetryAfter(429, "60");
        InboxClient client = clients.client();
        CompletableFuture<?> call = ApiTable.call("messages.quickSend", client).executeAsync();
        clients.time.awaitWaiting(1);

        client.close();

        assertThat(call)
                .failsWithin(30, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(InboxClosedException.class);
        clients.time.advance(Duration.ofDays(1));
        assertThat(server.requests()).isOne();
    }

    @Test
    void appliesTheAttemptTimeoutToEachAttempt() throws Exception {
        server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE));
        server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE));
        InboxClient client = clients.client(options ->
                options.retries(RetryPolicy.defaults().withMaxAttempts(2)).attemptTimeout(Duration.ofSeconds(30)));

        InboxTimeoutException late =
                clients.failure(InboxTimeoutException.class, client.team().get());

        assertThat(late.attempts()).isEqualTo(2);
        assertThat(late).hasMessage("team.get: the attempt took longer than 30 s (CallOptions.attemptTimeout)");
        assertThat(clients.retried).containsExactly("1 InboxTimeoutException");
        assertThat(Duration.ofNanos(clients.time.nanoTime()))
                .isBetween(Duration.ofSeconds(60), Duration.ofMillis(60_500));
    }

    @Test
    void doesNotRetryACallCancelledBeforeTheFirstResponse() throws Exception {
        server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE));
        CompletableFuture<?> call = clients.client().team().get().executeAsync();
        assertThat(server.mock().takeRequest(30, TimeUnit.SECONDS)).isNotNull();

        call.completeExceptionally(new CancellationException("enough"));

        assertThat(clients.time.waiting()).isZero();
        assertThat(clients.retried).isEmpty();
    }
}
