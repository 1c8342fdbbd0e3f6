package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.InboxScheduler;
import com.inboxapp.sdk.rx.api.RxInboxApis;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import retrofit2.Retrofit;

/**
 * The Inbox API with RxJava 3 types: {@code Single} for a response, {@code Maybe} for a nullable response,
 * {@code Completable} for an empty one, and {@code Flowable} for every list with a cursor.
 *
 * <pre>{@code
 * RxInboxClient rx = RxInboxClient.create(inbox);
 * Flowable<InboxThread> threads = rx.threads().all(ListThreadsQuery.builder().build());
 * }</pre>
 *
 * <p>{@code all(query)} pages through the whole list. {@code pager(query)} returns the same {@link Pager} with its pages,
 * resume tokens and prefetch, also for use without Rx. To use other options than the client's, wrap a client with other
 * options: {@code RxInboxClient.create(inbox.toBuilder().options(..).build())}.
 *
 * <p>It delegates to an {@link InboxClient} and shares its connections, options and errors. Closing that client closes
 * this one too. Thread-safe.
 *
 * <p><b>Backpressure:</b> a {@code Flowable} requests a page only when there is demand for an item that is not
 * buffered. <b>Scheduler:</b> nothing is subscribed on a scheduler; items arrive on the thread that read the response.
 * <b>Error handling:</b> every stream fails with the exception that {@link com.inboxapp.sdk.InboxCall#execute()} would
 * throw. When several streams are merged and more than one fails, RxJava passes all errors but the first to
 * {@code RxJavaPlugins.onError}, unless the merge delays errors: use {@code flatMap(.., true, maxConcurrency)}.
 * <b>Requests:</b> one per subscription, or one per page.
 */
public final class RxInboxClient implements RxInboxApis {
    private final Map<Class<?>, Object> apis = new ConcurrentHashMap<>();
    private final InboxClient client;
    private final Retrofit retrofit;
    private final Accounts accounts;

    private RxInboxClient(InboxClient client, Retrofit retrofit) {
        this.client = client;
        this.retrofit = retrofit;
        this.accounts = accounts(AccountsOptions.builder().build());
    }

    /**
     * Wraps a client. Sends no request.
     *
     * @param client the client, which the caller still owns and closes
     * @return the same client with RxJava types
     */
    public static RxInboxClient create(InboxClient client) {
        return new RxInboxClient(
                Objects.requireNonNull(client, "client"),
                client.retrofit()
                        .newBuilder()
                        .addCallAdapterFactory(new RxCallAdapterFactory())
                        .build());
    }

    /**
     * Returns the sends that verify that their message arrived. Sends no request.
     *
     * @return the confirmed sends, with the settle time of the client
     */
    public RxConfirmedSends confirmed() {
        return new RxConfirmedSends(client.confirmed());
    }

    /**
     * Returns the operations of the account-links guide for several accounts, with the default options.
     *
     * @return always the same instance; nothing is requested yet
     */
    public Accounts accounts() {
        return accounts;
    }

    /**
     * Returns the operations of the account-links guide for several accounts.
     *
     * @param options the options
     * @return a new instance with a separate cache; nothing is requested yet
     */
    public Accounts accounts(AccountsOptions options) {
        return new Accounts(this, Objects.requireNonNull(options, "options"));
    }

    /**
     * Returns the stream of the team's events, which starts at the oldest event that the server keeps unless configured
     * otherwise.
     *
     * @return an event stream to configure and subscribe to; nothing is requested yet
     */
    public EventStream eventStream() {
        return EventStream.of(this);
    }

    /**
     * Returns the stream of the team's events after an event.
     *
     * @param afterSeq the number of the last known event, 0 or more
     * @return an event stream to configure and subscribe to; nothing is requested yet
     * @throws IllegalArgumentException if the number is negative
     */
    public EventStream eventStream(long afterSeq) {
        return eventStream().after(afterSeq);
    }

    InboxClient client() {
        return client;
    }

    InboxScheduler time() {
        return client.scheduler();
    }

    @Override
    public <T> T api(Class<T> api) {
        return api.cast(apis.computeIfAbsent(Objects.requireNonNull(api, "api"), retrofit::create));
    }
}
