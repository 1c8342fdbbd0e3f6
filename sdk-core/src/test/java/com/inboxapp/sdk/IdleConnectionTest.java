package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that the server closes while they are idle. */
class IdleConnectionTest {
    private static final int SENDS = 40;

    @RegisterExtension
    final CustomHttpClients httpClients = new CustomHttpClients();

    enum Kind {
        PLAIN_DEFAULT_CLIENT,
        PLAIN_CUSTOM_CLIENT,
        TLS_CUSTOM_CLIENT;

        KeepAliveServer server() throws IOException {
            return this == TLS_CUSTOM_CLIENT ? KeepAliveServer.overTls() : new KeepAliveServer();
        }
    }

    private InboxClient.Builder builder(Kind kind, KeepAliveServer server) {
        InboxClient.Builder builder = InboxClient.builder()
                .apiToken(TestServer.TOKEN)
                .baseUrl((kind == Kind.TLS_CUSTOM_CLIENT ? "https://" : "http://") + server.authority() + "/api/v1")
                .rateLimits(RateLimitOptions.unlimited())
                .options(CallOptions.builder().retries(RetryPolicy.none()).build());
        return kind == Kind.PLAIN_DEFAULT_CLIENT ? builder : builder.httpClient(httpClients(kind));
    }

    /** Creates a client that keeps connections for longer than any test takes. */
    private OkHttpClient httpClients(Kind kind) {
        OkHttpClient.Builder http =
                kind == Kind.TLS_CUSTOM_CLIENT ? SelfSigned.shared().trusting() : new OkHttpClient.Builder();
        return httpClients.addWithKeepAlive(http);
    }

    private static Object send(InboxClient client) {
        return ApiTable.call("messages.quickSend", client).execute();
    }

    @ParameterizedTest
    @EnumSource
    void sendsEachMessageOnceAfterTheServerClosedTheConnection(Kind kind) throws IOException {
        try (KeepAliveServer server = kind.server();
                InboxClient client = builder(kind, server).build()) {
            for (int i = 0; i < SENDS; i++) {
                send(client);
                server.closeConnections();
            }

            assertThat(server.requests()).hasSize(SENDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void skipsAllDeadConnectionsForASendWithinOneAttempt(Kind kind) throws Exception {
        int connections = 10;
        AtomicInteger waits = new AtomicInteger();
        AtomicInteger retries = new AtomicInteger();
        try (KeepAliveServer server = kind.server();
                InboxClient client = builder(kind, server)
                        .rateLimits(RateLimitOptions.builder().perMinute(100).build())
                        .listener(new CallListener() {
                            @Override
                            public void waiting(CallInfo call, WaitReason reason, Duration wait) {
                                waits.incrementAndGet();
                            }

                            @Override
                            public void retrying(CallInfo call, int attempt, Duration wait, InboxException failure) {
                                retries.incrementAndGet();
                            }
                        })
                        .build()) {
            server.openConnections(client, connections, KeepAliveServer::good);
            server.closeConnections();
            server.setResponder(KeepAliveServer::good);

            InboxResponse<?> sent = ApiTable.call("messages.quickSend", client).executeForResponse();

            assertThat(sent.attempts()).isOne();
            assertThat(server.requests()).hasSize(connections + 1);
            assertThat(server.connections()).isEqualTo(connections + 1);
            assertThat(waits).hasValue(0);
            assertThat(retries).hasValue(0);
            assertThat(client.rateLimits().get(0).used()).isEqualTo(connections + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void skipsDeadConnectionsForConcurrentSends(Kind kind) throws Exception {
        int connections = 5;
        try (KeepAliveServer server = kind.server();
                InboxClient client = builder(kind, server).build()) {
            for (int round = 0; round < 5; round++) {
                server.setResponder(KeepAliveServer.together(connections));
                List<? extends CompletableFuture<?>> sends = Stream.generate(() ->
                                ApiTable.call("messages.quickSend", client).executeAsync())
                        .limit(connections)
                        .toList();
                for (CompletableFuture<?> send : sends) {
                    send.get(60, TimeUnit.SECONDS);
                }
                server.closeConnections();
            }

            assertThat(server.requests()).hasSize(5 * connections);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = "PLAIN_DEFAULT_CLIENT") // its pool keeps no connection for longer than 4 s
    void reusesALiveConnectionExceptForSends(Kind kind) throws IOException {
        int sends = 10;
        try (KeepAliveServer server = kind.server();
                InboxClient client = builder(kind, server).build()) {
            for (int i = 0; i < sends; i++) {
                send(client);
                client.team().get().execute();
            }

            assertThat(server.connections()).isEqualTo(1 + sends);
        }
    }

    @ParameterizedTest
    @EnumSource
    void skipsDeadConnectionsForAReadWithinOneAttempt(Kind kind) throws Exception {
        int connections = 12;
        try (KeepAliveServer server = kind.server();
                InboxClient client = builder(kind, server).build()) {
            server.openConnections(client, connections, KeepAliveServer::good);
            server.closeConnections();
            server.setResponder(KeepAliveServer::good);

            assertThat(client.team().get().executeForResponse().attempts()).isOne();
            assertThat(ApiTable.call("threads.delete", client)
                            .executeForResponse()
                            .attempts())
                    .isOne();

            assertThat(server.requests()).hasSize(connections + 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void limitsTheConnectionsOfAReadThatTheServerAlwaysCloses(Kind kind) throws IOException {
        try (KeepAliveServer server = kind.server();
                InboxClient client = builder(kind, server).build()) {
            client.team().get().execute();
            server.setResponder((connection, request) -> connection.close());

            assertThatExceptionOfType(InboxConnectionException.class)
                    .isThrownBy(() -> client.team().get().execute());

            assertThat(server.requests()).hasSizeLessThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n", "?"})
    void doesNotReuseAConnectionWithUnsolicitedData(String unsolicited) throws IOException {
        for (Kind kind : Kind.values()) {
            for (String next : List.of("team.get", "threads.delete", "messages.quickSend")) {
                try (KeepAliveServer server = kind.server();
                        InboxClient client = builder(kind, server).build()) {
                    client.team().get().execute();
                    server.writeUnsolicited(unsolicited);
                    server.awaitReceived();

                    assertThat(ApiTable.call(next, client).executeForResponse().attempts())
                            .isOne();

                    assertThat(server.requests()).hasSize(2);
                    assertThat(server.connections()).isEqualTo(2);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsUnconfirmedWhenTheServerClosesTheConnectionOnASend(Kind kind) throws IOException {
        try (KeepAliveServer server = kind.server();
                InboxClient client = builder(kind, server).build()) {
            send(client);
            server.setResponder((connection, request) -> connection.close());

            assertThatExceptionOfType(InboxUnconfirmedException.class).isThrownBy(() -> send(client));

            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void checksIdleConnectionsOfACustomClientsOwnCalls() throws IOException {
        try (KeepAliveServer server = new KeepAliveServer()) {
            OkHttpClient http = httpClients(Kind.PLAIN_CUSTOM_CLIENT);
            try (Response response = http.newCall(new Request.Builder()
                            .url("http://" + server.authority())
                            .build())
                    .execute()) {
                assertThat(response.body().string()).isNotEmpty();
            }
            server.closeConnections();
            try (InboxClient client =
                    builder(Kind.PLAIN_DEFAULT_CLIENT, server).httpClient(http).build()) {
                send(client);
            }

            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void limitsConnectionsToTheRetryPolicyWhenTheServerAlwaysCloses() throws IOException {
        try (KeepAliveServer server = new KeepAliveServer();
                InboxClient client = builder(Kind.PLAIN_DEFAULT_CLIENT, server)
                        .options(CallOptions.builder()
                                .retries(new RetryPolicy(3, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                                .build())
                        .build()) {
            server.closeFromNowOn();

            assertThatExceptionOfType(InboxException.class).isThrownBy(() -> send(client));

            assertThat(server.requests()).isEmpty();
            assertThat(server.connections()).isLessThanOrEqualTo(6);
        }
    }

    @Test
    void restoresTheReadTimeoutOfTheConnection() throws IOException {
        ConcurrentHashMap<Integer, Integer> timeouts = new ConcurrentHashMap<>();
        try (KeepAliveServer server = new KeepAliveServer()) {
            OkHttpClient http = httpClients.addWithKeepAlive(new OkHttpClient.Builder().addNetworkInterceptor(chain -> {
                Response response = chain.proceed(chain.request());
                timeouts.put(chain.connection().socket().getSoTimeout(), 1);
                return response;
            }));
            try (InboxClient client = builder(Kind.PLAIN_DEFAULT_CLIENT, server)
                    .readTimeout(Duration.ofSeconds(17))
                    .httpClient(http)
                    .build()) {
                send(client);
                send(client);
            }
        }
        assertThat(timeouts).containsOnlyKeys(17_000);
    }
}
