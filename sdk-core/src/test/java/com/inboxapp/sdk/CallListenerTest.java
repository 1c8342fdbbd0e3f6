package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.inboxapp.sdk.CallListener.CallEnd;
import com.inboxapp.sdk.model.Team;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallListenerTest {
    private static final CallOptions WITHOUT_DELAY = CallOptions.builder()
            .retries(new RetryPolicy(3, Duration.ZERO, Duration.ZERO, Duration.ZERO))
            .build();

    @RegisterExtension
    final TestServer server = new TestServer();

    private final RecordingListener recorded = new RecordingListener();

    private InboxClient client(VirtualTime time) {
        return server.client(builder -> builder.listener(recorded).scheduler(time));
    }

    /** Makes each request take one second longer than the one before. */
    private void respondSlowly(VirtualTime time, MockResponse... responses) {
        server.mock().setDispatcher(new Dispatcher() {
            private int next;

            @Override
            public synchronized MockResponse dispatch(RecordedRequest request) {
                MockResponse response = responses[next++];
                time.advance(Duration.ofSeconds(next));
                return response;
            }
        });
    }

    private static MockResponse team() {
        return new MockResponse.Builder().body(Responses.TEAM).build();
    }

    private static MockResponse error(int status) {
        return new MockResponse.Builder().code(status).build();
    }

    @Test
    void receivesTheEventsOfACall() {
        VirtualTime time = new VirtualTime();
        respondSlowly(time, team());

        client(time).team().get().execute();

        assertThat(recorded.events())
                .containsExactly(
                        "#1 team.get started", "#1 attempt 1", "#1 ended: 1 attempts in PT1S, status 200, a value");
    }

    @Test
    void receivesTheFailureAndTheWaitOfEachRetry() throws Exception {
        VirtualTime time = new VirtualTime();
        respondSlowly(time, error(503), error(429), team());
        CompletableFuture<Team> call =
                client(time).team().get().with(WITHOUT_DELAY).executeAsync();

        for (int retry = 0; retry < 2; retry++) {
            recorded.awaitRetry();
            time.awaitWaiting(2);
            time.advance(Duration.ZERO);
        }

        assertThat(call.get(60, TimeUnit.SECONDS).slug()).isEqualTo("acme");
        assertThat(recorded.events())
                .containsExactly(
                        "#1 team.get started",
                        "#1 attempt 1",
                        "#1 attempt 1 failed with ServerError, next in PT0S",
                        "#1 attempt 2",
                        "#1 attempt 2 failed with RateLimited, next in PT0S",
                        "#1 attempt 3",
                        "#1 ended: 3 attempts in PT6S, status 200, a value");
    }

    @Test
    void reportsARetryAfterWithAtMostTenPercentJitter() throws Exception {
        VirtualTime time = new VirtualTime();
        List<Duration> waits = new ArrayList<>();
        server.enqueue(new MockResponse.Builder().code(429).addHeader("Retry-After", "20"));
        server.enqueue(Responses.TEAM);
        InboxClient client = server.client(builder -> builder.scheduler(time)
                .listener(recorded)
                .listener(new CallListener() {
                    @Override
                    public void retrying(CallInfo call, int failed, Duration wait, InboxException failure) {
                        waits.add(wait);
                    }
                }));
        CompletableFuture<Team> call = client.team()
                .get()
                .with(CallOptions.builder().retries(RetryPolicy.defaults()).build())
                .executeAsync();
        recorded.awaitRetry();
        time.awaitWaiting(2);

        time.advance(waits.get(0));

        assertThat(call.get(60, TimeUnit.SECONDS).slug()).isEqualTo("acme");
        assertThat(waits)
                .singleElement()
                .satisfies(wait -> assertThat(wait).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(22)));
        assertThat(recorded.ends().get(0).took()).isEqualTo(waits.get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "200, 200, a value",
        "404, 404, NotFound",
        "429, 429, RateLimited",
        "503, 503, Unconfirmed(ServerError)",
        "201, 201, Unconfirmed(Decoding)",
        "0, null, Unconfirmed(Connection)"
    })
    void reportsTheStatusAndTheFailureAtTheEnd(int status, String reportedStatus, String outcome) {
        server.enqueue(
                status == 0
                        ? new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket())
                        : new MockResponse.Builder().code(status).body(status == 200 ? Responses.SENT_MESSAGE : ""));
        InboxClient client = client(new VirtualTime());

        Throwable thrown =
                catchThrowable(() -> ApiTable.call("messages.quickSend", client).execute());

        assertThat(recorded.events())
                .endsWith("#1 ended: 1 attempts in PT0S, status " + reportedStatus + ", " + outcome);
        assertThat(recorded.ends()).extracting(CallEnd::failure).containsExactly(thrown);
    }

    @Test
    void reportsACallOfAClosedClientWithoutAnAttempt() {
        InboxClient client = client(new VirtualTime());
        client.close();

        assertThat(catchThrowable(() -> client.team().get().execute())).isInstanceOf(InboxClosedException.class);

        assertThat(recorded.events())
                .containsExactly("#1 team.get started", "#1 ended: 0 attempts in PT0S, status null, Closed");
    }

    @Test
    void reportsNothingForACallThatCannotBeCreated() {
        InboxClient client = client(new VirtualTime());

        assertThat(catchThrowable(() -> client.threads().list(null).execute()))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(recorded.events()).isEmpty();
    }

    @Test
    void numbersEachExecutionSeparately() {
        VirtualTime time = new VirtualTime();
        respondSlowly(time, team(), team(), team());
        InboxCall<Team> call = client(time).team().get();

        call.execute();
        call.executeAsync().join();
        call.with(WITHOUT_DELAY).execute();

        assertThat(recorded.events())
                .filteredOn(event -> event.contains("ended"))
                .containsExactly(
                        "#1 ended: 1 attempts in PT1S, status 200, a value",
                        "#2 ended: 1 attempts in PT2S, status 200, a value",
                        "#3 ended: 1 attempts in PT3S, status 200, a value");
    }

    @Test
    void notifiesListenersInTheOrderOfRegistration() {
        List<String> order = new ArrayList<>();
        server.enqueue(Responses.TEAM);
        InboxClient client = server.client(
                builder -> builder.listener(recordingEnd(order, "first")).listener(recordingEnd(order, "second")));

        client.team().get().execute();

        assertThat(order).containsExactly("first", "second");
    }

    private static CallListener recordingEnd(List<String> order, String name) {
        return new CallListener() {
            @Override
            public void callEnded(CallInfo call, CallEnd end) {
                order.add(name);
            }
        };
    }

    @Test
    void reportsTheEndBeforeTheCallReturns() {
        for (int i = 0; i < 20; i++) {
            server.enqueue(Responses.TEAM);
        }
        InboxClient client = client(new VirtualTime());

        for (int i = 1; i <= 10; i++) {
            client.team().get().execute();
            assertThat(recorded.ends()).hasSize(2 * i - 1);
            client.team().get().executeAsync().join();
            assertThat(recorded.ends()).hasSize(2 * i);
        }
    }

    @Test
    void rejectsANullListener() {
        assertThatNullPointerException()
                .isThrownBy(() -> InboxClient.builder().listener(null))
                .withMessage("listener");
    }
}
