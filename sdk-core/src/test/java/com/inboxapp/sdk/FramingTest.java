package com.inboxapp.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a response on a persistent connection. */
class FramingTest {
    private static final int LENGTH = Responses.TEAM.getBytes(UTF_8).length;

    private static KeepAliveServer respondingWith(String status, String head, String body) throws IOException {
        KeepAliveServer server = new KeepAliveServer();
        server.setResponder((connection, request) ->
                KeepAliveServer.write(connection, "HTTP/1.1 " + status + "\r\n" + head + "\r\n" + body));
        return server;
    }

    private static InboxClient client(KeepAliveServer server) {
        return InboxClient.builder()
                .apiToken(TestServer.TOKEN)
                .baseUrl("http://" + server.authority() + "/api/v1")
                .rateLimits(RateLimitOptions.unlimited())
                .options(CallOptions.builder()
                        .retries(new RetryPolicy(3, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                        .build())
                .build();
    }

    private static Object send(InboxClient client) {
        return ApiTable.call("messages.quickSend", client).execute();
    }

    static Stream<String> equalLengths() {
        return Stream.of(
                "Content-Length: " + LENGTH + ", " + LENGTH + "\r\n",
                "Content-Length: " + LENGTH + "," + LENGTH + " ,\t0" + LENGTH + "\r\n",
                "Content-Length: " + LENGTH + "\r\nContent-Length: " + LENGTH + "\r\n",
                "Content-Length: " + LENGTH + ", " + LENGTH + "\r\ncontent-length: " + LENGTH + "\r\n",
                "Content-Length: " + LENGTH + "\r\nContent-Length: " + LENGTH + ", " + LENGTH + "\r\n",
                "Content-Length: " + LENGTH + ",\r\n",
                "Content-Length: 000" + LENGTH + "\r\n");
    }

    @ParameterizedTest
    @MethodSource("equalLengths")
    void acceptsARepeatedEqualLength(String head) throws IOException {
        try (KeepAliveServer server = respondingWith("200 OK", head, Responses.TEAM);
                InboxClient client = client(server)) {
            for (int i = 0; i < 3; i++) {
                InboxResponse<?> response = client.team().get().executeForResponse();

                assertThat(response.attempts()).isOne();
            }
            assertThat(server.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5, 5", "5,\t05"})
    void treatsABodyShorterThanARepeatedLengthAsLost(String lengths) throws IOException {
        try (KeepAliveServer server = new KeepAliveServer();
                InboxClient client = client(server)) {
            server.setResponder((connection, request) -> {
                KeepAliveServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: " + lengths + "\r\n\r\n{\"a\"");
                connection.close();
            });

            assertThat(catchThrowable(() -> client.team().get().execute()))
                    .isExactlyInstanceOf(InboxConnectionException.class);
            assertThat(server.requests()).hasSize(3);
            assertThat(catchThrowable(() -> send(client))).isExactlyInstanceOf(InboxUnconfirmedException.class);
            assertThat(server.requests()).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 46, 47\r\n",
                "Content-Length: many\r\n",
                "Content-Length: +46\r\n",
                "Content-Length: 4 6\r\n",
                "Content-Length: 0x46\r\n",
                "Content-Length: 46.0\r\n",
                "Content-Length: \r\n",
                "Content-Length: ,\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 9223372036854775808\r\n",
                "Content-Length: 123456789012345678901234567890\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding: chunked, chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n",
                "Transfer-Encoding: gzip\r\n"
            })
    void rejectsAResponseWithAnUndefinedEndWithoutARetry(String head) throws IOException {
        try (KeepAliveServer server = respondingWith("200 OK", head, Responses.TEAM);
                InboxClient client = client(server)) {
            assertThat(catchThrowable(() -> client.team().get().execute()))
                    .isExactlyInstanceOf(InboxConnectionException.class)
                    .hasMessageContaining(head.substring(0, head.indexOf(':')));
            assertThat(server.requests()).hasSize(1);

            assertThat(catchThrowable(() -> send(client)))
                    .isExactlyInstanceOf(InboxUnconfirmedException.class)
                    .hasMessageContaining(head.substring(0, head.indexOf(':')));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"204 No Content", "205 Reset Content"})
    void ignoresContentOfAStatusWithoutContent(String status) throws IOException {
        for (String head : new String[] {"Content-Length: 5\r\n", "Content-Length: 0\r\n"}) {
            try (KeepAliveServer server = respondingWith(status, head, head.contains("0") ? "" : "hello");
                    InboxClient client = client(server)) {
                InboxResponse<?> deleted =
                        ApiTable.call("threads.delete", client).executeForResponse();
                assertThat(deleted.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
                assertThat(deleted.attempts()).isOne();

                assertThat(catchThrowable(() -> send(client)))
                        .isExactlyInstanceOf(InboxUnconfirmedException.class)
                        .hasCauseExactlyInstanceOf(InboxDecodingException.class);
                assertThat(catchThrowable(() -> client.team().get().execute()))
                        .isExactlyInstanceOf(InboxDecodingException.class);
                assertThat(ApiTable.call("prospects.lookup", client)
                                .executeForResponse()
                                .status())
                        .isEqualTo(deleted.status());
                assertThat(server.requests()).hasSize(4);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5, 5\r\n", "Transfer-Encoding: chunked\r\n", "Content-Length: 0, 0\r\n"})
    void doesNotWaitForABodyThatTheStatusExcludes(String head) throws IOException {
        try (KeepAliveServer server = respondingWith("204 No Content", head, "");
                InboxClient client = client(server)) {
            assertThat(ApiTable.call("threads.delete", client)
                            .executeForResponse()
                            .attempts())
                    .isOne();
            assertThat(catchThrowable(() -> send(client)))
                    .isExactlyInstanceOf(InboxUnconfirmedException.class)
                    .hasCauseExactlyInstanceOf(InboxDecodingException.class);
            assertThat(server.requests()).hasSize(2);
        }
        try (KeepAliveServer server = respondingWith("304 Not Modified", head.replace('0', '7'), "");
                InboxClient client = client(server)) {
            assertThat(catchThrowable(() -> client.team().get().execute())).isInstanceOf(InboxApiException.class);
            assertThat(catchThrowable(() -> send(client))).isExactlyInstanceOf(InboxUnconfirmedException.class);
            assertThat(server.requests()).hasSize(2);
        }
    }
}
