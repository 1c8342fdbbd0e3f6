package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.Http2Server.Behaviour;
import com.inboxapp.sdk.Http2Server.Connection;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 9113, 8.7: refused streams, and streams above the last id of a GOAWAY, were not processed. */
class Http2RefusalTest {
    @RegisterExtension
    final CustomHttpClients httpClients = new CustomHttpClients();

    private final OkHttpClient http =
            httpClients.add(new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));

    enum Refusal {
        REFUSED_STREAM {
            @Override
            void of(Connection connection, int stream) throws IOException {
                connection.reset(stream, Http2Server.REFUSED_STREAM);
            }
        },
        GOAWAY_BELOW {
            @Override
            void of(Connection connection, int stream) throws IOException {
                connection.goAway(stream - 2);
            }
        };

        abstract void of(Connection connection, int stream) throws IOException;
    }

    private InboxClient client(Http2Server server, OkHttpClient httpClient, int attempts) {
        return InboxClient.builder()
                .apiToken(TestServer.TOKEN)
                .baseUrl(server.baseUrl())
                .rateLimits(RateLimitOptions.unlimited())
                .httpClient(httpClient)
                .options(CallOptions.builder()
                        .retries(new RetryPolicy(attempts, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                        .build())
                .build();
    }

    private static Behaviour refusingOnFirst(int connections, Refusal refusal) {
        return (connection, stream) -> {
            if (connection.number <= connections) {
                refusal.of(connection, stream);
            } else {
                connection.respond(stream, Responses.SENT_MESSAGE);
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void retriesARefusedSendOnAnotherConnection(Refusal refusal) throws IOException {
        try (Http2Server server = new Http2Server(refusingOnFirst(1, refusal));
                InboxClient client = client(server, http, 2)) {
            InboxResponse<?> sent = ApiTable.call("messages.quickSend", client).executeForResponse();

            assertThat(sent.attempts()).isEqualTo(2);
            assertThat(server.received()).isEqualTo(2);
            assertThat(server.processed()).isOne();
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void retriesARefusedSendUpToMaxAttempts(Refusal refusal) throws IOException {
        try (Http2Server server = new Http2Server(refusingOnFirst(100, refusal));
                InboxClient client = client(server, http, 3)) {
            InboxConnectionException e = catchThrowableOfType(
                    InboxConnectionException.class,
                    () -> ApiTable.call("messages.quickSend", client).execute());

            assertThat(e).hasMessageContaining("the server processed nothing of it");
            assertThat(e.attempts()).isEqualTo(3);
            assertThat(server.received()).isEqualTo(3);
            assertThat(server.processed()).isZero();
        }
    }

    @Test
    void failsUnconfirmedAfterAnyOtherReset() throws IOException {
        for (int code : List.of(0, 1, 2, Http2Server.CANCEL, 11, 13, 99)) {
            try (Http2Server server = new Http2Server((connection, stream) -> connection.reset(stream, code));
                    InboxClient client = client(server, http, 3)) {
                assertThat(catchThrowableOfType(
                                InboxUnconfirmedException.class,
                                () -> ApiTable.call("messages.quickSend", client)
                                        .execute()))
                        .isNotNull();
                assertThat(server.received()).isOne();
            }
        }
    }

    @Test
    void failsUnconfirmedAfterAGoawayThatIncludesTheStream() throws IOException {
        try (Http2Server server = new Http2Server((connection, stream) -> {
                    connection.goAway(stream);
                    throw new IOException("closed");
                });
                InboxClient client = client(server, http, 3)) {
            assertThat(catchThrowableOfType(
                            InboxUnconfirmedException.class,
                            () -> ApiTable.call("messages.quickSend", client).execute()))
                    .isNotNull();
            assertThat(server.received()).isOne();
        }
    }

    @Test
    void usesAnotherConnectionAfterAGoawayBeforeTheRequest() throws Exception {
        AtomicReference<Connection> first = new AtomicReference<>();
        try (Http2Server server = new Http2Server((connection, stream) -> {
            first.compareAndSet(null, connection);
            connection.respond(stream, Responses.SENT_MESSAGE);
        })) {
            AtomicInteger chosen = new AtomicInteger();
            OkHttpClient intercepting = http.newBuilder()
                    .addNetworkInterceptor(chain -> {
                        // the connection is chosen, but nothing is written on it yet
                        if (chosen.incrementAndGet() == 2) {
                            first.get().goAwayAndWait(1);
                        }
                        return chain.proceed(chain.request());
                    })
                    .build();
            try (InboxClient client = client(server, intercepting, 2)) {
                ApiTable.call("messages.quickSend", client).execute();
                ApiTable.call("messages.quickSend", client).execute();
            }

            assertThat(server.processed()).isEqualTo(2);
            assertThat(server.received()).isEqualTo(2);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void processesConcurrentSendsOnceWhenSomeAreRefused() throws Exception {
        int sends = 20;
        try (Http2Server server = new Http2Server((connection, stream) -> {
                    if (stream % 4 == 1) {
                        connection.reset(stream, Http2Server.REFUSED_STREAM);
                    } else {
                        connection.respond(stream, Responses.SENT_MESSAGE);
                    }
                });
                InboxClient client = client(server, http, 50)) {
            List<? extends CompletableFuture<?>> all = Stream.generate(
                            () -> ApiTable.call("messages.quickSend", client).executeAsync())
                    .limit(sends)
                    .toList();
            for (CompletableFuture<?> send : all) {
                var unused = catchThrowableOfType(Exception.class, () -> send.get(30, TimeUnit.SECONDS));
            }
            long sent = all.stream()
                    .filter(send -> !send.isCompletedExceptionally())
                    .count();

            assertThat(server.processed()).isEqualTo((int) sent);
        }
    }
}
