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

/** What must not be mistaken for something else is asked on a connection on which nothing was asked before. */
class OwnConnectionTest {
    /** As many as a search may use one after the other. */
    private static final int CONNECTIONS = 10;

    private static final String NO_MESSAGES = "{\"threadId\":\"thread_1\",\"messages\":[],\"nextCursor\":null}";
    private static final String NO_THREAD = "{\"thread\":null}";
    private static final String OTHER_THREAD = "{\"thread\":" + Answers.THREAD.replace("thread_1", "thread_2") + "}";

    @RegisterExtension
    final GivenClients given = new GivenClients();

    private InboxClient client(KeepAliveServer server, OkHttpClient.Builder builder, RetryPolicy retries) {
        OkHttpClient http = given.addWithKeepAlive(builder);
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

    /** What an earlier request was answered, and what comes once more, late. */
    enum Late {
        NO_THREAD_FOUND(NO_THREAD),
        ANOTHER_THREAD(OTHER_THREAD),
        AN_EMPTY_THREAD(NO_MESSAGES);

        final String answer;

        Late(String answer) {
            this.answer = answer;
        }
    }

    /** Sends have their effect and are not answered. To a read on a connection that had one before, the late answer comes first. */
    private static KeepAliveServer.Answer losing(Late late) {
        Set<Socket> used = ConcurrentHashMap.newKeySet();
        return (connection, request) -> {
            if (request.startsWith("POST")) {
                connection.close();
                return;
            }
            String message = Answers.MESSAGE.replace("2025-11-10T18:03:16", "2026-01-01T00:00:00");
            String answer = request.startsWith("GET /api/v1/team")
                    ? Answers.TEAM
                    : request.contains("/messages")
                            ? request.contains("thread_2")
                                    ? NO_MESSAGES
                                    : Answers.MESSAGE_PAGE.replace(Answers.MESSAGE, message)
                            : request.contains("/lookup") ? "{\"thread\":" + Answers.THREAD + "}" : Answers.THREAD;
            boolean isLate = !used.add(connection) && request.contains("/messages") == (late == Late.AN_EMPTY_THREAD);
            KeepAliveServer.write(connection, (isLate ? ok(late.answer) : "") + ok(answer));
        };
    }

    private static final QuickSendRequest MESSAGE = QuickSendRequest.builder()
            .accountLinkId(AccountLinkId.of("acc_abc123"))
            .prospectPlatformId(PlatformUserId.of("555555555"))
            .text("Hello")
            .build();

    @ParameterizedTest
    @EnumSource
    void aMessageIsNotSentAgainForALateAnswerToAnotherRequest(Late late) throws Exception {
        try (KeepAliveServer server = new KeepAliveServer();
                InboxClient client = client(server, new OkHttpClient.Builder(), RetryPolicy.none())) {
            KeepAliveServer.Answer losing = losing(late);
            server.openConnections(client, CONNECTIONS, losing);
            server.answer(losing);

            assertThat(client.confirmed().quickSend(MESSAGE).message().id().value())
                    .isEqualTo("msg_1");

            assertThat(server.requests().stream().filter(line -> line.startsWith("POST")))
                    .hasSize(1);
        }
    }

    @Test
    void aMessageIntoAThreadIsNotSentAgainEither() throws Exception {
        try (KeepAliveServer server = new KeepAliveServer();
                InboxClient client = client(server, new OkHttpClient.Builder(), RetryPolicy.none())) {
            KeepAliveServer.Answer losing = losing(Late.AN_EMPTY_THREAD);
            server.openConnections(client, CONNECTIONS, losing);
            server.answer(losing);

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
    void otherReadsGoOnSharingAConnectionAfterASearch() throws IOException {
        try (KeepAliveServer server = new KeepAliveServer();
                InboxClient client = client(server, new OkHttpClient.Builder(), RetryPolicy.none())) {
            server.answer(losing(Late.AN_EMPTY_THREAD));
            client.team().get().execute();
            client.confirmed().quickSend(MESSAGE);
            int connections = server.connections();

            client.team().get().execute();

            assertThat(server.connections()).isEqualTo(connections);
        }
    }

    /** Leads every request to connections that are kept. */
    private static Response onKeptConnections(Interceptor.Chain chain, ConnectionPool kept) throws IOException {
        try {
            return chain.withConnectionPool(kept).proceed(chain.request());
        } catch (NoSuchMethodError e) {
            // OkHttp 4, in which nobody can
            return chain.proceed(chain.request());
        }
    }

    private InboxClient onKeptConnections(KeepAliveServer server) {
        ConnectionPool kept = new ConnectionPool(50, 1, TimeUnit.HOURS);
        given.add(new OkHttpClient.Builder().connectionPool(kept));
        return client(
                server,
                new OkHttpClient.Builder().addInterceptor(chain -> onKeptConnections(chain, kept)),
                RetryPolicy.none());
    }

    @Test
    void noSendIsWrittenOnAUsedConnectionThatTheProgramsInterceptorLeadsItTo() throws IOException {
        try (KeepAliveServer server = new KeepAliveServer();
                InboxClient client = onKeptConnections(server)) {
            Set<Socket> used = ConcurrentHashMap.newKeySet();
            server.answer((connection, request) -> {
                String sent = Answers.SENT_MESSAGE.replace("msg_1", used.add(connection) ? "msg_1" : "msg_late");
                KeepAliveServer.write(connection, ok(request.startsWith("GET") ? Answers.TEAM : sent));
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
    void aSendThatIsLedToUsedConnectionsAloneIsNotWritten() throws Exception {
        int connections = 10;
        try (KeepAliveServer server = new KeepAliveServer();
                InboxClient client = onKeptConnections(server)) {
            server.openConnections(client, connections, KeepAliveServer::good);
            server.answer(KeepAliveServer::good);
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
