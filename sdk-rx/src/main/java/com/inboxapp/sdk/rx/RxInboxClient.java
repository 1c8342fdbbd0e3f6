package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.InboxScheduler;
import com.inboxapp.sdk.rx.api.RxInboxApis;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import retrofit2.Retrofit;

/**
 * The Inbox API as RxJava 3 types: {@code Single} for an answer, {@code Maybe} for one that may be null, {@code Completable} for none, and
 * {@code Flowable} for every list with a cursor.
 *
 * <pre>{@code
 * RxInboxClient rx = RxInboxClient.create(inbox);
 * Flowable<InboxThread> threads = rx.threads().all(ListThreadsQuery.builder().build());
 * }</pre>
 *
 * <p>{@code all(query)} walks all pages; {@code walk(query)} is the same {@link Walk} with its pages, resume tokens, prefetch, and without Rx.
 * For other options than the client's, wrap a client with other options: {@code RxInboxClient.create(inbox.newBuilder().options(..).build())}.
 *
 * <p>It rides on an {@link InboxClient}: same connections, options and errors. Closing that client ends it too. Safe for use by many threads.
 *
 * <p><b>Backpressure:</b> a {@code Flowable} fetches a page when there is demand for an item that it does not hold, and not before.
 * <b>Scheduler:</b> nothing is subscribed on a scheduler; items arrive on the thread that read the answer. <b>Error handling:</b> every stream
 * ends with what {@link com.inboxapp.sdk.InboxCall#execute()} would throw. When several streams are merged and more than one fails, RxJava
 * hands all errors but the first to {@code RxJavaPlugins.onError}, unless the merge delays errors: fan out with
 * {@code flatMap(.., true, maxConcurrency)}. <b>Requests:</b> one per subscription, or one per page.
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
     * Wraps a client. Nothing is sent.
     *
     * @param client the client, which the caller goes on to own and closes
     * @return the same client with RxJava's types
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
     * What the account-links guide does with several accounts, with the default options.
     *
     * @return always the same instance; nothing is requested yet
     */
    public Accounts accounts() {
        return accounts;
    }

    /**
     * What the account-links guide does with several accounts.
     *
     * @param options how
     * @return a new instance, which keeps a list of accounts of its own; nothing is requested yet
     */
    public Accounts accounts(AccountsOptions options) {
        return new Accounts(this, Objects.requireNonNull(options, "options"));
    }

    /**
     * Follows the team's events, beginning with the oldest that the server keeps unless told otherwise.
     *
     * @return what follows them, to be set up and subscribed to; nothing is requested yet
     */
    public EventFollow follow() {
        return EventFollow.of(this);
    }

    /**
     * Follows the team's events.
     *
     * @param afterSeq the number of the last event that is known, 0 or more
     * @return what follows them, to be set up and subscribed to; nothing is requested yet
     * @throws IllegalArgumentException if it is negative
     */
    public EventFollow follow(long afterSeq) {
        return follow().after(afterSeq);
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
