package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;

/** Clients that retry requests to a {@link TestServer} in virtual time. */
final class RetryingClients {
    final VirtualTime time = new VirtualTime();
    /** The number and the failure of each retried attempt. */
    final List<String> retried = new CopyOnWriteArrayList<>();

    private final TestServer server;

    RetryingClients(TestServer server) {
        this.server = server;
    }

    /** Creates a client without timers other than those of retries. */
    InboxClient client(UnaryOperator<CallOptions.Builder> options) {
        return server.client(builder -> builder.scheduler(time)
                .listener(new CallListener() {
                    @Override
                    public void retrying(CallInfo call, int failed, Duration wait, InboxException failure) {
                        retried.add(failed + " " + failure.getClass().getSimpleName());
                    }
                })
                .options(options.apply(CallOptions.builder()
                                .retries(RetryPolicy.defaults())
                                .attemptTimeout(Durations.FOREVER)
                                .noDeadline())
                        .build()));
    }

    InboxClient client() {
        return client(options -> options);
    }

    /** Runs a call to its end and advances the time whenever a timer is set. */
    <T> InboxResponse<T> run(InboxCall<T> call) throws Exception {
        CompletableFuture<InboxResponse<T>> end = call.executeForResponseAsync();
        var unused = end.whenComplete((response, failure) -> {
            var unusedTimer = time.schedule(() -> {}, Duration.ZERO);
        });
        while (!end.isDone()) {
            time.awaitWaiting(1);
            time.advanceToNext();
        }
        return end.get(60, TimeUnit.SECONDS);
    }

    <E extends Throwable> E failure(Class<E> type, InboxCall<?> call) throws Exception {
        try {
            throw new AssertionError("ended with " + run(call));
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(type);
            return type.cast(e.getCause());
        }
    }

    void respondRetryAfter(int status, String retryAfter) {
        server.enqueue(new MockResponse.Builder().code(status).addHeader("Retry-After", retryAfter));
    }

    void closeConnection() {
        server.enqueue(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()));
    }
}
