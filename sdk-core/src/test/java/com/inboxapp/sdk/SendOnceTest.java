package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.ApiTable.Operation;
import com.inboxapp.sdk.runtime.Safety;
import java.io.IOException;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendOnceTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    static List<Operation> operations() {
        return ApiTable.operations();
    }

    static List<Operation> writes() {
        return operations().stream()
                .filter(operation -> operation.safety() != Safety.SAFE)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void sendsOneRequestWhenAReusedConnectionIsReset(Operation operation) {
        InboxClient client = server.client();
        server.enqueue(Responses.TEAM);
        server.enqueue(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()));
        server.enqueue(operation.response());
        client.team().get().execute();

        assertLost(operation, client);

        assertThat(server.requests()).isEqualTo(2);
        server.received();
        // unsafe operations use a new connection
        assertThat(server.received().getExchangeIndex()).isEqualTo(operation.safety() == Safety.UNSAFE ? 0 : 1);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void sendsOneRequestWhenANewConnectionIsReset(Operation operation) {
        server.enqueue(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()));
        server.enqueue(operation.response());

        assertLost(operation, server.client());

        assertThat(server.requests()).isOne();
    }

    private static void assertLost(Operation operation, InboxClient client) {
        Throwable thrown = catchThrowable(() -> operation.call().apply(client).execute());

        assertThat(failureOf(operation, thrown)).isExactlyInstanceOf(InboxConnectionException.class);
    }

    /** Returns the failure, which is the cause of the exception of an unconfirmed operation. */
    private static @Nullable Throwable failureOf(Operation operation, @Nullable Throwable thrown) {
        if (operation.safety() == Safety.UNSAFE) {
            assertThat(thrown).isExactlyInstanceOf(InboxUnconfirmedException.class);
            return ((InboxUnconfirmedException) thrown).getCause();
        }
        return thrown;
    }

    @ParameterizedTest
    @MethodSource("operations")
    void sendsOneRequestForA408(Operation operation) {
        server.enqueue(new MockResponse.Builder().code(408).addHeader("Connection", "close"));
        server.enqueue(operation.response());

        assertThat(failureOf(operation, failure(operation)))
                .isInstanceOfSatisfying(
                        InboxApiException.class, e -> assertThat(e.status()).isEqualTo(408));
        assertThat(server.requests()).isOne();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void sendsOneRequestForA503WithAnImmediateRetryAfter(Operation operation) {
        server.enqueue(new MockResponse.Builder().code(503).addHeader("Retry-After", "0"));
        server.enqueue(operation.response());

        assertThat(failureOf(operation, failure(operation))).isExactlyInstanceOf(InboxApiException.ServerError.class);
        assertThat(server.requests()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "120", "Mon, 10 Nov 2025 18:03:16 GMT"})
    void passesRetryAfterThroughTheCallFactory(String retryAfter) throws IOException {
        server.enqueue(new MockResponse.Builder().code(503).addHeader("Retry-After", retryAfter));

        try (Response response = server.client()
                .retrofit()
                .callFactory()
                .newCall(new Request.Builder().url(server.baseUrl()).build())
                .execute()) {
            assertThat(response.headers("Retry-After")).containsExactly(retryAfter);
            assertThat(response.headers().names()).containsExactlyInAnyOrder("Retry-After", "Content-Length");
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void sendsOneRequestForA421(Operation operation) {
        server.enqueue(421, "");
        server.enqueue(operation.response());

        assertThat(failure(operation))
                .isInstanceOfSatisfying(
                        InboxApiException.class, e -> assertThat(e.status()).isEqualTo(421));
        assertThat(server.requests()).isOne();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void sendsOneRequestForA401WithAChallenge(Operation operation) {
        server.enqueue(new MockResponse.Builder().code(401).addHeader("WWW-Authenticate", "Basic realm=\"x\""));
        server.enqueue(operation.response());

        assertThat(failure(operation)).isExactlyInstanceOf(InboxApiException.Unauthorized.class);
        assertThat(server.requests()).isOne();
    }

    @Test
    void marksRequestBodiesAsOneShot() {
        Request request = new Request.Builder()
                .url(server.baseUrl())
                .post(RequestBody.create("{}", null))
                .build();

        Request sent = server.client().retrofit().callFactory().newCall(request).request();

        assertThat(sent.body().isOneShot()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void sendsOneRequestWithAnInterceptorThatProceedsTwice(Operation operation) {
        OkHttpClient twice = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    chain.proceed(chain.request()).close();
                    return chain.proceed(chain.request());
                })
                .build();
        server.enqueue(operation.response());
        server.enqueue(operation.response());

        assertLost(operation, server.client(builder -> builder.httpClient(twice)));

        assertThat(server.requests()).isOne();
    }

    @Test
    void doesNotRetryASendAfterATruncatedResponse() {
        server.enqueue(new MockResponse.Builder()
                .body(Responses.SENT_MESSAGE)
                .setHeader("Content-Length", "100000")
                .onResponseEnd(new SocketEffect.CloseSocket()));
        server.enqueue(Responses.SENT_MESSAGE);

        InboxUnconfirmedException e = catchThrowableOfType(
                InboxUnconfirmedException.class,
                () -> ApiTable.call("messages.quickSend", server.client()).execute());

        assertThat(e).hasMessageContaining("unknown whether the request took effect");
        assertThat(e.getCause()).isExactlyInstanceOf(InboxConnectionException.class);
        assertThat(server.requests()).isOne();
    }

    @Test
    void doesNotMentionEffectsForALostRead() {
        server.enqueue(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()));

        InboxConnectionException e = catchThrowableOfType(
                InboxConnectionException.class,
                () -> server.client().team().get().execute());

        assertThat(e).hasMessageStartingWith("team.get: ").hasMessageNotContaining("effect");
    }

    private @Nullable Throwable failure(Operation operation) {
        return catchThrowable(() -> operation.call().apply(server.client()).execute());
    }
}
