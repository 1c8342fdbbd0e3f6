/**
 * The Inbox API as RxJava 3 streams, and the helpers for several accounts. No package is open.
 *
 * <p>Reactive Streams, Retrofit, Moshi and Okio are automatic modules, so this module cannot be linked with {@code jlink}.
 */
module com.inboxapp.sdk.rx {
    exports com.inboxapp.sdk.rx;
    exports com.inboxapp.sdk.rx.api;

    // for @Generated, which is only in the sources and their javadoc
    requires static transitive java.compiler;
    requires transitive com.inboxapp.sdk;
    requires transitive io.reactivex.rxjava3;
    requires okio;
    // not static: the annotations of nullable parameters are needed at run time
    requires transitive org.jspecify;
    requires transitive org.reactivestreams;
}
