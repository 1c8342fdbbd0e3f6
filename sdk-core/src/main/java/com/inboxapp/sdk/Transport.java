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
 * The HTTP client with everything switched off that would act behind the caller's back: OkHttp repeats a request by itself when a reused
 * connection drops and after some answers, and a redirect turns a POST into a GET. A message would be sent twice, or not at all.
 */
final class Transport implements Call.Factory, AutoCloseable {
    /** The default, 5, would throttle a fan-out over many accounts; the service's own limit is by the minute. */
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
    /** Whether the last connection was of HTTP/1.1, on which a request may need a connection of its own. */
    private volatile boolean isHttp1;

    /** What {@link #close} gives up. */
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
        // last, so that an interceptor of the user's which leads a request elsewhere does not take the token along
        this.http = connections
                .newBuilder()
                .addInterceptor(this::unlessClosed)
                .addInterceptor(new Authorization(baseUrl, token))
                .addInterceptor(ContentCoding.GZIP)
                .addInterceptor(Framing.STRICT)
                .addInterceptor(new LiveConnections(connections.connectionPool()))
                .build();
    }

    /** With the connections and threads of the given client, or with its own when there is none. */
    static Transport to(
            HttpUrl baseUrl,
            String token,
            @Nullable OkHttpClient given,
            Duration connectTimeout,
            Duration readTimeout) {
        ExecutorService threads = threads();
        OkHttpClient.Builder builder = given == null ? own(threads) : given.newBuilder();
        builder.interceptors().add(0, Transport::begin);
        StatusLines lines = new StatusLines();
        OkHttpClient connections = builder.connectTimeout(millis(connectTimeout), TimeUnit.MILLISECONDS)
                .readTimeout(millis(readTimeout), TimeUnit.MILLISECONDS)
                .writeTimeout(millis(readTimeout), TimeUnit.MILLISECONDS)
                // each attempt has a time-out of its own
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

    /** OkHttp counts in an int, and takes zero for no time-out. */
    private static long millis(Duration timeout) {
        return Math.max(1, Math.min(Integer.MAX_VALUE, Durations.nanos(timeout) / 1_000_000));
    }

    /** The same connections and threads, for another place or in another's name. They stay this one's to give up. */
    Transport sharedTo(HttpUrl baseUrl, String token) {
        return new Transport(connections, threads, Ownership.NOTHING, this, baseUrl, token);
    }

    private static ExecutorService threads() {
        // daemons: a client that nobody closed does not keep the JVM alive
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
                // servers drop idle connections, commonly after 5 s or more, and a request on a dropped one fails
                .connectionPool(new ConnectionPool(MOST_PARALLEL, IDLE_CONNECTION_SECONDS, TimeUnit.SECONDS));
    }

    /** Sends the request of an execution, once. */
    CompletableFuture<Outcome> send(Execution execution, InboxScheduler time, long longestBody) {
        Attempt attempt =
                new Attempt(time, execution.options().attemptTimeout(), longestBody, execution.needsItsOwnConnection());
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
        boolean elsewhere = execution.isRefused() || (isHttp1 && attempt.needsItsOwn());
        if (elsewhere) {
            attempt.hasAConnectionOfItsOwn();
        }
        try {
            Call call = (elsewhere ? elsewhere() : http).newCall(request);
            return attempt.send(call, () -> elsewhere().newCall(request), execution.cancellation())
                    .whenComplete((outcome, impossible) -> {
                        if (outcome.failure() instanceof Unprocessed
                                || outcome.failure() instanceof LiveConnections.Shared) {
                            execution.refused();
                        }
                        isHttp1 = attempt.isHttp1(isHttp1);
                    });
        } catch (RuntimeException | Error e) {
            // an event listener of the program's own HTTP client
            return CompletableFuture.completedFuture(Outcome.of(new Outcome.Unchecked(e), false));
        }
    }

    /** With a connection that there was no request on before, and will be none on afterwards. */
    private OkHttpClient elsewhere() {
        return http.newBuilder()
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .build();
    }

    /** For calls of Retrofit's own type, which have none of the client's mechanisms but the time-out. */
    @Override
    public Call newCall(Request request) {
        Call call = (LiveConnections.needsItsOwn(request) ? elsewhere() : http).newCall(request);
        call.timeout().timeout(CallOptions.DEFAULTS.attemptTimeout().toMillis(), TimeUnit.MILLISECONDS);
        return call;
    }

    /** For work that may take its time, such as a user's callbacks. */
    Executor executor() {
        return threads;
    }

    /** Gives up the connections and threads that are its own. The calls that are under way are cancelled by whoever made them. */
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

    private Response unlessClosed(Interceptor.Chain chain) throws IOException {
        if (isClosed()) {
            throw new IOException("closed");
        }
        return chain.proceed(chain.request());
    }

    /** First of all interceptors: OkHttp lets an exception that an interceptor does not declare end its thread. */
    private static Response begin(Interceptor.Chain chain) throws IOException {
        Attempt attempt = attempt(chain);
        try {
            if (attempt != null) {
                attempt.begins();
            }
            return shown(rename(chain.proceed(chain.request()), HIDDEN_RETRY_AFTER, RETRY_AFTER));
        } catch (RuntimeException | Error e) {
            throw new Outcome.Unchecked(e);
        }
    }

    /** Last before the wire. */
    private static Response writeOnce(Interceptor.Chain chain, StatusLines lines) throws IOException {
        Attempt attempt = attempt(chain);
        LiveConnections.check(chain, attempt);
        if (attempt != null && !attempt.mayWrite()) {
            throw new IOException("not sent, since the attempt was given up or its request was sent before");
        }
        Response response;
        try {
            response = LiveConnections.proceed(chain, attempt, lines);
        } catch (IOException e) {
            IOException failure = Unprocessed.orSame(e);
            if (attempt != null && failure instanceof Unprocessed) {
                attempt.notProcessed();
            }
            throw failure;
        }
        response = Framing.of(response, chain.connection());
        if (attempt != null && Unprocessed.isSaidBy(response, Objects.requireNonNull(chain.connection()))) {
            attempt.notProcessed();
        }
        // OkHttp repeats what was answered with 503 and Retry-After: 0, unless it has a body. It must not see that
        return response.code() == 503 ? rename(response, RETRY_AFTER, HIDDEN_RETRY_AFTER) : hidden(chain, response);
    }

    /** OkHttp takes a 407 that comes from no proxy for a broken connection, and nobody would know that nothing was processed. */
    private static Response hidden(Interceptor.Chain chain, Response response) {
        Connection connection = chain.connection();
        boolean ofServer = connection == null || connection.route().proxy().type() != Proxy.Type.HTTP;
        return response.code() == PROXY_AUTHENTICATION && ofServer
                ? response.newBuilder()
                        .code(BAD_REQUEST)
                        .header(HIDDEN_STATUS, String.valueOf(PROXY_AUTHENTICATION))
                        .build()
                : response;
    }

    private static Response shown(Response response) {
        return response.code() == BAD_REQUEST && response.header(HIDDEN_STATUS) != null
                ? response.newBuilder()
                        .code(PROXY_AUTHENTICATION)
                        .removeHeader(HIDDEN_STATUS)
                        .build()
                : response;
    }

    /** Of the call, since an interceptor of the user's may have made another request without its tags. */
    private static @Nullable Attempt attempt(Interceptor.Chain chain) {
        return chain.call().request().tag(Attempt.class);
    }

    private static Response rename(Response response, String from, String to) {
        String value = response.header(from);
        if (value == null) {
            return response;
        }
        // what a server sends may be more than a header may hold
        Headers renamed = response.headers()
                .newBuilder()
                .removeAll(from)
                .addUnsafeNonAscii(to, value)
                .build();
        return response.newBuilder().headers(renamed).build();
    }

    static String checkToken(String token) {
        if (token == null || token.isEmpty()) {
            throw new IllegalArgumentException("apiToken must not be " + (token == null ? "null" : "empty"));
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "apiToken must be visible ASCII without blanks or line ends: was it copied whole, and without its"
                            + " surroundings?");
        }
        return token;
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
