package com.inboxapp.sdk;

import com.inboxapp.sdk.api.InboxApis;
import com.inboxapp.sdk.runtime.ArrayForm;
import com.inboxapp.sdk.runtime.CursorForm;
import com.inboxapp.sdk.runtime.NameSet;
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
 * The Inbox API: account links, threads, messages and everything else that the token's team may see.
 *
 * <pre>{@code
 * try (InboxClient inbox = InboxClient.fromEnv()) {
 *     inbox.accountLinks().list().execute().accountLinks().forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>A client keeps connections open and is meant to be kept as long as the program needs it. It is immutable and safe for use by many
 * threads; {@link #close()} ends it.
 */
public final class InboxClient implements InboxApis, AutoCloseable {
    /** The environment variable that holds the token. */
    public static final String TOKEN_VARIABLE = "INBOX_API_TOKEN";
    /** The environment variable that holds the base URL, if it is not {@link #DEFAULT_BASE_URL}. */
    public static final String BASE_URL_VARIABLE = "INBOX_BASE_URL";
    /** Another name of {@link #BASE_URL_VARIABLE}, the one that the service's own SDK reads. If both are set, they must say the same. */
    public static final String API_BASE_URL_VARIABLE = "INBOX_API_BASE_URL";
    /** The environment variable that chooses the names to write: {@code guide} (the default) or {@code reference}. */
    public static final String NAMES_VARIABLE = "INBOX_API_NAMES";
    /** Where the API is. */
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
                .callFactory(new QueryCalls(parts.transport(), parts::queryWriter))
                .addConverterFactory(new PathSegments())
                .addConverterFactory(MoshiConverterFactory.create(json))
                .addCallAdapterFactory(new InboxCallAdapterFactory(json, engine, parts.options()))
                .build();
        this.confirmed = new ConfirmedSends(
                this, engine, parts.settings().settleTime, parts.options().deadline());
    }

    /**
     * Starts a client's configuration.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A client as the environment says: {@code INBOX_API_TOKEN} is required, {@code INBOX_BASE_URL} (or {@code INBOX_API_BASE_URL}) and
     * {@code INBOX_API_NAMES} are optional.
     *
     * @return a new client
     * @throws IllegalArgumentException if the token is missing, a variable is blank or cannot be used, or the two base URLs differ
     */
    public static InboxClient fromEnv() {
        return fromEnv(System.getenv());
    }

    /**
     * A client as an environment says that is not the process's own, for instance one read from a file.
     *
     * @param environment names and values, as {@link System#getenv()} gives them
     * @return a new client
     * @throws IllegalArgumentException as for {@link #fromEnv()}
     */
    public static InboxClient fromEnv(Map<String, String> environment) {
        return Environment.configured(builder(), Objects.requireNonNull(environment, "environment"))
                .build();
    }

    /**
     * The operations of one interface.
     *
     * <p>This is an extension point: the interface may be one that you generated from a document of your own.
     *
     * @param api a Retrofit interface whose methods return {@link InboxCall}
     * @param <T> the interface
     * @return its implementation, the same at every call
     * @throws IllegalArgumentException if it is no interface that Retrofit can implement
     */
    @Override
    public <T> T api(Class<T> api) {
        return api.cast(apis.computeIfAbsent(Objects.requireNonNull(api, "api"), retrofit::create));
    }

    /**
     * Sending that knows what became of it: for messages that must arrive, and must not arrive twice.
     *
     * @return the sends of this client, the same at every call
     */
    public ConfirmedSends confirmed() {
        return confirmed;
    }

    /**
     * What is left of the limits of the API, as far as this client knows.
     *
     * @return one entry a window, at this moment; empty when the client is not paced
     */
    public List<LimitState> limits() {
        return parts.pacer().limits();
    }

    /**
     * The limits that it was told to keep to; what the server says of them is in {@link #limits()}.
     *
     * @return the options it was built with
     */
    public PacingOptions pacing() {
        return parts.settings().pacing;
    }

    /**
     * The clocks that it goes by.
     *
     * @return the scheduler it was built with, or its own, which ends with the client
     */
    public InboxScheduler scheduler() {
        return parts.time();
    }

    /**
     * Waits without holding a thread, for whatever polls. What hangs on the future runs in the thread of the scheduler, and must be short.
     *
     * @param operation what waits, for the message of the exception
     * @param wait how long, zero or more
     * @return completes when the wait is over, and with {@link InboxClosedException} when this client is closed; cancel it to wait no longer
     * @throws IllegalArgumentException if the wait is negative
     */
    public CompletableFuture<Void> pause(String operation, Duration wait) {
        Objects.requireNonNull(operation, "operation");
        if (Objects.requireNonNull(wait, "wait").isNegative()) {
            throw new IllegalArgumentException("wait must not be negative, but is " + wait);
        }
        return Pause.of(operation, wait, parts.time(), parts.openCalls());
    }

    /**
     * Starts the configuration of a client like this one, which shares its connections, threads, pacing and retry budget. With another token
     * or base URL it is paced by a budget of its own, in memory unless you give it one, and with other limits too. Closing it ends its own
     * calls; closing this one ends both.
     *
     * @return a builder in which everything is as in this client, token included
     */
    public Builder newBuilder() {
        return new Builder(parts);
    }

    /**
     * The Retrofit that this client is made of, for an adapter to other call types. An extension point: everything else needs no Retrofit.
     * Calls of Retrofit's own type {@code Call} are sent once, and have none of this client's retries, pacing, deadlines and exceptions.
     *
     * @return the configured instance
     */
    public Retrofit retrofit() {
        return retrofit;
    }

    /**
     * Where requests go.
     *
     * @return the base URL, with a slash at its end
     */
    public String baseUrl() {
        return parts.baseUrl().toString();
    }

    /**
     * Ends what is under way, and gives up the connections and threads that the client made, and none that it was given. A call on a closed
     * client fails with an {@link InboxClosedException}. May be repeated.
     */
    @Override
    public void close() {
        parts.close();
    }

    /** Names the base URL, and never the token. */
    @Override
    public String toString() {
        return "InboxClient[" + parts.baseUrl() + "]";
    }

    /** Configures an {@link InboxClient}. Not safe for use by several threads. */
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
         * Sets the token, which is sent to the base URL and nowhere else. Required.
         *
         * @param apiToken the token, as the Inbox dashboard shows it
         * @return this builder
         * @throws IllegalArgumentException if it is null or empty, or holds a character that cannot be in a token, such as a line end
         */
        public Builder apiToken(String apiToken) {
            settings.apiToken = Transport.checkToken(apiToken);
            return this;
        }

        /**
         * Sets where the API is. The default is {@link #DEFAULT_BASE_URL}.
         *
         * @param baseUrl an https URL, or an http one on this machine; spaces around it and slashes at its end make no difference
         * @return this builder
         * @throws IllegalArgumentException if it is none of these, or has a user, a query, a fragment, a backslash, a double slash within its
         *     path, or a character that cannot be seen, such as U+200B, which the message names with its index
         */
        public Builder baseUrl(String baseUrl) {
            settings.baseUrl = BaseUrls.parse(baseUrl);
            return this;
        }

        /**
         * Chooses which names are written where the API has two; both are read. The default is {@link NameSet#GUIDE}.
         *
         * @param names the name set
         * @return this builder
         */
        public Builder names(NameSet names) {
            settings.names = Objects.requireNonNull(names, "names");
            return this;
        }

        /**
         * Chooses how arrays are written in query strings. The default is {@link ArrayForm#INDICES}.
         *
         * @param arrays the form
         * @return this builder
         */
        public Builder arrays(ArrayForm arrays) {
            settings.arrays = Objects.requireNonNull(arrays, "arrays");
            return this;
        }

        /**
         * Chooses how cursors are written in query strings. The default is {@link CursorForm#FLAT}, which the API prefers.
         *
         * @param cursors the form
         * @return this builder
         */
        public Builder cursors(CursorForm cursors) {
            settings.cursors = Objects.requireNonNull(cursors, "cursors");
            return this;
        }

        /**
         * Adds models that are not of this SDK, for {@link InboxClient#api(Class)}. An extension point.
         *
         * @param models the generated factory of your own models
         * @return this builder
         */
        public Builder models(JsonAdapter.Factory models) {
            settings.models.add(Objects.requireNonNull(models, "models"));
            return this;
        }

        /**
         * Permits a base URL without encryption on another machine, for instance of a test network. The token travels in plain text.
         *
         * @return this builder
         */
        public Builder allowPlainHttp() {
            settings.plainHttp = true;
            return this;
        }

        /**
         * Sets how calls are made that say nothing else. What is not set in them is as in {@link CallOptions#DEFAULTS}, or as in the client
         * that this one is derived from.
         *
         * @param options attempt timeout, deadline, retries, priority, headers
         * @return this builder
         */
        public Builder options(CallOptions options) {
            settings.options = Objects.requireNonNull(options, "options").over(settings.options);
            return this;
        }

        /**
         * Sets the limits that the client keeps to. The default is what the API documents.
         *
         * @param limits the limits, or {@link PacingOptions#unpaced()}
         * @return this builder
         */
        public Builder pacing(PacingOptions limits) {
            settings.pacing = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Takes the permission to send from a budget that is shared, with other clients or other processes. An extension point. The default is
         * a budget in memory, of this client and those that are derived from it.
         *
         * @param budget the budget
         * @return this builder
         */
        public Builder rateBudget(RateBudget budget) {
            settings.rateBudget = Objects.requireNonNull(budget, "budget");
            return this;
        }

        /**
         * Adds a listener that hears what happens to calls.
         *
         * @param listener for instance {@link CallListener#logging()}
         * @return this builder
         */
        public Builder listener(CallListener listener) {
            settings.listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Sets how long making a connection may take. The default is 10 s.
         *
         * @param timeout longer than zero; counted in milliseconds, from one to 2,147,483,647
         * @return this builder
         */
        public Builder connectTimeout(Duration timeout) {
            refuseIfDerived("connectTimeout");
            settings.connectTimeout = Durations.positive(timeout, "connectTimeout");
            return this;
        }

        /**
         * Sets how long the server may pause, and how long it may take nothing. The default is 30 s.
         *
         * @param timeout longer than zero; counted in milliseconds, from one to 2,147,483,647
         * @return this builder
         */
        public Builder readTimeout(Duration timeout) {
            refuseIfDerived("readTimeout");
            settings.readTimeout = Durations.positive(timeout, "readTimeout");
            return this;
        }

        /**
         * Sets the largest body of an answer that is read, after decompression. The default is 16 MiB.
         *
         * @param bytes 1 or more
         * @return this builder
         */
        public Builder longestAnswer(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("longestAnswer must be 1 or more, but is " + bytes);
            }
            settings.longestAnswer = bytes;
            return this;
        }

        /**
         * Sets how long after an attempt a message may still appear that was sent by it: before that, {@link ConfirmedSends} never says that
         * it was not. The default is 60 s.
         *
         * @param settleTime zero or longer
         * @return this builder
         */
        public Builder settleTime(Duration settleTime) {
            settings.settleTime = Durations.notNegative(settleTime, "settleTime");
            return this;
        }

        /**
         * Takes connections, threads, proxy, TLS settings and interceptors from an HTTP client that the program has. An extension point. The
         * client's own repeats, redirects, cookies and cache stay off. A proxy gets the credentials that its {@code proxyAuthenticator} gives,
         * and the same ones never twice: when it refuses them, calls end with an {@link InboxConnectionException}. Its dispatcher allows 5
         * requests at a time to one host unless it is told otherwise. Closing leaves it as it is.
         *
         * @param http the client
         * @return this builder
         */
        public Builder httpClient(OkHttpClient http) {
            refuseIfDerived("httpClient");
            settings.httpClient = Objects.requireNonNull(http, "http");
            return this;
        }

        /**
         * Sets what tells the time and waits, for instance virtual time in a test. An extension point. Closing leaves it as it is.
         *
         * @param scheduler the scheduler
         * @return this builder
         */
        public Builder scheduler(InboxScheduler scheduler) {
            refuseIfDerived("scheduler");
            settings.scheduler = Objects.requireNonNull(scheduler, "scheduler");
            return this;
        }

        private void refuseIfDerived(String what) {
            if (parent != null) {
                throw new IllegalStateException(
                        what + " is shared with the client that this one is derived from: set it there");
            }
        }

        /**
         * Makes the client. Nothing is sent yet.
         *
         * @return a new client
         * @throws IllegalArgumentException if there is no token, or it would travel in plain text
         * @throws IllegalStateException if the program has an OkHttp that is older than 4.12
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
