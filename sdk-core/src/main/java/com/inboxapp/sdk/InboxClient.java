package com.inboxapp.sdk;

import com.inboxapp.sdk.api.InboxApis;
import com.inboxapp.sdk.query.ArrayFormat;
import com.inboxapp.sdk.query.CursorFormat;
import com.inboxapp.sdk.query.NameSet;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.ratelimit.RateLimitStatus;
import com.inboxapp.sdk.ratelimit.RateLimiter;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/**
 * A client of the Inbox API: account links, threads, messages and everything else that the team of the token can access.
 *
 * <pre>{@code
 * try (InboxClient inbox = InboxClient.fromEnv()) {
 *     inbox.accountLinks().list().execute().accountLinks().forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>A client pools connections. Create one and keep it as long as you need it, then {@link #close()} it. Immutable and thread-safe.
 */
public final class InboxClient implements InboxApis, AutoCloseable {
    /** The environment variable with the API token. */
    public static final String TOKEN_VARIABLE = "INBOX_API_TOKEN";
    /** The environment variable with the base URL. The default is {@link #DEFAULT_BASE_URL}. */
    public static final String BASE_URL_VARIABLE = "INBOX_BASE_URL";
    /** Another name of {@link #BASE_URL_VARIABLE}, which the service's own SDK reads. If both are set, their values must be the same. */
    public static final String API_BASE_URL_VARIABLE = "INBOX_API_BASE_URL";
    /** The environment variable with the name set for requests: {@code guide} (the default) or {@code reference}. */
    public static final String NAMES_VARIABLE = "INBOX_API_NAMES";
    /** The base URL of the API. */
    public static final String DEFAULT_BASE_URL = "https://inboxapp.com/api/v1";

    private final Map<Class<?>, Object> apis = new ConcurrentHashMap<>();
    private final ClientParts parts;
    private final Retrofit retrofit;
    private final CallEngine engine;
    private final ConfirmedSends confirmed;

    private InboxClient(ClientParts parts) {
        this.parts = parts;
        this.engine = parts.engine();
        Moshi json = parts.moshi();
        this.retrofit = new Retrofit.Builder()
                .baseUrl(parts.baseUrl())
                .callFactory(new QueryEncoder(parts.transport(), parts::queryWriter))
                .addConverterFactory(new PathSegments())
                .addConverterFactory(MoshiConverterFactory.create(json))
                .addCallAdapterFactory(new InboxCallAdapterFactory(json, engine, parts.options()))
                .build();
        this.confirmed = new ConfirmedSends(
                this, engine, parts.settings().settleTime, parts.options().deadline());
    }

    /**
     * Returns a builder for a client.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Creates a client that is configured by the environment variables of the process. {@code INBOX_API_TOKEN} is required,
     * {@code INBOX_BASE_URL} (or {@code INBOX_API_BASE_URL}) and {@code INBOX_API_NAMES} are optional.
     *
     * @return a new client
     * @throws IllegalArgumentException if the token is missing, if a variable is blank or invalid, or if the two base URLs differ
     */
    public static InboxClient fromEnv() {
        return fromEnv(System.getenv());
    }

    /**
     * Creates a client that is configured by the given environment variables, for instance read from a file.
     *
     * @param environment names and values, like {@link System#getenv()}
     * @return a new client
     * @throws IllegalArgumentException as for {@link #fromEnv()}
     */
    public static InboxClient fromEnv(Map<String, String> environment) {
        return Environment.configured(builder(), Objects.requireNonNull(environment, "environment"))
                .build();
    }

    /**
     * Returns the implementation of an API interface.
     *
     * <p>This is an extension point: the interface may be one that you generated from your own OpenAPI document.
     *
     * @param api a Retrofit interface whose methods return {@link InboxCall}
     * @param <T> the type of the interface
     * @return the implementation, always the same instance
     * @throws IllegalArgumentException if it is not an interface that Retrofit can implement
     */
    @Override
    public <T> T api(Class<T> api) {
        return api.cast(apis.computeIfAbsent(Objects.requireNonNull(api, "api"), retrofit::create));
    }

    /**
     * Returns the sends that verify that a message arrived. Use them for messages that must arrive, and must not arrive twice.
     *
     * @return the confirmed sends of this client, always the same instance
     */
    public ConfirmedSends confirmed() {
        return confirmed;
    }

    /**
     * Returns the status of the API's rate limits, as far as this client knows it.
     *
     * @return one entry per window, at this moment; empty if the client has no rate limits
     */
    public List<RateLimitStatus> rateLimits() {
        return parts.callScheduler().rateLimits();
    }

    /**
     * Returns the rate limit options of this client. See {@link #rateLimits()} for the limits that the server reports.
     *
     * @return the options that this client was built with
     */
    public RateLimitOptions rateLimitOptions() {
        return parts.settings().rateLimits;
    }

    /**
     * Returns the scheduler of this client.
     *
     * @return the scheduler that this client was built with, or its own, which is closed with the client
     */
    public InboxScheduler scheduler() {
        return parts.time();
    }

    /**
     * Waits without blocking a thread, for code that polls. Dependent stages run on the scheduler thread; do not block in them.
     *
     * @param operation the operation that waits, for the message of the exception
     * @param wait the duration, zero or longer
     * @return a future that completes after the wait, or with {@link InboxClosedException} when this client is closed; cancel it to stop
     *     waiting
     * @throws IllegalArgumentException if the wait is negative
     */
    public CompletableFuture<Void> pause(String operation, Duration wait) {
        Objects.requireNonNull(operation, "operation");
        if (Objects.requireNonNull(wait, "wait").isNegative()) {
            throw new IllegalArgumentException("wait must not be negative, but was " + wait);
        }
        return Delays.of(operation, wait, parts.time(), parts.inFlightCalls());
    }

    /**
     * Returns a builder for a client that is derived from this one. The derived client shares this client's connections, threads, rate
     * limiter and retry budget, with these exceptions:
     *
     * <ul>
     *   <li>With another token or base URL, it has its own rate limiter: in memory, unless you set one.
     *   <li>With other rate limits, it has its own queue, and its own rate limiter in memory, unless you set one on either client.
     *   <li>With another base URL, it has its own retry budget.
     * </ul>
     *
     * <p>Closing the derived client ends only its calls. Closing this client ends the calls of both.
     *
     * @return a builder with all settings of this client, including the token
     */
    public Builder toBuilder() {
        return new Builder(parts);
    }

    /**
     * Returns the Retrofit instance of this client, for adapters to other call types. An extension point: nothing else needs Retrofit.
     * Calls of Retrofit's own type {@code Call} are sent once, without this client's retries, rate limits, deadlines and exceptions.
     *
     * @return the configured instance
     */
    public Retrofit retrofit() {
        return retrofit;
    }

    /**
     * Returns the base URL.
     *
     * @return the base URL, with a trailing slash
     */
    public String baseUrl() {
        return parts.baseUrl().toString();
    }

    /**
     * Ends the calls in flight, and releases the connections and threads that this client created. A given HTTP client or scheduler stays
     * open. Calls on a closed client fail with {@link InboxClosedException}. Closing a closed client has no effect.
     */
    @Override
    public void close() {
        parts.close();
    }

    /** Returns the base URL, never the token. */
    @Override
    public String toString() {
        return "InboxClient[" + parts.baseUrl() + "]";
    }

    /** Builder for {@link InboxClient}. Not thread-safe. */
    public static final class Builder {
        private final ClientSettings settings;
        private final @Nullable ClientParts parent;

        private Builder() {
            this.settings = new ClientSettings();
            this.parent = null;
        }

        private Builder(ClientParts parent) {
            this.settings = parent.settings().copy();
            this.parent = parent;
        }

        /**
         * Sets the API token. Required. The token is sent only to the base URL.
         *
         * @param apiToken the token, as shown in the Inbox dashboard
         * @return this builder
         * @throws NullPointerException if the token is null
         * @throws IllegalArgumentException if the token is empty, or contains anything but visible ASCII, such as a line break
         */
        public Builder apiToken(String apiToken) {
            settings.apiToken = Transport.checkToken(apiToken);
            return this;
        }

        /**
         * Sets the base URL of the API. The default is {@link #DEFAULT_BASE_URL}.
         *
         * @param baseUrl an https URL, or an http URL of this machine (see {@link #allowPlainHttp()}); surrounding spaces and trailing
         *     slashes are ignored
         * @return this builder
         * @throws NullPointerException if the URL is null
         * @throws IllegalArgumentException if the URL is not an http or https URL, or if it has a user, a query, a fragment, a
         *     backslash, a double slash in its path, or an invisible character such as U+200B, which the message names with its index
         */
        public Builder baseUrl(String baseUrl) {
            settings.baseUrl = BaseUrls.parse(baseUrl);
            return this;
        }

        /**
         * Sets the name set of requests, for properties that have two names in the API. Both names are accepted in
         * responses. The default is {@link NameSet#GUIDE}.
         *
         * @param names the name set
         * @return this builder
         */
        public Builder names(NameSet names) {
            settings.names = Objects.requireNonNull(names, "names");
            return this;
        }

        /**
         * Sets the format of arrays in query strings. The default is {@link ArrayFormat#INDICES}.
         *
         * @param format the format
         * @return this builder
         */
        public Builder arrayFormat(ArrayFormat format) {
            settings.arrayFormat = Objects.requireNonNull(format, "format");
            return this;
        }

        /**
         * Sets the format of cursors in query strings. The default is {@link CursorFormat#FLAT}, which the API prefers.
         *
         * @param format the format
         * @return this builder
         */
        public Builder cursorFormat(CursorFormat format) {
            settings.cursorFormat = Objects.requireNonNull(format, "format");
            return this;
        }

        /**
         * Adds a JSON adapter factory for your own models, for use with {@link InboxClient#api(Class)}. An extension point.
         *
         * @param models the generated factory of your models
         * @return this builder
         */
        public Builder models(JsonAdapter.Factory models) {
            settings.models.add(Objects.requireNonNull(models, "models"));
            return this;
        }

        /**
         * Allows an http base URL on another machine, for instance in a test network. The token is then sent in plain text.
         *
         * @return this builder
         */
        public Builder allowPlainHttp() {
            settings.plainHttp = true;
            return this;
        }

        /**
         * Sets the default options for calls that set none. Options that are not set fall back to those of the client that this one is
         * derived from, if any, and then to {@link CallOptions#defaults()}.
         *
         * @param options the attempt timeout, deadline, retries, priority and headers
         * @return this builder
         */
        public Builder options(CallOptions options) {
            settings.options = Objects.requireNonNull(options, "options").over(settings.options);
            return this;
        }

        /**
         * Sets the rate limits that the client keeps to. The default is {@link RateLimitOptions#defaults()}.
         *
         * @param limits the limits, or {@link RateLimitOptions#unlimited()}
         * @return this builder
         */
        public Builder rateLimits(RateLimitOptions limits) {
            settings.rateLimits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Sets the rate limiter, to share it with other clients or other processes. An extension point. The default is a limiter in memory
         * that this client shares with those derived from it.
         *
         * @param limiter the rate limiter
         * @return this builder
         */
        public Builder rateLimiter(RateLimiter limiter) {
            settings.rateLimiter = Objects.requireNonNull(limiter, "limiter");
            return this;
        }

        /**
         * Adds a listener for call lifecycle events.
         *
         * @param listener the listener, for instance {@link CallListener#logging()}
         * @return this builder
         */
        public Builder listener(CallListener listener) {
            settings.listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Sets the connect timeout. The default is 10 s.
         *
         * @param timeout longer than zero; rounded down to milliseconds, and limited to the range from 1 to 2,147,483,647
         * @return this builder
         * @throws NullPointerException if the timeout is null
         * @throws IllegalArgumentException if the timeout is zero or negative
         * @throws IllegalStateException if the client is derived from another one
         */
        public Builder connectTimeout(Duration timeout) {
            requireNotDerived("connectTimeout");
            settings.connectTimeout = Durations.positive(timeout, "connectTimeout");
            return this;
        }

        /**
         * Sets the read and write timeouts: how long a single read from or write to the connection may block. The default is 30 s.
         *
         * @param timeout longer than zero; rounded down to milliseconds, and limited to the range from 1 to 2,147,483,647
         * @return this builder
         * @throws NullPointerException if the timeout is null
         * @throws IllegalArgumentException if the timeout is zero or negative
         * @throws IllegalStateException if the client is derived from another one
         */
        public Builder readTimeout(Duration timeout) {
            requireNotDerived("readTimeout");
            settings.readTimeout = Durations.positive(timeout, "readTimeout");
            return this;
        }

        /**
         * Sets the maximum size of a response body, after decompression. The default is 16 MiB.
         *
         * @param bytes 1 or more
         * @return this builder
         * @throws IllegalArgumentException if the value is less than 1
         */
        public Builder maxResponseBytes(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("maxResponseBytes must be at least 1, but was " + bytes);
            }
            settings.maxResponseBytes = bytes;
            return this;
        }

        /**
         * Sets how long after an attempt its message may still appear in the thread. {@link ConfirmedSends} does not report a message as
         * not sent before this time is over. The default is 60 s.
         *
         * @param settleTime zero or longer
         * @return this builder
         * @throws NullPointerException if the duration is null
         * @throws IllegalArgumentException if the duration is negative
         */
        public Builder settleTime(Duration settleTime) {
            settings.settleTime = Durations.notNegative(settleTime, "settleTime");
            return this;
        }

        /**
         * Sets an HTTP client whose connections, threads, proxy, TLS settings and interceptors are used. An extension point. Its timeouts
         * are replaced by those of this builder. OkHttp's own retries, redirects, cookies and cache stay off. Closing the Inbox client does
         * not close the HTTP client.
         *
         * <p>A proxy gets the credentials that the {@code proxyAuthenticator} returns. If the proxy rejects them, they are not sent again,
         * and calls fail with {@link InboxConnectionException}. The dispatcher of an OkHttp client allows 5 concurrent requests per host by
         * default.
         *
         * @param http the HTTP client
         * @return this builder
         * @throws IllegalStateException if the client is derived from another one
         */
        public Builder httpClient(OkHttpClient http) {
            requireNotDerived("httpClient");
            settings.httpClient = Objects.requireNonNull(http, "http");
            return this;
        }

        /**
         * Sets the clock and timer, for instance virtual time in a test. An extension point. Closing the client does not close it.
         *
         * @param scheduler the scheduler
         * @return this builder
         * @throws IllegalStateException if the client is derived from another one
         */
        public Builder scheduler(InboxScheduler scheduler) {
            requireNotDerived("scheduler");
            settings.scheduler = Objects.requireNonNull(scheduler, "scheduler");
            return this;
        }

        private void requireNotDerived(String option) {
            if (parent != null) {
                throw new IllegalStateException(
                        option + " is shared with the client that this one is derived from: set it on that client");
            }
        }

        /**
         * Builds the client. This sends no request.
         *
         * @return a new client
         * @throws IllegalArgumentException if no token was set, or if it would be sent in plain text (see {@link #allowPlainHttp()})
         * @throws IllegalStateException if the OkHttp on the class path is older than 4.12
         */
        public InboxClient build() {
            OkHttpVersion.check(InboxClient.class.getClassLoader());
            if (settings.apiToken == null) {
                throw new IllegalArgumentException(
                        "apiToken is required: set it, or use InboxClient.fromEnv() with " + TOKEN_VARIABLE);
            }
            if (!settings.plainHttp) {
                BaseUrls.checkEncrypted(settings.baseUrl);
            }
            return new InboxClient(ClientParts.of(settings.copy(), parent));
        }
    }
}
