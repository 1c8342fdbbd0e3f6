package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.Team;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FutureThreadsTest {
    private static final int CALLS = 100;

    @RegisterExtension
    final TestServer server = new TestServer();

    /** A callback that is attached to a completed call would run in the attaching thread. */
    private final CountDownLatch attached = new CountDownLatch(1);

    @BeforeEach
    void respondOnceTheCallbacksAreAttached() {
        server.mock().setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                attached.await();
                return new MockResponse.Builder().body(Responses.TEAM).build();
            }
        });
    }

    @Test
    void runsAHundredCallbacksThatWaitForFurtherCalls() throws Exception {
        InboxClient client = server.client();
        CountDownLatch allInCallbacks = new CountDownLatch(CALLS);

        List<CompletableFuture<String>> calls = Stream.generate(
                        () -> client.team().get().executeAsync().thenApply(team -> {
                            awaitAll(allInCallbacks);
                            return client.team().get().executeAsync().join().slug();
                        }))
                .limit(CALLS)
                .toList();
        attached.countDown();

        for (CompletableFuture<String> call : calls) {
            assertThat(call.get(60, TimeUnit.SECONDS)).isEqualTo("acme");
        }
        assertThat(server.requests()).isEqualTo(2 * CALLS);
    }

    @Test
    void completesAHundredNestedCalls() throws Exception {
        attached.countDown();
        InboxClient client = server.client();

        assertThat(nested(client, CALLS).get(60, TimeUnit.SECONDS)).isEqualTo("acme");
        assertThat(server.requests()).isEqualTo(CALLS + 1);
    }

    private static CompletableFuture<String> nested(InboxClient client, int depth) {
        CompletableFuture<Team> call = client.team().get().executeAsync();
        return depth == 0
                ? call.thenApply(Team::slug)
                : call.thenApply(team -> nested(client, depth - 1).join());
    }

    @Test
    void doesNotOccupyTheDispatcherOfACustomClientInCallbacks() throws Exception {
        attached.countDown();
        okhttp3.Dispatcher dispatcher = new okhttp3.Dispatcher();
        dispatcher.setMaxRequests(1);
        OkHttpClient http = new OkHttpClient.Builder().dispatcher(dispatcher).build();
        try {
            InboxClient client = server.client(builder -> builder.httpClient(http));

            assertThat(nested(client, 10).get(60, TimeUnit.SECONDS)).isEqualTo("acme");
        } finally {
            dispatcher.executorService().shutdown();
            http.connectionPool().evictAll();
        }
    }

    @Test
    void completesABlockingCallInACallback() throws Exception {
        InboxClient client = server.client();

        CompletableFuture<String> slug = client.team()
                .get()
                .executeAsync()
                .thenApply(team -> client.team().get().execute().slug());
        attached.countDown();

        assertThat(slug.get(60, TimeUnit.SECONDS)).isEqualTo("acme");
    }

    @Test
    void runsCallbacksInADaemonThreadOfTheClient() throws Exception {
        CompletableFuture<Thread> thread =
                server.client().team().get().executeAsync().thenApply(team -> Thread.currentThread());
        attached.countDown();

        assertThat(thread.get(60, TimeUnit.SECONDS))
                .matches(Thread::isDaemon, "is a daemon")
                .extracting(Thread::getName)
                .isEqualTo("inbox-sdk");
    }

    @Test
    void failsOnlyTheStageOfACallbackThatThrows() {
        CompletableFuture<Team> call = server.client().team().get().executeAsync();
        CompletableFuture<Object> stage = call.thenApply(team -> {
            throw new IllegalStateException("callback");
        });
        attached.countDown();

        assertThat(stage.handle((value, failure) -> failure).join()).hasRootCauseMessage("callback");
        assertThat(call.join().slug()).isEqualTo("acme");
    }

    private static void awaitAll(CountDownLatch all) {
        all.countDown();
        try {
            if (!all.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError(all.getCount() + " callbacks did not run");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void completesTheFutureWhenNoThreadCanBeCreated() {
        CompletableFuture<String> inner = new CompletableFuture<>();
        CompletableFuture<String> outer = UserFuture.from(
                inner,
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                () -> {});

        inner.complete("done");

        assertThat(outer).isCompletedWithValue("done");
    }
}
