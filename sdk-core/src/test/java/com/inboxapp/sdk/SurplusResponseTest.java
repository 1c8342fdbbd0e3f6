package com.inboxapp.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.model.TagId;
import com.inboxapp.sdk.model.Team;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that writes an unsolicited second response, which must not be taken for the response to the next request. */
class SurplusResponseTest {
    @RegisterExtension
    final CustomHttpClients httpClients = new CustomHttpClients();

    enum Transport {
        PLAIN,
        TLS
    }

    /** The kind of call. */
    enum CallKind {
        GET {
            @Override
            String body(int number) {
                return Responses.TEAM.replace("acme", "acme" + number);
            }

            @Override
            String execute(InboxClient client) {
                return client.team().get().execute().slug().replace("acme", "");
            }
        },
        SEND {
            @Override
            String body(int number) {
                return Responses.SENT_MESSAGE.replace("msg_1", "msg_" + number);
            }

            @Override
            String execute(InboxClient client) {
                SentMessage sent = (SentMessage)
                        ApiTable.call("messages.quickSend", client).execute();
                return sent.message().id().value().replace("msg_", "");
            }
        },
        DELETE {
            @Override
            String body(int number) {
                return "";
            }

            @Override
            String execute(InboxClient client) {
                InboxResponse<?> response =
                        client.tags().delete(TagId.of("tag_1")).executeForResponse();
                return String.valueOf(response.headers().get("X-Number").get(0));
            }
        };

        abstract String body(int number);

        /** Returns the number of the request whose response was received. */
        abstract String execute(InboxClient client);

        static CallKind of(String request) {
            return request.startsWith("POST") ? SEND : request.startsWith("DELETE") ? DELETE : GET;
        }
    }

    /** The framing of the preceding response. */
    enum Framing {
        LENGTH {
            @Override
            String of(int number, String body) {
                return "HTTP/1.1 200 OK\r\nX-Number: " + number + "\r\nContent-Length: " + body.getBytes(UTF_8).length
                        + "\r\n\r\n" + body;
            }
        },
        CHUNKS {
            @Override
            String of(int number, String body) {
                String chunk =
                        body.isEmpty() ? "" : Integer.toHexString(body.getBytes(UTF_8).length) + "\r\n" + body + "\r\n";
                return "HTTP/1.1 200 OK\r\nX-Number: " + number + "\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk
                        + "0\r\n\r\n";
            }
        },
        NO_CONTENT {
            @Override
            String of(int number, String body) {
                return "HTTP/1.1 204 No Content\r\nX-Number: " + number + "\r\n\r\n";
            }
        };

        abstract String of(int number, String body);
    }

    static Stream<String> surpluses() {
        return Stream.of(
                Framing.LENGTH.of(-1, CallKind.GET.body(-1)),
                Framing.LENGTH.of(-1, CallKind.SEND.body(-1)),
                Framing.CHUNKS.of(-1, CallKind.SEND.body(-1)),
                Framing.NO_CONTENT.of(-1, ""),
                "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\n\r\n",
                "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n",
                "HTTP/1.1 400 Bad Request\r\nX-Half: ",
                "\r\n",
                "?",
                "?\r\n");
    }

    /** Selects the cases that also run over TLS, whose handshakes are slow. */
    private static boolean isSimple(CallKind first, Framing framing, CallKind next) {
        return first == CallKind.GET && framing == Framing.LENGTH && next != CallKind.DELETE;
    }

    static Stream<Arguments> cases() {
        return Stream.of(Transport.values())
                .flatMap(transport -> Stream.of(CallKind.values())
                        .flatMap(first -> Stream.of(CallKind.values())
                                .flatMap(next -> Stream.of(Framing.values())
                                        .filter(framing -> framing != Framing.NO_CONTENT || first == CallKind.DELETE)
                                        .filter(framing ->
                                                transport == Transport.PLAIN || isSimple(first, framing, next))
                                        .map(framing -> Arguments.of(transport, first, framing, next)))));
    }

    private KeepAliveServer server(Transport transport) throws IOException {
        return transport == Transport.TLS ? KeepAliveServer.overTls() : new KeepAliveServer();
    }

    private InboxClient client(Transport transport, KeepAliveServer server) {
        return builder(transport, server).build();
    }

    private InboxClient.Builder builder(Transport transport, KeepAliveServer server) {
        OkHttpClient.Builder builder =
                transport == Transport.TLS ? SelfSigned.shared().trusting() : new OkHttpClient.Builder();
        OkHttpClient http = httpClients.addWithKeepAlive(builder);
        return InboxClient.builder()
                .apiToken(TestServer.TOKEN)
                .baseUrl((transport == Transport.TLS ? "https://" : "http://") + server.authority() + "/api/v1")
                .rateLimits(RateLimitOptions.unlimited())
                .httpClient(http)
                .options(CallOptions.builder()
                        .retries(new RetryPolicy(3, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                        .build());
    }

    /** Responds to each request with its number, and appends the surplus to all responses up to {@code until}. */
    private static KeepAliveServer.Responder numbered(
            AtomicInteger numbers, Framing framing, int until, String surplus) {
        return (connection, request) -> {
            int number = numbers.incrementAndGet();
            String body = CallKind.of(request).body(number);
            KeepAliveServer.write(connection, framing.of(number, body) + (number <= until ? surplus : ""));
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void doesNotUseASurplusResponseForTheNextRequest(
            Transport transport, CallKind first, Framing framing, CallKind next) throws IOException {
        List<String> mismatches = new ArrayList<>();
        for (String surplus : surpluses().toList()) {
            try (KeepAliveServer server = server(transport);
                    InboxClient client = client(transport, server)) {
                AtomicInteger numbers = new AtomicInteger();
                server.setResponder(numbered(numbers, framing, 1, surplus));
                String one = first.execute(client);
                server.setResponder(numbered(numbers, Framing.LENGTH, 1, surplus));

                String two;
                try {
                    two = next.execute(client);
                } catch (InboxException e) {
                    two = e.toString();
                }

                // other requests may have been written before the surplus response was detected
                boolean oneSend = next != CallKind.SEND || server.requests().size() == 2;
                if (!one.equals("1") || !two.matches("[2-9]") || !oneSend) {
                    mismatches.add(surplus + " -> " + one + ", " + two + ", received " + server.requests());
                }
            }
        }
        assertThat(mismatches).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void sendsEachMessageOnceToAServerThatAlwaysWritesASurplus(Transport transport) throws IOException {
        try (KeepAliveServer server = server(transport);
                InboxClient client = client(transport, server)) {
            AtomicInteger numbers = new AtomicInteger();
            server.setResponder(numbered(
                    numbers,
                    Framing.LENGTH,
                    Integer.MAX_VALUE,
                    surpluses().toList().get(4)));

            for (int i = 1; i <= 10; i++) {
                assertThat(CallKind.SEND.execute(client)).isEqualTo(String.valueOf(numbers.get()));
                assertThat(CallKind.GET.execute(client)).doesNotStartWith("-");
            }

            assertThat(server.requests().stream().filter(request -> request.startsWith("POST")))
                    .hasSize(10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotUseALateSurplusResponseForASend(Transport transport) throws Exception {
        try (KeepAliveServer server = server(transport);
                InboxClient client = client(transport, server)) {
            CountDownLatch nextReceived = new CountDownLatch(1);
            List<Socket> first = new ArrayList<>();
            AtomicInteger numbers = new AtomicInteger();
            server.setResponder((connection, request) -> {
                if (numbers.incrementAndGet() == 1) {
                    first.add(connection);
                } else {
                    try {
                        KeepAliveServer.write(first.get(0), surpluses().toList().get(4));
                    } catch (IOException closed) {
                        // expected
                    }
                    nextReceived.countDown();
                }
                KeepAliveServer.write(
                        connection,
                        Framing.LENGTH.of(numbers.get(), CallKind.of(request).body(numbers.get())));
            });

            CallKind.GET.execute(client);
            assertThat(CallKind.SEND.execute(client)).isEqualTo("2");

            assertThat(nextReceived.getCount()).isZero();
            assertThat(server.requests()).hasSize(2);
        }
    }

    /** Headers that resemble a status line, but belong to the response. */
    static Stream<Arguments> headersLikeStatusLines() {
        return Stream.of(CallKind.GET, CallKind.DELETE)
                .flatMap(callKind -> Stream.of(
                                "X-Upstream: HTTP/1.1 200 OK",
                                "X-Upstream: HTTP/1.0 404 Not Found",
                                "X-Trace: a, HTTP/1.1 503 Service Unavailable, b",
                                "Warning: HTTP/1.1 200",
                                "HTTP/1.1 200 OK",
                                "HTTP/1.1 200 a: b")
                        .map(header -> Arguments.of(callKind, header)));
    }

    private static String withHeader(String header, String body) {
        return "HTTP/1.1 200 OK\r\n" + header + "\r\nX-Number: 1\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    @ParameterizedTest
    @MethodSource("headersLikeStatusLines")
    void keepsTheConnectionDespiteAHeaderLikeAStatusLine(CallKind callKind, String header) throws IOException {
        try (KeepAliveServer server = server(Transport.PLAIN);
                InboxClient client = client(Transport.PLAIN, server)) {
            server.setResponder(
                    (connection, request) -> KeepAliveServer.write(connection, withHeader(header, callKind.body(1))));

            for (int i = 0; i < 20; i++) {
                assertThat(callKind.execute(client)).isEqualTo("1");
            }

            assertThat(server.requests()).hasSize(20);
            assertThat(server.connections()).isOne();
        }
    }

    @ParameterizedTest
    @MethodSource("headersLikeStatusLines")
    void needsOnlyOneExtraRequestOnUsedConnections(CallKind callKind, String header) throws Exception {
        int connections = 5;
        try (KeepAliveServer server = server(Transport.PLAIN);
                InboxClient client = client(Transport.PLAIN, server)) {
            server.openConnections(client, connections, KeepAliveServer::good);
            server.setResponder(
                    (connection, request) -> KeepAliveServer.write(connection, withHeader(header, callKind.body(1))));

            for (int i = 0; i < 20; i++) {
                assertThat(callKind.execute(client)).isEqualTo("1");
            }

            assertThat(server.requests()).hasSize(connections + 20 + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesAReadAtMostTwiceWithManyAffectedConnections(Transport transport) throws Exception {
        int connections = 5;
        try (KeepAliveServer server = server(transport);
                InboxClient client = client(transport, server)) {
            String surplus = Framing.LENGTH.of(-1, CallKind.GET.body(-1));
            server.openConnections(
                    client,
                    connections,
                    (connection, request) ->
                            KeepAliveServer.write(connection, Framing.LENGTH.of(1, CallKind.GET.body(1)) + surplus));
            server.setResponder(numbered(new AtomicInteger(1), Framing.LENGTH, 0, ""));

            assertThat(CallKind.GET.execute(client)).matches("[23]");

            assertThat(server.requests()).hasSizeLessThanOrEqualTo(connections + 2);
        }
    }

    @Test
    void appliesOneAttemptTimeoutToAReadThatIsWrittenTwice() throws Exception {
        Duration attempt = Duration.ofSeconds(10);
        VirtualTime time = new VirtualTime();
        try (KeepAliveServer server = server(Transport.PLAIN);
                InboxClient client = builder(Transport.PLAIN, server)
                        .scheduler(time)
                        .options(CallOptions.builder()
                                .noDeadline()
                                .attemptTimeout(attempt)
                                .retries(RetryPolicy.none())
                                .build())
                        .build()) {
            server.setResponder(
                    numbered(new AtomicInteger(), Framing.LENGTH, 1, Framing.LENGTH.of(-1, CallKind.GET.body(-1))));
            CallKind.GET.execute(client);
            CountDownLatch written = new CountDownLatch(1);
            server.setResponder((connection, request) -> {
                if (server.connections() == 2) {
                    written.countDown();
                }
            });

            CompletableFuture<Team> read = client.team().get().executeAsync();
            written.await();

            assertThat(time.waiting()).isOne();
            time.advance(attempt);
            assertThat(read)
                    .failsWithin(Duration.ofMinutes(1))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(InboxTimeoutException.class);
        }
    }
}
