package com.inboxapp.sdk;

import com.inboxapp.sdk.runtime.Safety;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client, without OkHttp's implicit behaviour. OkHttp would resend a request when a reused connection drops and after some
 * responses, and a redirect would turn a POST into a GET. A message would be sent twice, or not at all.
 */
final class Transport implements Call.Factory, AutoCloseable {
    /** The default of 5 would slow a fan-out over many accounts; the service's limit is per minute. */
    private static final int MOST_PARALLEL = 64;

    private static final int IDLE_THREAD_SECONDS = 60;
    private static final int IDLE_CONNECTION_SECONDS = 4;

    private static final int BAD_REQUEST = 400;
    private static final int PROXY_AUTHENTICATION = 407;
    private static final String RETRY_AFTER = "Retry-After";
    private static final String HIDDEN_RETRY_AFTER = "Inbox-Sdk-Retry-After";
    private static final String HIDDEN_STATUS = "Inbox-Sdk-Status";

    private final OkHttpClient connections;
    private final ExecutorService threads;
    private final OkHttpClient http;
    private final Ownership ownership;
    private final @Nullable Transport parent;
    private volatile boolean closed;
    /** Whether the last connection used HTTP/1.1, on which a request may need a separate connection. */
    private volatile boolean isHttp1;

    /** What {@link #close} releases. */
    private enum Ownership {
        CONNECTIONS_AND_THREADS,
        THREADS,
        NOTHING
    }

    private Transport(
            OkHttpClient connections,
            ExecutorService threads,
            Ownership ownership,
            @Nullable Transport parent,
            HttpUrl baseUrl,
            String token) {
        this.connections = connections;
        this.threads = threads;
        this.ownership = ownership;
        this.parent = parent;
        // after the user's interceptors: one that redirects a request to another host must not take the token along
        this.http = connections
                .newBuilder()
                .addInterceptor(this::rejectIfClosed)
                .addInterceptor(new Authorization(baseUrl, token))
                .addInterceptor(ContentCoding.GZIP)
                .addInterceptor(Framing.STRICT)
                .addInterceptor(new StaleConnectionCheck(connections.connectionPool()))
                .build();
    }

    /** Creates a transport with the connections and threads of the given client, or with new ones if it is null. */
    static Transport to(
            HttpUrl baseUrl,
            String token,
            @Nullable OkHttpClient given,
            Duration connectTimeout,
            Duration readTimeout) {
        ExecutorService threads = threads();
        OkHttpClient.Builder builder = given == null ? own(threads) : given.newBuilder();
        builder.interceptors().add(0, Transport::start);
        StatusLines lines = new StatusLines();
        OkHttpClient connections = builder.connectTimeout(millis(connectTimeout), TimeUnit.MILLISECONDS)
                .readTimeout(millis(readTimeout), TimeUnit.MILLISECONDS)
                .writeTimeout(millis(readTimeout), TimeUnit.MILLISECONDS)
                // each attempt has a separate timeout
                .callTimeout(Duration.ZERO)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                .proxyAuthenticator(
                        given == null ? Authenticator.NONE : ProxyCredentials.of(given.proxyAuthenticator()))
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .socketFactory(
                        new LimitedSocketFactory(given == null ? SocketFactory.getDefault() : given.socketFactory()))
                .addNetworkInterceptor(chain -> writeOnce(chain, lines))
                .addNetworkInterceptor(ResponseLimits.ALL)
                .build();
        Ownership ownership = given == null ? Ownership.CONNECTIONS_AND_THREADS : Ownership.THREADS;
        return new Transport(connections, threads, ownership, null, baseUrl, token);
    }

    /** Converts a timeout for OkHttp, which stores it in an int and treats zero as no timeout. */
    private static long millis(Duration timeout) {
        return Math.max(1, Math.min(Integer.MAX_VALUE, Durations.nanos(timeout) / 1_000_000));
    }

    /**
     * Returns a transport that shares the connections and threads, for another base URL or token. This transport keeps the ownership of
     * them.
     */
    Transport sharedTo(HttpUrl baseUrl, String token) {
        return new Transport(connections, threads, Ownership.NOTHING, this, baseUrl, token);
    }

    private static ExecutorService threads() {
        // daemon threads, so that a client that was not closed does not keep the JVM alive
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_THREAD_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "inbox-sdk");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    private static OkHttpClient.Builder own(ExecutorService threads) {
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(MOST_PARALLEL);
        dispatcher.setMaxRequestsPerHost(MOST_PARALLEL);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                // servers commonly drop idle connections after 5 s or more, and a request on a dropped connection fails
                .connectionPool(new ConnectionPool(MOST_PARALLEL, IDLE_CONNECTION_SECONDS, TimeUnit.SECONDS));
    }

    /** Sends the request of an execution once. */
    CompletableFuture<Outcome> send(Execution execution, InboxScheduler time, long maxBodyBytes) {
        Attempt attempt =
                new Attempt(time, execution.options().attemptTimeout(), maxBodyBytes, execution.needsOwnConnection());
        Request.Builder builder = execution
                .request()
                .newBuilder()
                .tag(Attempt.class, attempt)
                .tag(Safety.class, execution.operation().safety());
        RequestBody body = execution.request().body();
        if (body != null) {
            builder.method(execution.request().method(), new OneShotBody(body, attempt::isWritten));
        }
        Request request = builder.build();
        boolean needsNewConnection = execution.needsOtherConnection() || (isHttp1 && attempt.needsOwnConnection());
        if (needsNewConnection) {
            attempt.useNewConnection();
        }
        try {
            Call call = (needsNewConnection ? onNewConnection() : http).newCall(request);
            return attempt.send(call, () -> onNewConnection().newCall(request), execution.cancellation())
                    .whenComplete((outcome, impossible) -> {
                        if (outcome.failure() instanceof Unprocessed
                                || outcome.failure() instanceof StaleConnectionCheck.Shared) {
                            execution.useOtherConnection();
                        }
                        isHttp1 = attempt.isHttp1(isHttp1);
                    });
        } catch (RuntimeException | Error e) {
            // thrown by an event listener of a custom HTTP client
            return CompletableFuture.completedFuture(Outcome.of(new Outcome.Unchecked(e), false));
        }
    }

    /** Returns a client that uses a new connection, which carries no other request before or afterwards. */
    private OkHttpClient onNewConnection() {
        return http.newBuilder()
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .build();
    }

    /** Creates a call of Retrofit's own type. It has none of the client's mechanisms except the timeout. */
    @Override
    public Call newCall(Request request) {
        Call call = (StaleConnectionCheck.needsOwnConnection(request) ? onNewConnection() : http).newCall(request);
        call.timeout().timeout(CallOptions.defaults().attemptTimeout().toMillis(), TimeUnit.MILLISECONDS);
        return call;
    }

    /** Returns the executor for work that may block, such as user callbacks. */
    Executor executor() {
        return threads;
    }

    /** Releases the connections and threads that it owns. The callers of in-flight calls cancel them. */
    @Override
    public void close() {
        closed = true;
        if (ownership == Ownership.CONNECTIONS_AND_THREADS) {
            http.dispatcher().cancelAll();
            http.connectionPool().evictAll();
        }
        if (ownership != Ownership.NOTHING) {
            threads.shutdown();
        }
    }

    private boolean isClosed() {
        return closed || (parent != null && parent.isClosed());
    }

    private Response rejectIfClosed(Interceptor.Chain chain) throws IOException {
        if (isClosed()) {
            throw new IOException("the client is closed");
        }
        return chain.proceed(chain.request());
    }

    /** The first of all interceptors. Wraps exceptions that an interceptor does not declare, since OkHttp would let them end its thread. */
    private static Response start(Interceptor.Chain chain) throws IOException {
        Attempt attempt = attempt(chain);
        try {
            if (attempt != null) {
                attempt.startTimeout();
            }
            return restoreProxyStatus(rename(chain.proceed(chain.request()), HIDDEN_RETRY_AFTER, RETRY_AFTER));
        } catch (RuntimeException | Error e) {
            throw new Outcome.Unchecked(e);
        }
    }

    /** The last interceptor before the wire. Lets each attempt write its request only once. */
    private static Response writeOnce(Interceptor.Chain chain, StatusLines lines) throws IOException {
        Attempt attempt = attempt(chain);
        StaleConnectionCheck.check(chain, attempt);
        if (attempt != null && !attempt.mayWrite()) {
            throw new IOException("not sent: the attempt was given up or its request was sent before");
        }
        Response response;
        try {
            response = StaleConnectionCheck.proceed(chain, attempt, lines);
        } catch (IOException e) {
            IOException failure = Unprocessed.wrapIfUnprocessed(e);
            if (attempt != null && failure instanceof Unprocessed) {
                attempt.markUnprocessed();
            }
            throw failure;
        }
        response = Framing.of(response, chain.connection());
        if (attempt != null && Unprocessed.isReportedBy(response, Objects.requireNonNull(chain.connection()))) {
            attempt.markUnprocessed();
        }
        // OkHttp resends a request after 503 with Retry-After: 0, unless its body is one-shot. Hide the header from it
        return response.code() == 503
                ? rename(response, RETRY_AFTER, HIDDEN_RETRY_AFTER)
                : hideProxyStatus(chain, response);
    }

    /**
     * Hides a 407 that comes from no proxy. OkHttp would treat it as a broken connection, and it would be unknown that nothing was
     * processed.
     */
    private static Response hideProxyStatus(Interceptor.Chain chain, Response response) {
        Connection connection = chain.connection();
        boolean ofServer = connection == null || connection.route().proxy().type() != Proxy.Type.HTTP;
        return response.code() == PROXY_AUTHENTICATION && ofServer
                ? response.newBuilder()
                        .code(BAD_REQUEST)
                        .header(HIDDEN_STATUS, String.valueOf(PROXY_AUTHENTICATION))
                        .build()
                : response;
    }

    private static Response restoreProxyStatus(Response response) {
        return response.code() == BAD_REQUEST && response.header(HIDDEN_STATUS) != null
                ? response.newBuilder()
                        .code(PROXY_AUTHENTICATION)
                        .removeHeader(HIDDEN_STATUS)
                        .build()
                : response;
    }

    /** Returns the attempt of the call, not of the request: a user's interceptor may have created another request without its tags. */
    private static @Nullable Attempt attempt(Interceptor.Chain chain) {
        return chain.call().request().tag(Attempt.class);
    }

    private static Response rename(Response response, String from, String to) {
        String value = response.header(from);
        if (value == null) {
            return response;
        }
        // a server may send characters that a header must not contain
        Headers renamed = response.headers()
                .newBuilder()
                .removeAll(from)
                .addUnsafeNonAscii(to, value)
                .build();
        return response.newBuilder().headers(renamed).build();
    }

    static String checkToken(String token) {
        if (Objects.requireNonNull(token, "apiToken").isEmpty()) {
            throw new IllegalArgumentException("apiToken must not be empty");
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "apiToken must be visible ASCII without blanks or line breaks: check that it was copied completely,"
                            + " and without surrounding text");
        }
        return token;
    }

    /** Adds the token to requests for the base URL's scheme, host and port, and to no other requests. */
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
