package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests whose response must not be confused with another one use a connection without earlier requests. */
class OwnConnectionTest {
    /** At least as many as a confirmation may use one after the other. */
    private static final int CONNECTIONS = 10;

    private static final String NO_MESSAGES = "{\"threadId\":\"thread_1\",\"messages\":[],\"nextCursor\":null}";
    private static final String NO_THREAD = "{\"thread\":null}";
    private static final String OTHER_THREAD = "{\"thread\":" + Responses.THREAD.replace("thread_1", "thread_2") + "}";

    @RegisterExtension
    final CustomHttpClients httpClients = new CustomHttpClients();

    private InboxClient client(KeepAliveServer server, OkHttpClient.Builder builder, RetryPolicy retries) {
        OkHttpClient http = httpClients.addWithKeepAlive(builder);
        return InboxClient.builder()
                .apiToken(TestServer.TOKEN)
                .baseUrl("http://" + server.authority() + "/api/v1")
                .rateLimits(RateLimitOptions.unlimited())
                .scheduler(new VirtualTime())
                .settleTime(Duration.ZERO)
                .httpClient(http)
                .options(CallOptions.builder().retries(retries).build())
                .build();
    }

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    /** A response to an earlier request that arrives a second time, late. */
    enum Late {
        NO_THREAD_FOUND(NO_THREAD),
        ANOTHER_THREAD(OTHER_THREAD),
        AN_EMPTY_THREAD(NO_MESSAGES);

        final String response;

        Late(String response) {
            this.response = response;
        }
    }

    /** Sends take effect without a response. On a used connection, the late response precedes the response to a read. */
    private static KeepAliveServer.Responder losing(Late late) {
        Set<Socket> used = ConcurrentHashMap.newKeySet();
        return (connection, request) -> {
            if (request.startsWith("POST")) {
                connection.close();
                return;
            }
            String message = Responses.MESSAGE.replace("2025-11-10T18:03:16", "2026-01-01T00:00:00");
            String response = request.startsWith("GET /api/v1/team")
                    ? Responses.TEAM
                    : request.contains("/messages")
                            ? request.contains("thread_2")
                                    ? NO_MESSAGES
                                    : Responses.MESSAGE_PAGE.replace(Responses.MESSAGE, message)
                            : request.contains("/lookup") ? "{\"thread\":" + Responses.THREAD + "}" : Responses.THREAD;
            boolean isLate = !used.add(connection) && request.contains("/messages") == (late == Late.AN_EMPTY_THREAD);
            KeepAliveServer.write(connection, (isLate ? ok(late.response) : "") + ok(response));
        };
    }

    private static final QuickSendRequest MESSAGE = QuickSendRequest.builder()
            .accountLinkId(AccountLinkId.of("acc_abc123"))
            .prospectPlatformId(PlatformUserId.of("555555555"))
            .text("Hello")
            .build();

    @ParameterizedTest
    @EnumSource
    void doesNotResendAMessageBecauseOfALateResponse(Late late) throws Exception {
        try (KeepAliveServer server = new KeepAliveServer();
                InboxClient client = client(server, new OkHttpClient.Builder(), RetryPolicy.none())) {
            KeepAliveServer.Responder losing = losing(late);
            server.openConnections(client, CONNECTIONS, losing);
            server.setResponder(losing);

            assertThat(client.confirmed().quickSend(MESSAGE).message().id().value())
                    .isEqualTo("msg_1");

            assertThat(server.requests().stream().filter(line -> line.startsWith("POST")))
                    .hasSize(1);
        }
    }

    @Test
    void doesNotResendAReplyBecauseOfALateResponse() throws Exception {
        try (KeepAliveServer server = new KeepAliveServer();
                InboxClient client = client(server, new OkHttpClient.Builder(), RetryPolicy.none())) {
            KeepAliveServer.Responder losing = losing(Late.AN_EMPTY_THREAD);
            server.openConnections(client, CONNECTIONS, losing);
            server.setResponder(losing);

            SendMessageRequest message =
                    SendMessageRequest.builder().text("Hello").build();
            assertThat(client.confirmed()
                            .send(ThreadId.of("thread_1"), message)
                            .id()
                            .value())
                    .isEqualTo("msg_1");

            assertThat(server.requests().stream().filter(line -> line.startsWith("POST")))
                    .hasSize(1);
        }
    }

    @Test
    void reusesConnectionsForOtherReadsAfterAConfirmation() throws IOException {
        try (KeepAliveServer server = new KeepAliveServer();
                InboxClient client = client(server, new OkHttpClient.Builder(), RetryPolicy.none())) {
            server.setResponder(losing(Late.AN_EMPTY_THREAD));
            client.team().get().execute();
            client.confirmed().quickSend(MESSAGE);
            int connections = server.connections();

            client.team().get().execute();

            assertThat(server.connections()).isEqualTo(connections);
        }
    }

    /** Makes every request use the kept connections. */
    private static Response onKeptConnections(Interceptor.Chain chain, ConnectionPool kept) throws IOException {
        try {
            return chain.withConnectionPool(kept).proceed(chain.request());
        } catch (NoSuchMethodError e) {
            // OkHttp 4 does not support it
            return chain.proceed(chain.request());
        }
    }

    private InboxClient onKeptConnections(KeepAliveServer server) {
        ConnectionPool kept = new ConnectionPool(50, 1, TimeUnit.HOURS);
        httpClients.add(new OkHttpClient.Builder().connectionPool(kept));
        return client(
                server,
                new OkHttpClient.Builder().addInterceptor(chain -> onKeptConnections(chain, kept)),
                RetryPolicy.none());
    }

    @Test
    void writesNoSendOnAUsedConnectionChosenByAnInterceptor() throws IOException {
        try (KeepAliveServer server = new KeepAliveServer();
                InboxClient client = onKeptConnections(server)) {
            Set<Socket> used = ConcurrentHashMap.newKeySet();
            server.setResponder((connection, request) -> {
                String sent = Responses.SENT_MESSAGE.replace("msg_1", used.add(connection) ? "msg_1" : "msg_late");
                KeepAliveServer.write(connection, ok(request.startsWith("GET") ? Responses.TEAM : sent));
            });
            for (int i = 0; i < 5; i++) {
                client.team().get().execute();

                assertThat(client.messages()
                                .quickSend(MESSAGE)
                                .execute()
                                .message()
                                .id()
                                .value())
                        .isEqualTo("msg_1");
            }
            assertThat(server.requests()).hasSize(10);
        }
    }

    @Test
    void doesNotWriteASendWhenAnInterceptorAllowsOnlyUsedConnections() throws Exception {
        int connections = 10;
        try (KeepAliveServer server = new KeepAliveServer();
                InboxClient client = onKeptConnections(server)) {
            server.openConnections(client, connections, KeepAliveServer::good);
            server.setResponder(KeepAliveServer::good);
            int sent = 0;
            for (int i = 0; i < connections; i++) {
                try {
                    client.messages().quickSend(MESSAGE).execute();
                    sent++;
                } catch (InboxConnectionException e) {
                    assertThat(e).hasMessageContaining("it has carried a request before");
                }
            }
            assertThat(sent).isPositive();
            assertThat(server.requests()).hasSize(connections + sent);
            assertThat(server.connections()).isEqualTo(connections + sent);
        }
    }
}
