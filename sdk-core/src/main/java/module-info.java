/**
 * The client of the Inbox API, its models and its Retrofit interfaces. No package is open: models are encoded and decoded without
 * reflection.
 *
 * <p>Retrofit, Moshi and Okio are automatic modules, so this module cannot be linked with {@code jlink}.
 */
module com.inboxapp.sdk {
    exports com.inboxapp.sdk;
    exports com.inboxapp.sdk.api;
    exports com.inboxapp.sdk.model;
    exports com.inboxapp.sdk.query;
    exports com.inboxapp.sdk.ratelimit;
    exports com.inboxapp.sdk.runtime;
    exports com.inboxapp.sdk.store;
    exports com.inboxapp.sdk.webhook;

    // for @Generated, which is only in the sources and their javadoc
    requires static transitive java.compiler;
    requires transitive com.squareup.moshi;
    requires transitive okhttp3;
    requires okio;
    // not static: the annotations of nullable parameters are needed at run time
    requires transitive org.jspecify;
    requires transitive retrofit2;
    requires retrofit2.converter.moshi;
}
