/**
 * The client of the Inbox API, its models and its Retrofit interfaces. Nothing is open: models are read and written without reflection.
 *
 * <p>Retrofit, Moshi and Okio are automatic modules, so that this module cannot be linked with {@code jlink}.
 */
module com.inboxapp.sdk {
    exports com.inboxapp.sdk;
    exports com.inboxapp.sdk.api;
    exports com.inboxapp.sdk.model;
    exports com.inboxapp.sdk.runtime;
    exports com.inboxapp.sdk.webhook;

    // for @Generated, which is in the sources and their documentation only
    requires static transitive java.compiler;
    requires transitive com.squareup.moshi;
    requires transitive okhttp3;
    requires okio;
    // not static: a parameter that may be null is told by its annotation at run time
    requires transitive org.jspecify;
    requires transitive retrofit2;
    requires retrofit2.converter.moshi;
}
