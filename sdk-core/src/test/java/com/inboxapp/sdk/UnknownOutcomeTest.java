package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SentMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

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
    void closingDuringASendSaysThatItMayHaveBeenSent() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (MockWebServer server = new MockWebServer()) {
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
            assertThat(received.await(30, TimeUnit.SECONDS)).isTrue();

            client.close();

            Throwable failure =
                    catchThrowable(() -> sent.get(30, TimeUnit.SECONDS)).getCause();
            assertThat(failure)
                    .isInstanceOf(InboxClosedException.class)
                    .hasMessageContaining("it is unknown whether the request took effect")
                    .hasCauseInstanceOf(IOException.class);
            end.countDown();
        }
    }

    @Test
    void aClosedClientSaysThatNothingWasSent() {
        InboxClient client = client("http://127.0.0.1:1");
        client.close();

        InboxClosedException failure = catchThrowableOfType(
                InboxClosedException.class,
                () -> client.messages().quickSend(MESSAGE).execute());

        assertThat(failure).hasMessageContaining("nothing was sent").hasNoCause();
    }

    @Test
    void aRefusedConnectionLeavesNoDoubt() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (InboxClient client = client("http://127.0.0.1:" + free)) {
            assertThat(catchThrowable(() -> client.messages().quickSend(MESSAGE).execute()))
                    .isInstanceOf(InboxConnectionException.class)
                    .hasMessageNotContaining("unknown");
        }
    }
}
