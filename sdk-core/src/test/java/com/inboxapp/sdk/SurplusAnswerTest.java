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

/** A server that writes a second answer, which nobody asked for, behind an answer: it is not the one to the next request. */
class SurplusAnswerTest {
    @RegisterExtension
    final GivenClients given = new GivenClients();

    enum Over {
        PLAIN,
        TLS
    }

    /** What is called, first or next. */
    enum Called {
        GET {
            @Override
            String body(int number) {
                return Answers.TEAM.replace("acme", "acme" + number);
            }

            @Override
            String execute(InboxClient client) {
                return client.team().get().execute().slug().replace("acme", "");
            }
        },
        SEND {
            @Override
            String body(int number) {
                return Answers.SENT_MESSAGE.replace("msg_1", "msg_" + number);
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

        /** The number of the request that was answered. */
        abstract String execute(InboxClient client);

        static Called of(String request) {
            return request.startsWith("POST") ? SEND : request.startsWith("DELETE") ? DELETE : GET;
        }
    }

    /** How the end of the answer before is told. */
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
                Framing.LENGTH.of(-1, Called.GET.body(-1)),
                Framing.LENGTH.of(-1, Called.SEND.body(-1)),
                Framing.CHUNKS.of(-1, Called.SEND.body(-1)),
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

    /** Which are enough over TLS, whose handshakes take their time. */
    private static boolean isSimple(Called first, Framing framing, Called next) {
        return first == Called.GET && framing == Framing.LENGTH && next != Called.DELETE;
    }

    static Stream<Arguments> cases() {
        return Stream.of(Over.values())
                .flatMap(over -> Stream.of(Called.values())
                        .flatMap(first -> Stream.of(Called.values())
                                .flatMap(next -> Stream.of(Framing.values())
                                        .filter(framing -> framing != Framing.NO_CONTENT || first == Called.DELETE)
                                        .filter(framing -> over == Over.PLAIN || isSimple(first, framing, next))
                                        .map(framing -> Arguments.of(over, first, framing, next)))));
    }

    private KeepAliveServer server(Over over) throws IOException {
        return over == Over.TLS ? KeepAliveServer.overTls() : new KeepAliveServer();
    }

    private InboxClient client(Over over, KeepAliveServer server) {
        return builder(over, server).build();
    }

    private InboxClient.Builder builder(Over over, KeepAliveServer server) {
        OkHttpClient.Builder builder = over == Over.TLS ? SelfSigned.shared().trusting() : new OkHttpClient.Builder();
        OkHttpClient http = given.addKeeping(builder);
        return InboxClient.builder()
                .apiToken(TestServer.TOKEN)
                .baseUrl((over == Over.TLS ? "https://" : "http://") + server.authority() + "/api/v1")
                .rateLimits(RateLimitOptions.unlimited())
                .httpClient(http)
                .options(CallOptions.builder()
                        .retries(new RetryPolicy(3, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                        .build());
    }

    /** Answers each request with its number, and writes something behind the answers up to one. */
    private static KeepAliveServer.Answer numbered(AtomicInteger numbers, Framing framing, int until, String surplus) {
        return (connection, request) -> {
            int number = numbers.incrementAndGet();
            String body = Called.of(request).body(number);
            KeepAliveServer.write(connection, framing.of(number, body) + (number <= until ? surplus : ""));
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itIsNotTheAnswerToTheNextRequest(Over over, Called first, Framing framing, Called next) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String surplus : surpluses().toList()) {
            try (KeepAliveServer server = server(over);
                    InboxClient client = client(over, server)) {
                AtomicInteger numbers = new AtomicInteger();
                server.answer(numbered(numbers, framing, 1, surplus));
                String one = first.execute(client);
                server.answer(numbered(numbers, Framing.LENGTH, 1, surplus));

                String two;
                try {
                    two = next.execute(client);
                } catch (InboxException e) {
                    two = e.toString();
                }

                // a request other than a send may have been written on the connection before that was seen
                boolean oneSend = next != Called.SEND || server.requests().size() == 2;
                if (!one.equals("1") || !two.matches("[2-9]") || !oneSend) {
                    wrong.add(surplus + " -> " + one + ", " + two + ", received " + server.requests());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatAlwaysWritesOneGetsEachSendOnce(Over over) throws IOException {
        try (KeepAliveServer server = server(over);
                InboxClient client = client(over, server)) {
            AtomicInteger numbers = new AtomicInteger();
            server.answer(numbered(
                    numbers,
                    Framing.LENGTH,
                    Integer.MAX_VALUE,
                    surpluses().toList().get(4)));

            for (int i = 1; i <= 10; i++) {
                assertThat(Called.SEND.execute(client)).isEqualTo(String.valueOf(numbers.get()));
                assertThat(Called.GET.execute(client)).doesNotStartWith("-");
            }

            assertThat(server.requests().stream().filter(request -> request.startsWith("POST")))
                    .hasSize(10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneThatComesLaterIsNotTheAnswerToASend(Over over) throws Exception {
        try (KeepAliveServer server = server(over);
                InboxClient client = client(over, server)) {
            CountDownLatch nextReceived = new CountDownLatch(1);
            List<Socket> first = new ArrayList<>();
            AtomicInteger numbers = new AtomicInteger();
            server.answer((connection, request) -> {
                if (numbers.incrementAndGet() == 1) {
                    first.add(connection);
                } else {
                    try {
                        KeepAliveServer.write(first.get(0), surpluses().toList().get(4));
                    } catch (IOException closed) {
                        // as it should be
                    }
                    nextReceived.countDown();
                }
                KeepAliveServer.write(
                        connection,
                        Framing.LENGTH.of(numbers.get(), Called.of(request).body(numbers.get())));
            });

            Called.GET.execute(client);
            assertThat(Called.SEND.execute(client)).isEqualTo("2");

            assertThat(nextReceived.getCount()).isZero();
            assertThat(server.requests()).hasSize(2);
        }
    }

    /** Of which one stands in each answer: none is a status line of another answer. */
    static Stream<Arguments> headersLikeStatusLines() {
        return Stream.of(Called.GET, Called.DELETE)
                .flatMap(called -> Stream.of(
                                "X-Upstream: HTTP/1.1 200 OK",
                                "X-Upstream: HTTP/1.0 404 Not Found",
                                "X-Trace: a, HTTP/1.1 503 Service Unavailable, b",
                                "Warning: HTTP/1.1 200",
                                "HTTP/1.1 200 OK",
                                "HTTP/1.1 200 a: b")
                        .map(header -> Arguments.of(called, header)));
    }

    private static String withHeader(String header, String body) {
        return "HTTP/1.1 200 OK\r\n" + header + "\r\nX-Number: 1\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    @ParameterizedTest
    @MethodSource("headersLikeStatusLines")
    void aHeaderLikeAStatusLineLeavesTheConnectionInUse(Called called, String header) throws IOException {
        try (KeepAliveServer server = server(Over.PLAIN);
                InboxClient client = client(Over.PLAIN, server)) {
            server.answer(
                    (connection, request) -> KeepAliveServer.write(connection, withHeader(header, called.body(1))));

            for (int i = 0; i < 20; i++) {
                assertThat(called.execute(client)).isEqualTo("1");
            }

            assertThat(server.requests()).hasSize(20);
            assertThat(server.connections()).isOne();
        }
    }

    @ParameterizedTest
    @MethodSource("headersLikeStatusLines")
    void oneThatComesLaterCostsOneMoreRequestInAll(Called called, String header) throws Exception {
        int connections = 5;
        try (KeepAliveServer server = server(Over.PLAIN);
                InboxClient client = client(Over.PLAIN, server)) {
            server.openConnections(client, connections, KeepAliveServer::good);
            server.answer(
                    (connection, request) -> KeepAliveServer.write(connection, withHeader(header, called.body(1))));

            for (int i = 0; i < 20; i++) {
                assertThat(called.execute(client)).isEqualTo("1");
            }

            assertThat(server.requests()).hasSize(connections + 20 + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReadIsWrittenTwiceAtMostHoweverManyConnectionsHoldOne(Over over) throws Exception {
        int connections = 5;
        try (KeepAliveServer server = server(over);
                InboxClient client = client(over, server)) {
            String surplus = Framing.LENGTH.of(-1, Called.GET.body(-1));
            server.openConnections(
                    client,
                    connections,
                    (connection, request) ->
                            KeepAliveServer.write(connection, Framing.LENGTH.of(1, Called.GET.body(1)) + surplus));
            server.answer(numbered(new AtomicInteger(1), Framing.LENGTH, 0, ""));

            assertThat(Called.GET.execute(client)).matches("[23]");

            assertThat(server.requests()).hasSizeLessThanOrEqualTo(connections + 2);
        }
    }

    @Test
    void theReadThatIsWrittenTwiceHasTheTimeOfOneAttempt() throws Exception {
        Duration attempt = Duration.ofSeconds(10);
        VirtualTime time = new VirtualTime();
        try (KeepAliveServer server = server(Over.PLAIN);
                InboxClient client = builder(Over.PLAIN, server)
                        .scheduler(time)
                        .options(CallOptions.builder()
                                .noDeadline()
                                .attemptTimeout(attempt)
                                .retries(RetryPolicy.none())
                                .build())
                        .build()) {
            server.answer(numbered(new AtomicInteger(), Framing.LENGTH, 1, Framing.LENGTH.of(-1, Called.GET.body(-1))));
            Called.GET.execute(client);
            CountDownLatch written = new CountDownLatch(1);
            server.answer((connection, request) -> {
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
