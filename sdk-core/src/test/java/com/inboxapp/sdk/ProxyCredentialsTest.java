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

/** A proxy that requires credentials, and the proxyAuthenticator of a custom client. */
class ProxyCredentialsTest {
    private static final String RIGHT = Credentials.basic("user", "right");
    private static final String HEADER = "Proxy-Authorization";

    private final AtomicInteger forwarded = new AtomicInteger();
    private final AtomicInteger rejected = new AtomicInteger();
    private final AtomicInteger authenticated = new AtomicInteger();
    private OkHttpClient http = new OkHttpClient();

    @AfterEach
    void closeHttpClient() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    /** Responds to authorized requests in place of the server. */
    private void proxy(Socket connection, String request) throws IOException {
        if (request.contains(HEADER + ": " + RIGHT)) {
            forwarded.incrementAndGet();
            KeepAliveServer.good(connection, request);
        } else {
            if (request.contains(HEADER)) {
                rejected.incrementAndGet();
            }
            KeepAliveServer.write(
                    connection, "HTTP/1.1 407 X\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n");
        }
    }

    private Authenticator authenticator(String password) {
        return (route, response) -> {
            authenticated.incrementAndGet();
            assertThat(route.proxy().type()).isEqualTo(Proxy.Type.HTTP);
            return response.request()
                    .newBuilder()
                    .header(HEADER, Credentials.basic("user", password))
                    .build();
        };
    }

    private InboxClient client(KeepAliveServer proxy, String scheme, Authenticator proxyAuthenticator) {
        int port =
                Integer.parseInt(proxy.authority().substring(proxy.authority().indexOf(':') + 1));
        http = new OkHttpClient.Builder()
                .proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                .proxyAuthenticator(proxyAuthenticator)
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
    void sendsTheRequestOnceWithTheRightCredentials(String operation) throws IOException {
        try (KeepAliveServer proxy = new KeepAliveServer()) {
            proxy.setResponder(this::proxy);
            try (InboxClient client = client(proxy, "http", authenticator("right"))) {
                InboxResponse<?> response = ApiTable.call(operation, client).executeForResponse();

                assertThat(response.attempts()).isOne();
            }
            assertThat(forwarded).hasValue(1);
            assertThat(authenticated).hasValue(1);
            assertThat(proxy.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"http, team.get", "http, messages.quickSend", "https, team.get", "https, messages.quickSend"})
    void triesWrongCredentialsOnce(String scheme, String operation) throws IOException {
        try (KeepAliveServer proxy = new KeepAliveServer()) {
            proxy.setResponder(this::proxy);
            try (InboxClient client = client(proxy, scheme, authenticator("wrong"))) {
                Throwable thrown =
                        catchThrowable(() -> ApiTable.call(operation, client).execute());

                assertThat(thrown)
                        .isExactlyInstanceOf(InboxConnectionException.class)
                        .hasMessageContaining("the proxy rejected the credentials")
                        .hasMessageContaining("proxyAuthenticator")
                        .hasMessageNotContaining("Basic");
            }
            assertThat(forwarded).hasValue(0);
            assertThat(rejected).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"team.get", "messages.quickSend"})
    void failsWithTheProxysResponseWithoutCredentials(String operation) throws IOException {
        for (Authenticator none : new Authenticator[] {Authenticator.NONE, (route, response) -> null}) {
            try (KeepAliveServer proxy = new KeepAliveServer()) {
                proxy.setResponder(this::proxy);
                try (InboxClient client = client(proxy, "http", none)) {
                    assertThat(catchThrowable(
                                    () -> ApiTable.call(operation, client).execute()))
                            .isInstanceOfSatisfying(
                                    InboxApiException.class,
                                    e -> assertThat(e.status()).isEqualTo(407));
                }
                assertThat(proxy.requests()).hasSize(1);
                closeHttpClient();
            }
        }
    }

    @Test
    void failsUnconfirmedWhenTheResponseIsLostAfterAuthentication() throws IOException {
        try (KeepAliveServer proxy = new KeepAliveServer()) {
            proxy.setResponder((connection, request) -> {
                if (proxy.requests().size() == 2) {
                    connection.close();
                } else {
                    proxy(connection, request);
                }
            });
            try (InboxClient client = client(proxy, "http", authenticator("right"))) {
                assertThat(catchThrowable(() ->
                                ApiTable.call("messages.quickSend", client).execute()))
                        .isExactlyInstanceOf(InboxUnconfirmedException.class);
            }
            assertThat(proxy.requests()).hasSize(2);
        }
    }

    @Test
    void doesNotSendTwiceThroughAProxyWithARetryingInterceptor() throws IOException {
        try (KeepAliveServer proxy = new KeepAliveServer()) {
            proxy.setResponder(this::proxy);
            InboxClient client = client(proxy, "http", authenticator("right"));
            OkHttpClient twice = http.newBuilder()
                    .addInterceptor(chain -> {
                        chain.proceed(chain.request()).close();
                        return chain.proceed(chain.request());
                    })
                    .build();
            client.close();
            try (InboxClient retrying = InboxClient.builder()
                    .apiToken(TestServer.TOKEN)
                    .baseUrl("http://inbox.test/api/v1")
                    .allowPlainHttp()
                    .httpClient(twice)
                    .build()) {
                assertThat(catchThrowable(() ->
                                ApiTable.call("messages.quickSend", retrying).execute()))
                        .isExactlyInstanceOf(InboxUnconfirmedException.class);
            }
            assertThat(forwarded).hasValue(1);
        }
    }

    @Test
    void sharesProxyConnectionsBetweenInboxClients() throws IOException {
        try (KeepAliveServer proxy = new KeepAliveServer()) {
            proxy.setResponder(this::proxy);
            try (InboxClient one = client(proxy, "http", authenticator("right"));
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
