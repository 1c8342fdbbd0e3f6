package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.inboxapp.sdk.model.Team;
import com.inboxapp.sdk.runtime.QueryParameters;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import retrofit2.http.GET;
import retrofit2.http.Tag;

class CloseTest {
    private static final int CALLS = 3;

    @RegisterExtension
    final TestServer server = new TestServer();

    @Test
    void endsPendingCallsWithAnInboxClosedException() throws Exception {
        CountDownLatch waiting = new CountDownLatch(2 * CALLS);
        CountDownLatch end = new CountDownLatch(1);
        server.mock().setDispatcher(hanging(waiting, end));
        InboxClient client = server.client();
        List<CompletableFuture<Throwable>> ends = Stream.concat(
                        Stream.generate(() -> client.team().get().executeAsync().handle((team, failure) -> failure))
                                .limit(CALLS),
                        Stream.generate(() -> blocking(client)).limit(CALLS))
                .toList();
        assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();

        client.close();

        for (CompletableFuture<Throwable> failure : ends) {
            // shorter than the client's own timeouts, which would end the calls as well
            assertThat(failure.get(15, TimeUnit.SECONDS))
                    .isExactlyInstanceOf(InboxClosedException.class)
                    .hasMessage("team.get: the client was closed while the call ran")
                    .hasNoCause();
        }
        end.countDown();
    }

    private static CompletableFuture<Throwable> blocking(InboxClient client) {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> failure.complete(catchThrowable(() -> client.team().get().execute())));
        thread.start();
        return failure;
    }

    private static Dispatcher hanging(CountDownLatch waiting, CountDownLatch end) {
        return new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                waiting.countDown();
                end.await();
                return new MockResponse.Builder().code(500).build();
            }
        };
    }

    @Test
    void rejectsLaterCallsWithoutARequest() {
        InboxClient client = server.client();
        InboxCall<Team> made = client.team().get();

        client.close();

        assertThatExceptionOfType(InboxClosedException.class).isThrownBy(made::execute);
        assertThatExceptionOfType(InboxClosedException.class)
                .isThrownBy(() -> client.team().get().execute());
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> client.team().get().executeAsync().join())
                .withCauseExactlyInstanceOf(InboxClosedException.class);
        assertThat(server.requests()).isZero();
    }

    interface Custom {
        @GET("team")
        InboxCall<Team> get(@Tag QueryParameters query);
    }

    @Test
    void failsWithoutARequestWhenClosedDuringPreparation() {
        server.enqueue(Responses.TEAM);
        server.enqueue(Responses.TEAM);
        InboxClient client = server.client();
        InboxClient another = server.client();

        assertThatExceptionOfType(InboxClosedException.class)
                .isThrownBy(() ->
                        client.api(Custom.class).get(out -> client.close()).execute());
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> another.api(Custom.class)
                        .get(out -> another.close())
                        .executeAsync()
                        .join())
                .withCauseExactlyInstanceOf(InboxClosedException.class);
        assertThat(server.requests()).isZero();
    }

    @Test
    void isIdempotent() {
        InboxClient client = server.client();

        client.close();

        assertThatCode(client::close).doesNotThrowAnyException();
    }

    @Test
    void leavesOtherClientsOpen() {
        server.enqueue(Responses.TEAM);
        InboxClient other = server.client();

        server.client().close();

        assertThat(other.team().get().execute().slug()).isEqualTo("acme");
    }

    @Test
    void leavesNoClientThreadAndNoNonDaemonThread() throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        InboxClient client = server.client();
        for (int i = 0; i < CALLS; i++) {
            server.enqueue(Responses.TEAM);
        }
        List<CompletableFuture<Team>> calls = Stream.generate(
                        () -> client.team().get().executeAsync())
                .limit(CALLS)
                .toList();
        calls.forEach(CompletableFuture::join);

        client.close();

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("inbox-sdk")) {
                thread.join(30_000);
                assertThat(thread.isAlive()).isFalse();
            } else if (!before.contains(thread) && !thread.getName().startsWith("MockWebServer")) {
                assertThat(thread).matches(Thread::isDaemon, "is a daemon");
            }
        }
    }

    @Test
    void usesOnlyDaemonThreadsWhenNotClosed() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        server.enqueue(Responses.TEAM);

        server.client().team().get().executeAsync().join();

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(
                        thread -> !before.contains(thread) && !thread.getName().startsWith("MockWebServer"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }
}
