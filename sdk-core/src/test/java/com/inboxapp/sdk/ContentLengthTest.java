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

/** RFC 9110, 8.6: a response with conflicting lengths is invalid. */
class ContentLengthTest {
    private static RawServer respondingWith(String head, String body) {
        return new RawServer(connection ->
                connection.getOutputStream().write(("HTTP/1.1 200 OK\r\n" + head + "\r\n" + body).getBytes(UTF_8)));
    }

    private static InboxClient client(RawServer server) {
        return InboxClient.builder()
                .apiToken(TestServer.TOKEN)
                .baseUrl(server.baseUrl())
                .rateLimits(RateLimitOptions.unlimited())
                .options(CallOptions.builder()
                        .retries(new RetryPolicy(3, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                        .build())
                .build();
    }

    private static String lengths(String... lengths) {
        return String.join(
                "",
                Stream.of(lengths).map(one -> "Content-Length: " + one + "\r\n").toList());
    }

    static Stream<String> different() {
        int length = Responses.SENT_MESSAGE.getBytes(UTF_8).length;
        return Stream.of(
                lengths("" + length, "" + (length + 1)),
                lengths("" + (length - 1), "" + length),
                lengths("0", "" + length),
                lengths(length + ", " + (length - 1)),
                lengths("" + length, "" + length, "7"),
                lengths("" + length, "many"),
                "content-length: 1\r\n" + lengths("" + length));
    }

    @ParameterizedTest
    @MethodSource("different")
    void rejectsConflictingLengthsWithoutARetry(String head) throws IOException {
        try (RawServer server = respondingWith(head, Responses.SENT_MESSAGE);
                InboxClient client = client(server)) {
            assertThat(catchThrowable(() -> client.team().get().execute()))
                    .isExactlyInstanceOf(InboxConnectionException.class)
                    .hasMessageContaining("different Content-Length headers");
            assertThat(server.requests()).isOne();

            assertThat(catchThrowable(
                            () -> ApiTable.call("messages.quickSend", client).execute()))
                    .isExactlyInstanceOf(InboxUnconfirmedException.class)
                    .hasMessageContaining("different Content-Length headers");
            assertThat(server.requests()).isEqualTo(2);
        }
    }

    static Stream<String> equal() {
        int length = Responses.TEAM.getBytes(UTF_8).length;
        return Stream.of(
                lengths("" + length),
                lengths("" + length, "" + length),
                lengths(length + ""),
                lengths("0" + length, "" + length),
                "");
    }

    @ParameterizedTest
    @MethodSource("equal")
    void acceptsEqualLengths(String head) throws IOException {
        try (RawServer server = respondingWith(head, Responses.TEAM);
                InboxClient client = client(server)) {
            assertThat(client.team().get().execute().slug()).isEqualTo("acme");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "-1\r\n", "\r\n", "1\r\n{\r\nzz\r\n"})
    void doesNotRetryAResponseThatIsNotHttp(String chunks) throws IOException {
        try (RawServer server = respondingWith("Transfer-Encoding: chunked\r\n", chunks);
                InboxClient client = client(server)) {
            assertThat(catchThrowable(() -> client.team().get().execute())).isInstanceOf(InboxException.class);
            assertThat(server.requests()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5\r\n{", "", "5\r\n"})
    void retriesATruncatedResponse(String chunks) throws IOException {
        try (RawServer server = respondingWith("Transfer-Encoding: chunked\r\n", chunks);
                InboxClient client = client(server)) {
            assertThat(catchThrowable(() -> client.team().get().execute()))
                    .isExactlyInstanceOf(InboxConnectionException.class);
            assertThat(server.requests()).isEqualTo(3);
        }
    }
}
