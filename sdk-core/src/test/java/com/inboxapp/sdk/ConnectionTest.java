package com.inboxapp.sdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletionException;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {
    @Test
    void failsWithAConnectionExceptionWhenRefused() throws IOException {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        try (InboxClient client = InboxClient.builder()
                .apiToken("t")
                .baseUrl("http://127.0.0.1:" + closedPort)
                .build()) {
            assertThatExceptionOfType(InboxConnectionException.class)
                    .isThrownBy(() -> client.team().get().execute())
                    .withMessageStartingWith("team.get: ")
                    .withCauseInstanceOf(IOException.class);
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> client.team().get().executeAsync().join())
                    .withCauseInstanceOf(InboxConnectionException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n\r\n",
                "HTTP/1.1",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 200 OK\r\nContent-Len",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\"",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}",
            })
    void treatsAResponseThatIsNotHttpAsLost(String response) throws IOException {
        try (RawServer server = RawServer.respondingWith(response.getBytes(ISO_8859_1));
                InboxClient client = InboxClient.builder()
                        .apiToken("t")
                        .baseUrl(server.baseUrl())
                        .build()) {
            InboxUnconfirmedException e = catchThrowableOfType(
                    InboxUnconfirmedException.class,
                    () -> ApiTable.call("messages.quickSend", client).execute());

            assertThat(e).hasCauseExactlyInstanceOf(InboxConnectionException.class);
            assertThat(server.requests()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Encoding: gzip\r\nContent-Length: 12\r\n\r\nno gzip here",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
            })
    void failsWithADecodingExceptionWhenTheBodyContradictsItsHeaders(String headersAndBody) throws IOException {
        String response = "HTTP/1.1 200 OK\r\n" + headersAndBody;
        try (RawServer server = RawServer.respondingWith(response.getBytes(ISO_8859_1));
                InboxClient client = InboxClient.builder()
                        .apiToken("t")
                        .baseUrl(server.baseUrl())
                        .build()) {
            InboxUnconfirmedException e = catchThrowableOfType(
                    InboxUnconfirmedException.class,
                    () -> ApiTable.call("messages.quickSend", client).execute());

            assertThat(e).hasCauseExactlyInstanceOf(InboxDecodingException.class);
            assertThat(server.requests()).isOne();
        }
    }

    @Test
    void releasesTheConnectionOfAnInvalidResponse() throws IOException {
        OkHttpClient http = new OkHttpClient();
        try (RawServer server = RawServer.respondingWith(
                        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}".getBytes(ISO_8859_1));
                InboxClient client = InboxClient.builder()
                        .apiToken("t")
                        .baseUrl(server.baseUrl())
                        .httpClient(http)
                        .build()) {
            assertThatExceptionOfType(InboxConnectionException.class)
                    .isThrownBy(() -> client.team().get().execute())
                    .withMessageContaining("Content-Length is negative");

            assertThat(server.requests()).isOne();
            ConnectionPool pool = http.connectionPool();
            assertThat(pool.connectionCount() - pool.idleConnectionCount()).isZero();
        } finally {
            http.dispatcher().executorService().shutdown();
        }
    }

    @Test
    void truncatesAResponseThatIsNotHttpInTheMessage() throws IOException {
        try (RawServer server = RawServer.respondingWith(
                        "x".repeat(20_000).concat("\r\n\r\n").getBytes(ISO_8859_1));
                InboxClient client = InboxClient.builder()
                        .apiToken("t")
                        .baseUrl(server.baseUrl())
                        .build()) {
            assertThatExceptionOfType(InboxConnectionException.class)
                    .isThrownBy(() -> client.team().get().execute())
                    .satisfies(e ->
                            assertThat(e.getMessage()).contains("status line").hasSizeLessThan(2_000));
        }
    }

    @Test
    void readsAResponseWithoutALengthToTheEndOfTheConnection() throws IOException {
        String response = "HTTP/1.0 200 OK\r\n\r\n" + Responses.TEAM;
        try (RawServer server = RawServer.respondingWith(response.getBytes(ISO_8859_1));
                InboxClient client = InboxClient.builder()
                        .apiToken("t")
                        .baseUrl(server.baseUrl())
                        .build()) {
            assertThat(client.team().get().execute().slug()).isEqualTo("acme");
        }
    }

    @Test
    void keepsTheInterruptedFlagOfAnInterruptedThread() throws IOException {
        try (RawServer server = RawServer.respondingWith(new byte[0]);
                InboxClient client = InboxClient.builder()
                        .apiToken("t")
                        .baseUrl(server.baseUrl())
                        .build()) {
            Thread.currentThread().interrupt();

            InboxInterruptedException e = catchThrowableOfType(
                    InboxInterruptedException.class,
                    () -> ApiTable.call("messages.send", client).execute());

            assertThat(Thread.interrupted()).isTrue();
            assertThat(e).hasMessageContaining("interrupted").hasMessageContaining("nothing was sent");
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void keepsTheInterruptedFlagWhenInterruptedDuringTheResponse() throws IOException {
        Thread caller = Thread.currentThread();
        try (RawServer server = new RawServer(connection -> {
                    caller.interrupt();
                    connection
                            .getOutputStream()
                            .write(("HTTP/1.0 200 OK\r\n\r\n" + Responses.TEAM).getBytes(ISO_8859_1));
                });
                InboxClient client = InboxClient.builder()
                        .apiToken("t")
                        .baseUrl(server.baseUrl())
                        .build()) {
            Throwable thrown = catchThrowable(() -> client.team().get().execute());

            assertThat(Thread.interrupted()).isTrue();
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(InboxInterruptedException.class);
            }
        }
    }
}
