package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SentMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownOutcomeTest {
    private static final QuickSendRequest MESSAGE = QuickSendRequest.builder()
            .accountLinkId(AccountLinkId.of("acc_abc123"))
            .prospectPlatformId(PlatformUserId.of("555555555"))
            .text("hello")
            .build();

    private static InboxClient client(String baseUrl) {
        return InboxClient.builder().apiToken("token").baseUrl(baseUrl).build();
    }

    @Test
    void failsUnconfirmedWhenClosedDuringASend() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (MockWebServer server = NoDelaySockets.mockWebServer()) {
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                    received.countDown();
                    end.await();
                    return new MockResponse.Builder().code(500).build();
                }
            });
            server.start();
            InboxClient client = client(server.url("/api/v1").toString());
            CompletableFuture<SentMessage> sent =
                    client.messages().quickSend(MESSAGE).executeAsync();
            assertThat(received.await(60, TimeUnit.SECONDS)).isTrue();

            client.close();

            Throwable failure =
                    catchThrowable(() -> sent.get(60, TimeUnit.SECONDS)).getCause();
            assertThat(failure)
                    .isExactlyInstanceOf(InboxUnconfirmedException.class)
                    .hasMessageContaining("it is unknown whether the request took effect")
                    .hasCauseExactlyInstanceOf(InboxClosedException.class);
            end.countDown();
        }
    }

    @Test
    void reportsThatAClosedClientSentNothing() {
        InboxClient client = client("http://127.0.0.1:1");
        client.close();

        InboxClosedException failure = catchThrowableOfType(
                InboxClosedException.class,
                () -> client.messages().quickSend(MESSAGE).execute());

        assertThat(failure).hasMessageContaining("nothing was sent").hasNoCause();
    }

    @Test
    void doesNotFailUnconfirmedAfterARefusedConnection() {
        RetryPolicy retries = new RetryPolicy(3, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        try (InboxClient client = client(RawServer.refusingBaseUrl())) {
            InboxConnectionException failure = catchThrowableOfType(
                    InboxConnectionException.class,
                    () -> client.messages()
                            .quickSend(MESSAGE)
                            .with(CallOptions.builder().retries(retries).build())
                            .execute());

            assertThat(failure).hasMessageNotContaining("unknown");
            assertThat(failure.attempts()).isEqualTo(3);
        }
    }

    @Test
    void reportsTheDetailsNeededToConfirmASend() throws IOException {
        VirtualTime time = new VirtualTime();
        try (RawServer server = new RawServer(connection -> {
                    time.advance(Duration.ofSeconds(2));
                    RawServer.RESET.respond(connection);
                });
                InboxClient client = InboxClient.builder()
                        .apiToken("token")
                        .baseUrl(server.baseUrl())
                        .scheduler(time)
                        .build()) {
            Instant start = time.now();

            InboxUnconfirmedException failure = catchThrowableOfType(
                    InboxUnconfirmedException.class,
                    () -> client.messages().quickSend(MESSAGE).execute());

            assertThat(failure.operation()).isEqualTo("messages.quickSend");
            assertThat(failure.attempts()).isOne();
            assertThat(failure.isSend()).isTrue();
            assertThat(failure.attemptStartedAt()).isEqualTo(start);
            assertThat(failure.attemptEndedAt()).isEqualTo(start.plusSeconds(2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages.quickSend", "messages.send", "tags.create", "statuses.create", "threads.create"})
    void reportsThatOnlySendsCanBeConfirmed(String operation) throws IOException {
        try (RawServer server = new RawServer(RawServer.RESET);
                InboxClient client = client(server.baseUrl())) {
            InboxUnconfirmedException failure = catchThrowableOfType(
                    InboxUnconfirmedException.class,
                    () -> ApiTable.call(operation, client).execute());

            assertThat(failure.isSend()).isEqualTo(operation.startsWith("messages."));
            assertThat(failure.getMessage()).contains(failure.isSend() ? "confirm it" : "check whether it did");
        }
    }
}
