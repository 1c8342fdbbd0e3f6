package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.model.Team;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Cache;
import okhttp3.Call;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CustomHttpClientTest {
    private static final CallOptions RETRIES = CallOptions.builder()
            .retries(new RetryPolicy(3, Duration.ZERO, Duration.ZERO, Duration.ZERO))
            .build();

    @RegisterExtension
    final TestServer server = new TestServer();

    @RegisterExtension
    final TestServer other = new TestServer();

    @RegisterExtension
    final CustomHttpClients httpClients = new CustomHttpClients();

    private InboxClient client(OkHttpClient.Builder http) {
        OkHttpClient client = httpClients.add(http);
        return server.client(builder -> builder.httpClient(client));
    }

    private InboxClient client(Interceptor interceptor) {
        return client(new OkHttpClient.Builder().addInterceptor(interceptor));
    }

    @Test
    void closeLeavesItsThreadsAndConnectionsRunning() throws IOException {
        server.enqueue(Responses.TEAM);
        server.enqueue(Responses.TEAM);
        OkHttpClient http = httpClients.add(new OkHttpClient.Builder());
        InboxClient client = server.client(builder -> builder.httpClient(http));
        client.team().get().execute();

        client.close();

        assertThat(http.dispatcher().executorService().isShutdown()).isFalse();
        assertThat(http.connectionPool().connectionCount()).isOne();
        try (Response response = http.newCall(
                        new Request.Builder().url(server.baseUrl()).build())
                .execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
        server.received();
        RecordedRequest second = server.received();
        assertThat(second.getExchangeIndex()).isOne();
        assertThat(second.getHeaders().get("Authorization")).isNull();
    }

    @Test
    void isNotModified() {
        OkHttpClient http =
                httpClients.add(new OkHttpClient.Builder().addInterceptor(chain -> chain.proceed(chain.request())));

        server.client(builder -> builder.httpClient(http));

        assertThat(http.interceptors()).hasSize(1);
        assertThat(http.networkInterceptors()).isEmpty();
        assertThat(http.followRedirects()).isTrue();
        assertThat(http.retryOnConnectionFailure()).isTrue();
    }

    @Test
    void sharesItsConnectionsBetweenInboxClients() {
        server.enqueue(Responses.TEAM);
        server.enqueue(Responses.TEAM);
        OkHttpClient http = httpClients.add(new OkHttpClient.Builder());
        InboxClient first = server.client(builder -> builder.httpClient(http));
        InboxClient second = server.client(builder -> builder.httpClient(http).apiToken("another"));

        first.team().get().execute();
        first.close();
        second.team().get().execute();

        server.received();
        RecordedRequest request = server.received();
        assertThat(request.getExchangeIndex()).isOne();
        assertThat(request.getHeaders().values("Authorization")).containsExactly("Bearer another");
    }

    enum RetryingInterceptor implements Interceptor {
        AFTER_A_RESPONSE {
            @Override
            public Response intercept(Chain chain) throws IOException {
                chain.proceed(chain.request()).close();
                return chain.proceed(chain.request());
            }
        },
        WITHOUT_TAGS {
            @Override
            public Response intercept(Chain chain) throws IOException {
                Request request = new Request.Builder()
                        .url(chain.request().url())
                        .headers(chain.request().headers())
                        .method(chain.request().method(), chain.request().body())
                        .build();
                chain.proceed(request).close();
                return chain.proceed(request);
            }
        },
        AFTER_A_FAILURE {
            @Override
            public Response intercept(Chain chain) throws IOException {
                try {
                    throw new IOException(
                            "got " + chain.proceed(chain.request()).code());
                } catch (IOException e) {
                    return chain.proceed(chain.request());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotSendAMessageTwiceWithARetryingInterceptor(RetryingInterceptor interceptor) {
        server.enqueue(
                interceptor == RetryingInterceptor.AFTER_A_FAILURE
                        ? new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket())
                        : new MockResponse.Builder().body(Responses.SENT_MESSAGE));
        server.enqueue(Responses.SENT_MESSAGE);
        InboxClient client = client(interceptor);

        InboxUnconfirmedException e = catchThrowableOfType(
                InboxUnconfirmedException.class,
                () -> ApiTable.call("messages.quickSend", client).with(RETRIES).execute());

        assertThat(e).hasMessageContaining("its request was sent before");
        assertThat(e.attempts()).isOne();
        assertThat(server.requests()).isOne();
    }

    @Test
    void doesNotRetryALostSendWhenAnInterceptorDropsTheTags() {
        server.enqueue(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()));
        server.enqueue(Responses.SENT_MESSAGE);
        InboxClient client = client(chain -> chain.proceed(new Request.Builder()
                .url(chain.request().url())
                .method(chain.request().method(), chain.request().body())
                .build()));

        assertThat(catchThrowable(() -> ApiTable.call("messages.quickSend", client)
                        .with(RETRIES)
                        .execute()))
                .isInstanceOf(InboxUnconfirmedException.class);
        assertThat(server.requests()).isOne();
    }

    @Test
    void timesOutAnAttemptWhenAnInterceptorDropsTheTags() throws Exception {
        VirtualTime time = new VirtualTime();
        try (RawServer hanging = new RawServer(connection -> {
            time.advance(Duration.ofMinutes(1));
            CallScenario.hang(connection);
        })) {
            OkHttpClient http = httpClients.add(new OkHttpClient.Builder()
                    .addInterceptor(chain -> chain.proceed(
                            new Request.Builder().url(chain.request().url()).build())));
            InboxClient client = server.client(
                    builder -> builder.httpClient(http).scheduler(time).baseUrl(hanging.baseUrl()));

            assertThatExceptionOfType(InboxTimeoutException.class)
                    .isThrownBy(() -> client.team().get().execute());
        }
    }

    @Test
    void doesNotSendTheTokenToAnotherHostChosenByAnInterceptor() {
        other.enqueue(Responses.TEAM);
        HttpUrl elsewhere = HttpUrl.get(other.baseUrl());
        InboxClient client = client(chain ->
                chain.proceed(chain.request().newBuilder().url(elsewhere).build()));

        assertThat(client.team().get().execute().slug()).isEqualTo("acme");

        assertThat(other.received().getHeaders().get("Authorization")).isNull();
        assertThat(server.requests()).isZero();
    }

    @Test
    void hidesTheTokenFromInterceptorsAndIgnoresReplacements() {
        server.enqueue(Responses.TEAM);
        List<String> observed = new ArrayList<>();
        InboxClient client = client(chain -> {
            observed.add(chain.request().headers().toString());
            return chain.proceed(chain.request()
                    .newBuilder()
                    .header("Authorization", "Bearer stolen")
                    .build());
        });

        client.team().get().execute();

        assertThat(observed).singleElement().asString().doesNotContain(TestServer.TOKEN);
        assertThat(server.received().getHeaders().values("Authorization"))
                .containsExactly("Bearer " + TestServer.TOKEN);
    }

    @Test
    void disablesItsRedirects() {
        server.enqueue(new MockResponse.Builder().code(307).addHeader("Location", other.baseUrl()));
        InboxClient client =
                client(new OkHttpClient.Builder().followRedirects(true).followSslRedirects(true));

        assertThatExceptionOfType(InboxApiException.Other.class)
                .isThrownBy(() -> client.team().get().execute());
        assertThat(server.requests()).isOne();
        assertThat(other.requests()).isZero();
    }

    @Test
    void disablesItsCookies() {
        server.enqueue(new MockResponse.Builder().body(Responses.TEAM).addHeader("Set-Cookie", "a=b"));
        server.enqueue(Responses.TEAM);
        AtomicInteger used = new AtomicInteger();
        InboxClient client = client(new OkHttpClient.Builder().cookieJar(new CookieJar() {
            @Override
            public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
                used.incrementAndGet();
            }

            @Override
            public List<Cookie> loadForRequest(HttpUrl url) {
                used.incrementAndGet();
                return List.of(new Cookie.Builder()
                        .domain(url.host())
                        .name("a")
                        .value("b")
                        .build());
            }
        }));

        client.team().get().execute();
        client.team().get().execute();

        server.received();
        assertThat(server.received().getHeaders().get("Cookie")).isNull();
        assertThat(used).hasValue(0);
    }

    @Test
    void disablesItsCache(@TempDir Path directory) throws IOException {
        for (int i = 0; i < 2; i++) {
            server.enqueue(new MockResponse.Builder().body(Responses.TEAM).addHeader("Cache-Control", "max-age=60"));
        }
        try (Cache cache = new Cache(directory.toFile(), 1_000_000)) {
            InboxClient client = client(new OkHttpClient.Builder().cache(cache));

            client.team().get().execute();
            client.team().get().execute();

            assertThat(cache.requestCount()).isZero();
        }
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void disablesItsAuthenticator() {
        server.enqueue(new MockResponse.Builder().code(401).addHeader("WWW-Authenticate", "Basic realm=\"x\""));
        InboxClient client = client(new OkHttpClient.Builder()
                .authenticator((route, response) -> response.request()
                        .newBuilder()
                        .header("Authorization", "Basic x")
                        .build()));

        assertThatExceptionOfType(InboxApiException.Unauthorized.class)
                .isThrownBy(() -> client.team().get().execute());
        assertThat(server.requests()).isOne();
    }

    @Test
    void replacesItsTimeouts() {
        server.enqueue(new MockResponse.Builder().body(Responses.TEAM).headersDelay(50, TimeUnit.MILLISECONDS));
        InboxClient client = client(
                new OkHttpClient.Builder().callTimeout(Duration.ofMillis(1)).readTimeout(Duration.ofMillis(1)));

        assertThat(client.team().get().execute().slug()).isEqualTo("acme");
    }

    @Test
    void disablesItsRetriesOnConnectionFailure() {
        server.enqueue(Responses.TEAM);
        server.enqueue(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()));
        server.enqueue(Responses.SENT_MESSAGE);
        InboxClient client = client(new OkHttpClient.Builder().retryOnConnectionFailure(true));
        client.team().get().execute();

        assertThat(catchThrowable(
                        () -> ApiTable.call("messages.quickSend", client).execute()))
                .isInstanceOf(InboxUnconfirmedException.class);
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void endsACallWhoseCancellationFails() throws Exception {
        server.enqueue(
                new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).body(Responses.TEAM));
        InboxClient client = client(new OkHttpClient.Builder().eventListener(new EventListener() {
            @Override
            public void canceled(Call call) {
                throw new IllegalStateException("listener");
            }
        }));
        CompletableFuture<Team> call = client.team().get().executeAsync();
        server.mock().takeRequest();

        client.close();

        assertThat(catchThrowable(() -> call.get(60, TimeUnit.SECONDS)))
                .hasCauseExactlyInstanceOf(InboxClosedException.class);
    }

    @Test
    void releasesThePermitOfACallThatFailsToStart() {
        OkHttpClient http = httpClients.add(new OkHttpClient.Builder().eventListener(new EventListener() {
            @Override
            public void callStart(Call call) {
                throw new IllegalStateException("listener");
            }
        }));
        InboxClient client = server.client(builder -> builder.httpClient(http)
                .rateLimits(RateLimitOptions.builder().perMinute(3).build()));

        for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(InboxConnectionException.class)
                    .isThrownBy(() -> client.team().get().execute())
                    .withMessageContaining("IllegalStateException");
        }

        assertThat(client.rateLimits().get(0).used()).isZero();
        assertThat(server.requests()).isZero();
    }

    @Test
    void releasesThePermitOfACallThatCannotBeCreated() {
        // the first call is Retrofit's, which is only used for its request
        AtomicInteger calls = new AtomicInteger();
        OkHttpClient http = httpClients.add(new OkHttpClient.Builder().eventListenerFactory(call -> {
            if (calls.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("factory");
            }
            return EventListener.NONE;
        }));
        InboxClient client = server.client(builder -> builder.httpClient(http)
                .rateLimits(RateLimitOptions.builder().perMinute(3).build()));

        for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(InboxConnectionException.class)
                    .isThrownBy(() -> client.team().get().execute());
        }

        assertThat(client.rateLimits().get(0).used()).isZero();
        assertThat(server.requests()).isZero();
    }

    @Test
    void passesDecompressedResponsesToInterceptorsThatSetNoEncoding() throws IOException {
        Buffer compressed = new Buffer();
        try (BufferedSink sink = Okio.buffer(new GzipSink(compressed))) {
            sink.writeUtf8(Responses.TEAM);
        }
        List<String> observed = new ArrayList<>();
        for (String accepted : new String[] {"", "gzip", "br, gzip"}) {
            server.enqueue(new MockResponse.Builder()
                    .addHeader("Content-Encoding", "gzip")
                    .body(compressed.clone()));
            InboxClient client = client(chain -> {
                Request request = accepted.isEmpty()
                        ? chain.request()
                        : chain.request()
                                .newBuilder()
                                .header("Accept-Encoding", accepted)
                                .build();
                Response response = chain.proceed(request);
                observed.add(String.valueOf(response.header("Content-Encoding")));
                return response;
            });

            assertThat(client.team().get().execute().slug()).isEqualTo("acme");
            assertThat(server.received().getHeaders().get("Accept-Encoding"))
                    .isEqualTo(accepted.isEmpty() ? "gzip" : accepted);
        }
        assertThat(observed).containsExactly("null", "gzip", "gzip");
    }
}
