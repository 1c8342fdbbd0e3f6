package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.ApiTable.Operation;
import com.inboxapp.sdk.model.TagId;
import com.inboxapp.sdk.runtime.Safety;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    private final RetryingClients clients = new RetryingClients(server);

    static Stream<Operation> operations(Safety... safeties) {
        return ApiTable.operations().stream()
                .filter(operation -> List.of(safeties).contains(operation.safety()));
    }

    static Stream<Operation> reads() {
        return operations(Safety.SAFE);
    }

    static Stream<Operation> idempotentWrites() {
        return operations(Safety.IDEMPOTENT);
    }

    static Stream<Operation> sends() {
        return operations(Safety.UNSAFE);
    }

    static Stream<Operation> all() {
        return operations(Safety.values());
    }

    @ParameterizedTest
    @MethodSource("all")
    void retriesA429(Operation operation) throws Exception {
        clients.respondRetryAfter(429, "0");
        server.enqueue(operation.response());

        InboxResponse<?> response = clients.run(operation.call().apply(clients.client()));

        assertThat(response.attempts()).isEqualTo(2);
        assertThat(server.requests()).isEqualTo(2);
        assertThat(clients.retried).containsExactly("1 RateLimited");
    }

    @ParameterizedTest
    @MethodSource("all")
    void retriesWithTheSameRequest(Operation operation) throws Exception {
        clients.respondRetryAfter(429, "0");
        server.enqueue(operation.response());

        clients.run(operation.call().apply(clients.client(options -> options.header("X-Trace", "trace-1"))));

        RecordedRequest first = server.received();
        RecordedRequest second = server.received();
        assertThat(second.getRequestLine()).isEqualTo(first.getRequestLine());
        assertThat(second.getHeaders()).isEqualTo(first.getHeaders());
        assertThat(TestServer.body(second)).isEqualTo(TestServer.body(first));
        assertThat(second.getHeaders().get("Authorization")).isEqualTo("Bearer " + TestServer.TOKEN);
        assertThat(second.getHeaders().get("X-Trace")).isEqualTo("trace-1");
    }

    @ParameterizedTest
    @MethodSource("all")
    void stopsAtMaxAttempts(Operation operation) throws Exception {
        for (int i = 0; i < 5; i++) {
            clients.respondRetryAfter(429, "0");
        }

        InboxApiException.RateLimited rejected = clients.failure(
                InboxApiException.RateLimited.class, operation.call().apply(clients.client()));

        assertThat(rejected.attempts()).isEqualTo(4);
        assertThat(server.requests()).isEqualTo(4);
        assertThat(clients.retried).containsExactly("1 RateLimited", "2 RateLimited", "3 RateLimited");
    }

    @ParameterizedTest
    @MethodSource("sends")
    void doesNotRetryASendAfterA500(Operation operation) throws Exception {
        server.enqueue(500, "");
        server.enqueue(operation.response());

        InboxUnconfirmedException unconfirmed = clients.failure(
                InboxUnconfirmedException.class, operation.call().apply(clients.client()));

        assertThat(unconfirmed.attempts()).isOne();
        assertThat(unconfirmed.getCause()).isExactlyInstanceOf(InboxApiException.ServerError.class);
        assertThat(server.requests()).isOne();
        assertThat(clients.retried).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sends")
    void doesNotRetryASendAfterALostResponse(Operation operation) throws Exception {
        clients.closeConnection();
        server.enqueue(operation.response());

        clients.failure(InboxUnconfirmedException.class, operation.call().apply(clients.client()));

        assertThat(server.requests()).isOne();
    }

    @ParameterizedTest
    @MethodSource("reads")
    void retriesAReadAfterA500(Operation operation) throws Exception {
        server.enqueue(500, "");
        server.enqueue(operation.response());

        assertThat(clients.run(operation.call().apply(clients.client())).attempts())
                .isEqualTo(2);
        assertThat(server.requests()).isEqualTo(2);
        assertThat(clients.retried).containsExactly("1 ServerError");
    }

    @ParameterizedTest
    @MethodSource("idempotentWrites")
    void retriesPatchAndDeleteAfterA500AndALostResponse(Operation operation) throws Exception {
        server.enqueue(500, "");
        clients.closeConnection();
        server.enqueue(operation.response());

        assertThat(clients.run(operation.call().apply(clients.client())).attempts())
                .isEqualTo(3);
        assertThat(server.requests()).isEqualTo(3);
        assertThat(clients.retried).containsExactly("1 ServerError", "2 InboxConnectionException");
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void retriesAProxyErrorAfterItsRetryAfter(int status) throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "text/html")
                .addHeader("Retry-After", "120")
                .body("<html><h1>Bad Gateway</h1></html>"));
        server.enqueue(Responses.TEAM);

        assertThat(clients.run(clients.client().team().get()).attempts()).isEqualTo(2);
        assertThat(Duration.ofNanos(clients.time.nanoTime()))
                .isBetween(Duration.ofSeconds(120), Duration.ofSeconds(132));
    }

    @Test
    void overridesTheRetryPolicyOfTheClientPerCall() throws Exception {
        for (int i = 0; i < 4; i++) {
            server.enqueue(500, "");
        }
        InboxCall<?> call = clients.client().team().get();
        CallOptions twice = CallOptions.builder()
                .retries(RetryPolicy.defaults().withMaxAttempts(2))
                .build();
        CallOptions once = CallOptions.builder().retries(RetryPolicy.none()).build();

        assertThat(clients.failure(InboxException.class, call.with(once)).attempts())
                .isOne();
        assertThat(clients.failure(InboxException.class, call.with(once).with(twice))
                        .attempts())
                .isEqualTo(2);
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void failsWithTheLastError() throws Exception {
        // the next response must be lost on a new connection, since a reused one may already be closed
        server.enqueue(new MockResponse.Builder().code(500).addHeader("Connection", "close"));
        clients.closeConnection();
        server.enqueue(503, "{\"error\":{\"code\":\"SLEEPING\",\"message\":\"asleep\",\"status\":503}}");
        server.enqueue(404, "{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"gone\",\"status\":404}}");

        InboxApiException.NotFound last = clients.failure(
                InboxApiException.NotFound.class, clients.client().team().get());

        assertThat(last.attempts()).isEqualTo(4);
        assertThat(last.getSuppressed()).isEmpty();
        assertThat(clients.retried).containsExactly("1 ServerError", "2 InboxConnectionException", "3 ServerError");
    }

    @ParameterizedTest
    @CsvSource({
        "500, 404, true",
        "408, 404, true",
        "503, 404, true",
        "429, 404, false",
        "500, 410, false",
        "500, 403, false"
    })
    void treatsNotFoundAsSuccessForADeleteThatMayHaveBeenProcessed(int first, int second, boolean succeeds)
            throws Exception {
        server.enqueue(first, "");
        server.enqueue(second, "");
        InboxCall<?> call = clients.client().tags().delete(TagId.of("tag_1"));

        if (succeeds) {
            assertThat(clients.run(call).status()).isEqualTo(404);
        } else {
            assertThat(clients.failure(InboxApiException.class, call).status()).isEqualTo(second);
        }
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void failsWithNotFoundForARetriedPatch() throws Exception {
        server.enqueue(500, "");
        server.enqueue(404, "");

        clients.failure(InboxApiException.NotFound.class, ApiTable.call("tags.update", clients.client()));
    }

    @Test
    void doesNotRetryAnUnreadableSuccess() throws Exception {
        server.enqueue("<html>");
        server.enqueue(Responses.TEAM);

        assertThat(clients.failure(
                                InboxDecodingException.class,
                                clients.client().team().get())
                        .attempts())
                .isOne();
        assertThat(server.requests()).isOne();
    }

    @Test
    void retriesATruncatedSuccessOfAReadButNotOfASend() throws Exception {
        for (String response : List.of(Responses.TEAM, Responses.SENT_MESSAGE)) {
            server.enqueue(new MockResponse.Builder()
                    .body(response)
                    .setHeader("Content-Length", "100000")
                    .onResponseEnd(new SocketEffect.CloseSocket()));
            if (response.equals(Responses.TEAM)) {
                server.enqueue(response);
            }
        }
        InboxClient client = clients.client();

        assertThat(clients.run(client.team().get()).attempts()).isEqualTo(2);
        clients.failure(InboxUnconfirmedException.class, ApiTable.call("messages.quickSend", client));
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void retriesASendAfterARefusedConnection() throws Exception {
        InboxClient client = clients.client();
        server.mock().close();

        InboxConnectionException rejected =
                clients.failure(InboxConnectionException.class, ApiTable.call("messages.quickSend", client));

        assertThat(rejected.attempts()).isEqualTo(4);
        assertThat(rejected).hasMessageNotContaining("unknown");
    }

    @Test
    void sharesTheRetryBudgetWithDerivedClients() throws Exception {
        InboxClient client = clients.client(
                options -> options.retries(new RetryPolicy(51, Duration.ZERO, Duration.ZERO, Duration.ZERO)));
        for (int i = 0; i < 53; i++) {
            server.enqueue(500, "");
        }

        assertThat(clients.failure(InboxException.class, client.team().get()).attempts())
                .isEqualTo(51);
        try (InboxClient derived = client.toBuilder().build()) {
            assertThat(clients.failure(InboxException.class, derived.team().get())
                            .attempts())
                    .isOne();
        }
    }
}
