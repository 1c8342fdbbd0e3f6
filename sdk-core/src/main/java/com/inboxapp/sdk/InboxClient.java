package com.inboxapp.sdk;

import com.inboxapp.sdk.api.InboxApis;
import com.inboxapp.sdk.runtime.ArrayForm;
import com.inboxapp.sdk.runtime.CursorForm;
import com.inboxapp.sdk.runtime.NameSet;
import com.inboxapp.sdk.runtime.QueryWriter;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;
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
    /** The environment variable that chooses the names to write: {@code guide} (the default) or {@code reference}. */
    public static final String NAMES_VARIABLE = "INBOX_API_NAMES";
    /** Where the API is. */
    public static final String DEFAULT_BASE_URL = "https://inboxapp.com/api/v1";

    private final Map<Class<?>, Object> apis = new ConcurrentHashMap<>();
    private final Transport transport;
    private final Retrofit retrofit;
    private final HttpUrl baseUrl;

    private InboxClient(Builder builder) {
        this.baseUrl = builder.baseUrl;
        this.transport = new Transport(baseUrl, Objects.requireNonNull(builder.apiToken));
        Moshi.Builder moshi = new Moshi.Builder();
        builder.models.forEach(moshi::add);
        moshi.add(new com.inboxapp.sdk.model.InboxModels(builder.names));
        Moshi json = moshi.build();
        QueryOptions query = new QueryOptions(builder.names, builder.arrays, builder.cursors);
        this.retrofit = new Retrofit.Builder()
                .baseUrl(baseUrl)
                .callFactory(new QueryCalls(transport, query::writer))
                .addConverterFactory(new PathSegments())
                .addConverterFactory(MoshiConverterFactory.create(json))
                .addCallAdapterFactory(new InboxCallAdapterFactory(json, transport::isClosed))
                .build();
    }

    private record QueryOptions(NameSet names, ArrayForm arrays, CursorForm cursors) {
        QueryWriter writer() {
            return new QueryWriter(names, arrays, cursors);
        }
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
     * A client as the environment says: {@code INBOX_API_TOKEN} is required, {@code INBOX_BASE_URL} and {@code INBOX_API_NAMES} are optional.
     *
     * @return a new client
     * @throws IllegalArgumentException if the token is missing, or a variable cannot be used
     */
    public static InboxClient fromEnv() {
        return fromEnv(System.getenv());
    }

    /**
     * A client as an environment says that is not the process's own, for instance one read from a file.
     *
     * @param environment names and values, as {@link System#getenv()} gives them
     * @return a new client
     * @throws IllegalArgumentException if the token is missing, or a variable cannot be used
     */
    public static InboxClient fromEnv(Map<String, String> environment) {
        String token = variable(environment, TOKEN_VARIABLE);
        if (token == null) {
            throw new IllegalArgumentException("the environment variable " + TOKEN_VARIABLE + " is not set");
        }
        Builder builder = builder().apiToken(token);
        String baseUrl = variable(environment, BASE_URL_VARIABLE);
        if (baseUrl != null) {
            builder.baseUrl(baseUrl);
        }
        String names = variable(environment, NAMES_VARIABLE);
        if (names != null) {
            builder.names(nameSet(names));
        }
        return builder.build();
    }

    /** An empty variable is a mistake: to take it for one that is not set could send the token to another place than was meant. */
    private static @Nullable String variable(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value != null && value.isBlank()) {
            throw new IllegalArgumentException(
                    "the environment variable " + name + " is empty: give it a value, or unset it");
        }
        return value;
    }

    private static NameSet nameSet(String text) {
        try {
            return NameSet.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the environment variable " + NAMES_VARIABLE + " must be guide or reference, but is " + text, e);
        }
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
     * The Retrofit that this client is made of, for an adapter to other call types. An extension point: everything else needs no Retrofit.
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
        return baseUrl.toString();
    }

    /** Cancels what is under way, and gives up connections and threads. A call on a closed client fails. May be repeated. */
    @Override
    public void close() {
        transport.close();
    }

    /** Names the base URL, and never the token. */
    @Override
    public String toString() {
        return "InboxClient[" + baseUrl + "]";
    }

    /** Configures an {@link InboxClient}. Not safe for use by several threads. */
    public static final class Builder {
        private final List<JsonAdapter.Factory> models = new ArrayList<>();
        private @Nullable String apiToken;
        private HttpUrl baseUrl = BaseUrls.parse(DEFAULT_BASE_URL);
        private NameSet names = NameSet.GUIDE;
        private ArrayForm arrays = ArrayForm.INDICES;
        private CursorForm cursors = CursorForm.FLAT;

        private Builder() {}

        /**
         * Sets the token, which is sent to the base URL and nowhere else. Required.
         *
         * @param apiToken the token, as the Inbox dashboard shows it
         * @return this builder
         * @throws IllegalArgumentException if it is null or empty, or holds a character that cannot be in a token, such as a line end
         */
        public Builder apiToken(String apiToken) {
            this.apiToken = Transport.checkToken(apiToken);
            return this;
        }

        /**
         * Sets where the API is. The default is {@link #DEFAULT_BASE_URL}.
         *
         * @param baseUrl an https URL, or an http one on this machine; a slash at its end makes no difference
         * @return this builder
         * @throws IllegalArgumentException if it is none of these, or has a query or a fragment
         */
        public Builder baseUrl(String baseUrl) {
            this.baseUrl = BaseUrls.parse(baseUrl);
            return this;
        }

        /**
         * Chooses which names are written where the API has two; both are read. The default is {@link NameSet#GUIDE}.
         *
         * @param names the name set
         * @return this builder
         */
        public Builder names(NameSet names) {
            this.names = Objects.requireNonNull(names, "names");
            return this;
        }

        /**
         * Chooses how arrays are written in query strings. The default is {@link ArrayForm#INDICES}.
         *
         * @param arrays the form
         * @return this builder
         */
        public Builder arrays(ArrayForm arrays) {
            this.arrays = Objects.requireNonNull(arrays, "arrays");
            return this;
        }

        /**
         * Chooses how cursors are written in query strings. The default is {@link CursorForm#FLAT}, which the API prefers.
         *
         * @param cursors the form
         * @return this builder
         */
        public Builder cursors(CursorForm cursors) {
            this.cursors = Objects.requireNonNull(cursors, "cursors");
            return this;
        }

        /**
         * Adds models that are not of this SDK, for {@link InboxClient#api(Class)}. An extension point.
         *
         * @param models the generated factory of your own models
         * @return this builder
         */
        public Builder models(JsonAdapter.Factory models) {
            this.models.add(Objects.requireNonNull(models, "models"));
            return this;
        }

        /**
         * Makes the client. Nothing is sent yet.
         *
         * @return a new client
         * @throws IllegalArgumentException if there is no token
         */
        public InboxClient build() {
            if (apiToken == null) {
                throw new IllegalArgumentException(
                        "apiToken is required: set it, or use InboxClient.fromEnv() with " + TOKEN_VARIABLE);
            }
            return new InboxClient(this);
        }
    }
}
