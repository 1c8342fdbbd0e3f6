package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy that wants credentials, and the proxyAuthenticator of a given client. */
class ProxyCredentialsTest {
    private static final String RIGHT = Credentials.basic("user", "right");
    private static final String HEADER = "Proxy-Authorization";

    private final AtomicInteger passedOn = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private OkHttpClient http = new OkHttpClient();

    @AfterEach
    void closeIt() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    /** Answers in place of the server what it passes on. */
    private void proxy(Socket connection, String request) throws IOException {
        if (request.contains(HEADER + ": " + RIGHT)) {
            passedOn.incrementAndGet();
            KeepAliveServer.good(connection, request);
        } else {
            if (request.contains(HEADER)) {
                refused.incrementAndGet();
            }
            KeepAliveServer.write(
                    connection, "HTTP/1.1 407 X\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n");
        }
    }

    private Authenticator giving(String password) {
        return (route, response) -> {
            asked.incrementAndGet();
            assertThat(route.proxy().type()).isEqualTo(Proxy.Type.HTTP);
            return response.request()
                    .newBuilder()
                    .header(HEADER, Credentials.basic("user", password))
                    .build();
        };
    }

    private InboxClient client(KeepAliveServer proxy, String scheme, Authenticator authenticator) {
        int port =
                Integer.parseInt(proxy.authority().substring(proxy.authority().indexOf(':') + 1));
        http = new OkHttpClient.Builder()
                .proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                .proxyAuthenticator(authenticator)
                .build();
        return InboxClient.builder()
                .apiToken(TestServer.TOKEN)
                .baseUrl(scheme + "://inbox.test/api/v1")
                .allowPlainHttp()
                .rateLimits(RateLimitOptions.unlimited())
                .httpClient(http)
                .options(CallOptions.builder()
                        .retries(new RetryPolicy(3, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                        .build())
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"team.get", "messages.quickSend"})
    void theRightCredentialsAreGivenAndTheRequestIsPassedOnOnce(String operation) throws IOException {
        try (KeepAliveServer proxy = new KeepAliveServer()) {
            proxy.answer(this::proxy);
            try (InboxClient client = client(proxy, "http", giving("right"))) {
                InboxResponse<?> response = ApiTable.call(operation, client).executeForResponse();

                assertThat(response.attempts()).isOne();
            }
            assertThat(passedOn).hasValue(1);
            assertThat(asked).hasValue(1);
            assertThat(proxy.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"http, team.get", "http, messages.quickSend", "https, team.get", "https, messages.quickSend"})
    void wrongCredentialsAreTriedOnce(String scheme, String operation) throws IOException {
        try (KeepAliveServer proxy = new KeepAliveServer()) {
            proxy.answer(this::proxy);
            try (InboxClient client = client(proxy, scheme, giving("wrong"))) {
                Throwable thrown =
                        catchThrowable(() -> ApiTable.call(operation, client).execute());

                assertThat(thrown)
                        .isExactlyInstanceOf(InboxConnectionException.class)
                        .hasMessageContaining("the proxy rejected the credentials")
                        .hasMessageContaining("proxyAuthenticator")
                        .hasMessageNotContaining("Basic");
            }
            assertThat(passedOn).hasValue(0);
            assertThat(refused).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"team.get", "messages.quickSend"})
    void withoutCredentialsTheAnswerOfTheProxyIsTheAnswer(String operation) throws IOException {
        for (Authenticator none : new Authenticator[] {Authenticator.NONE, (route, response) -> null}) {
            try (KeepAliveServer proxy = new KeepAliveServer()) {
                proxy.answer(this::proxy);
                try (InboxClient client = client(proxy, "http", none)) {
                    assertThat(catchThrowable(
                                    () -> ApiTable.call(operation, client).execute()))
                            .isInstanceOfSatisfying(
                                    InboxApiException.class,
                                    e -> assertThat(e.status()).isEqualTo(407));
                }
                assertThat(proxy.requests()).hasSize(1);
                closeIt();
            }
        }
    }

    @Test
    void aSendWhoseAnswerIsLostAfterTheCredentialsWereTakenIsUnconfirmed() throws IOException {
        try (KeepAliveServer proxy = new KeepAliveServer()) {
            proxy.answer((connection, request) -> {
                if (proxy.requests().size() == 2) {
                    connection.close();
                } else {
                    proxy(connection, request);
                }
            });
            try (InboxClient client = client(proxy, "http", giving("right"))) {
                assertThat(catchThrowable(() ->
                                ApiTable.call("messages.quickSend", client).execute()))
                        .isExactlyInstanceOf(InboxUnconfirmedException.class);
            }
            assertThat(proxy.requests()).hasSize(2);
        }
    }

    @Test
    void anInterceptorThatRepeatsStillCannotSendTwiceThroughAProxy() throws IOException {
        try (KeepAliveServer proxy = new KeepAliveServer()) {
            proxy.answer(this::proxy);
            InboxClient client = client(proxy, "http", giving("right"));
            OkHttpClient twice = http.newBuilder()
                    .addInterceptor(chain -> {
                        chain.proceed(chain.request()).close();
                        return chain.proceed(chain.request());
                    })
                    .build();
            client.close();
            try (InboxClient repeating = InboxClient.builder()
                    .apiToken(TestServer.TOKEN)
                    .baseUrl("http://inbox.test/api/v1")
                    .allowPlainHttp()
                    .httpClient(twice)
                    .build()) {
                assertThat(catchThrowable(() ->
                                ApiTable.call("messages.quickSend", repeating).execute()))
                        .isExactlyInstanceOf(InboxUnconfirmedException.class);
            }
            assertThat(passedOn).hasValue(1);
        }
    }

    @Test
    void clientsOfOneHttpClientWithAProxyShareItsConnections() throws IOException {
        try (KeepAliveServer proxy = new KeepAliveServer()) {
            proxy.answer(this::proxy);
            try (InboxClient one = client(proxy, "http", giving("right"));
                    InboxClient two = InboxClient.builder()
                            .apiToken("another")
                            .baseUrl("http://inbox.test/api/v1")
                            .allowPlainHttp()
                            .httpClient(http)
                            .build()) {
                one.team().get().execute();
                two.team().get().execute();
            }
            assertThat(proxy.connections()).isOne();
        }
    }
}
