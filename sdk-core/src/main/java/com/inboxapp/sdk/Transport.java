package com.inboxapp.sdk;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The HTTP client with everything switched off that would act behind the caller's back: OkHttp repeats a request by itself when a reused
 * connection drops and after some answers, and a redirect turns a POST into a GET. A message would be sent twice, or not at all.
 */
final class Transport implements Call.Factory, AutoCloseable {
    /** The default, 5, would throttle a fan-out over many accounts; the service's own limit is by the minute. */
    private static final int MOST_PARALLEL = 64;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);
    private static final int IDLE_THREAD_SECONDS = 60;
    private static final int IDLE_CONNECTION_SECONDS = 4;
    private static final String RETRY_AFTER = "Retry-After";
    private static final String HIDDEN_RETRY_AFTER = "Inbox-Sdk-Retry-After";

    private final OkHttpClient http;
    private volatile boolean closed;

    Transport(HttpUrl baseUrl, String token) {
        // daemons: a client that nobody closed does not keep the JVM alive
        ExecutorService executor = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_THREAD_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "inbox-sdk");
                    thread.setDaemon(true);
                    return thread;
                });
        Dispatcher dispatcher = new Dispatcher(executor);
        dispatcher.setMaxRequests(MOST_PARALLEL);
        dispatcher.setMaxRequestsPerHost(MOST_PARALLEL);
        this.http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(READ_TIMEOUT)
                .callTimeout(CALL_TIMEOUT)
                // servers drop idle connections, commonly after 5 s or more, and a request on a dropped one fails
                .connectionPool(new ConnectionPool(MOST_PARALLEL, IDLE_CONNECTION_SECONDS, TimeUnit.SECONDS))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .addInterceptor(this::unlessClosed)
                .addInterceptor(new Authorization(baseUrl, token))
                .addInterceptor(Transport::showRetryAfter)
                .addNetworkInterceptor(Transport::hideRetryAfter)
                .build();
    }

    static String checkToken(String token) {
        if (token == null || token.isEmpty()) {
            throw new IllegalArgumentException("apiToken must not be " + (token == null ? "null" : "empty"));
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "apiToken must be visible ASCII without blanks or line ends: was it copied whole, and without its surroundings?");
        }
        return token;
    }

    @Override
    public Call newCall(Request request) {
        return http.newCall(request);
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    /** A call that begins while the client is being closed is seen either here or by {@code cancelAll}. */
    private Response unlessClosed(Interceptor.Chain chain) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        return chain.proceed(chain.request());
    }

    /** OkHttp repeats what was answered with 503 and {@code Retry-After: 0}, unless it has a body. It must not see that. */
    private static Response hideRetryAfter(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        return response.code() == 503 ? rename(response, RETRY_AFTER, HIDDEN_RETRY_AFTER) : response;
    }

    private static Response showRetryAfter(Interceptor.Chain chain) throws IOException {
        return rename(chain.proceed(chain.request()), HIDDEN_RETRY_AFTER, RETRY_AFTER);
    }

    private static Response rename(Response response, String from, String to) {
        String value = response.header(from);
        return value == null
                ? response
                : response.newBuilder().removeHeader(from).header(to, value).build();
    }

    /** Adds the token to requests for the base URL's scheme, host and port, and to no others. */
    private record Authorization(HttpUrl baseUrl, String token) implements Interceptor {
        @Override
        public Response intercept(Chain chain) throws IOException {
            Request request = chain.request();
            HttpUrl url = request.url();
            boolean ours = url.scheme().equals(baseUrl.scheme())
                    && url.host().equals(baseUrl.host())
                    && url.port() == baseUrl.port();
            return chain.proceed(
                    ours
                            ? request.newBuilder()
                                    .header("Authorization", "Bearer " + token)
                                    .build()
                            : request);
        }

        @Override
        public String toString() {
            return "Authorization";
        }
    }
}
