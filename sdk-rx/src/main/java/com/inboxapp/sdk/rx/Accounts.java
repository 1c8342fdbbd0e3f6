package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxAccountException;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.Tag;
import com.inboxapp.sdk.model.TagId;
import com.inboxapp.sdk.runtime.Checks;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The team's connected accounts, and the operations of the account-links guide that involve several accounts.
 *
 * <pre>{@code
 * Accounts accounts = rx.accounts();
 * accounts.from("@acmecorp").send(PlatformUserId.of("555555555"), "Hi!");
 * accounts.metrics(InboxView.DEFAULT);
 * accounts.findAnyThread(PlatformUserId.of("555555555"));
 * }</pre>
 *
 * <p>The accounts are read from {@code GET /account-links} and cached for one minute
 * ({@link AccountsOptions.Builder#cacheTtl}). The list is read again when a requested account is not in the cache. If
 * no account is connected, everything except {@link #list}, {@link #directory} and the metrics fails with
 * {@link InboxAccountException}, whose message explains where to connect accounts.
 *
 * <p><b>Error handling:</b> requests fail as described in {@link RxInboxClient}. Requests for different accounts run
 * concurrently (8 by default) within the client's rate limits. If an account fails, the other accounts still deliver
 * their results, and the stream then fails with {@link com.inboxapp.sdk.InboxAccountsException}. With
 * {@link AccountsOptions.Builder#failFast}, the stream fails at once. Failures that concern all accounts, such as a
 * closed client, always fail the stream at once.
 *
 * <p><b>Scheduler:</b> nothing is subscribed on a scheduler; results arrive on threads of the client. Thread-safe.
 * Caches belong to this instance: create it once and reuse it.
 */
public final class Accounts {
    private final RxInboxClient rx;
    private final AccountsOptions options;
    private final CachedResponse<AccountDirectory> directory;
    private final CachedResponse<Map<TagId, Tag>> tags;

    Accounts(RxInboxClient rx, AccountsOptions options) {
        this.rx = rx;
        this.options = options;
        this.directory = new CachedResponse<>(
                rx.accountLinks().list().map(list -> new AccountDirectory(list.accountLinks(), options.purposes())),
                options.cacheTtl(),
                rx.time());
        this.tags = new CachedResponse<>(
                rx.tags().list().map(list -> list.stream().collect(Collectors.toMap(Tag::id, tag -> tag, (a, b) -> a))),
                options.cacheTtl(),
                rx.time());
    }

    /**
     * Returns all connected accounts: the first sample of the guide.
     *
     * <p><b>Requests:</b> one, unless the list is cached.
     *
     * @return the accounts in the server's order, whatever their status; empty if none is connected
     */
    public Single<List<AccountLink>> list() {
        return directory().map(AccountDirectory::accounts);
    }

    /**
     * Returns a directory in which connected accounts are looked up by id, handle or purpose.
     *
     * <p><b>Requests:</b> one, unless the list is cached.
     *
     * @return the current directory, or the cached one
     */
    public Single<AccountDirectory> directory() {
        return directory.get().map(CachedResponse.Entry::value);
    }

    /**
     * Reads the accounts again, for instance after you connected one.
     *
     * <p><b>Requests:</b> one, which concurrent subscribers share.
     *
     * @return the current directory
     */
    public Single<AccountDirectory> refresh() {
        return directory.refresh().map(CachedResponse.Entry::value);
    }

    /**
     * Finds an account.
     *
     * <p><b>Error handling:</b> fails with {@link InboxAccountException} if there is no such account; the message lists
     * the handles of the connected ones. <b>Requests:</b> one, unless the list is cached. If the account is not in the
     * cached list, the list is read again, since the account may be new.
     *
     * @param ref the id, handle or purpose of the account
     * @return the account
     */
    public Single<AccountLink> find(AccountRef ref) {
        Objects.requireNonNull(ref, "ref");
        return directory
                .get()
                .flatMap(read -> read.fromCache() && read.value().find(ref).isEmpty()
                        ? refresh().map(now -> now.require(ref))
                        : Single.fromCallable(() -> read.value().require(ref)));
    }

    /** {@link #find} for an account that must be able to send. The list is read again before an account is rejected. */
    Single<AccountLink> sending(AccountRef ref) {
        return find(ref)
                .flatMap(account -> AccountDirectory.canSend(account)
                        ? Single.just(account)
                        : refresh().map(now -> AccountDirectory.requireSending(now.require(ref))));
    }

    /**
     * Returns a sender for the account with a handle.
     *
     * @param handle with or without the at sign, in upper or lower case
     * @return a sender; nothing is requested yet
     * @throws IllegalArgumentException if it is not a valid handle
     */
    public AccountSender from(String handle) {
        return from(AccountRef.handle(handle));
    }

    /**
     * Returns a sender for an account.
     *
     * @param ref the id, handle or purpose of the account
     * @return a sender; nothing is requested yet
     */
    public AccountSender from(AccountRef ref) {
        return new AccountSender(rx, this, Objects.requireNonNull(ref, "ref"));
    }

    /**
     * Counts the threads of all accounts in inbox views: the guide's "Aggregate Metrics Across Accounts", with exact
     * numbers.
     *
     * <p><b>Requests:</b> for each view, one per 100 threads of the team, and one more if there is more than one page;
     * one for the list of accounts unless it is cached, and one more if there are threads of an account that is not in
     * it.
     *
     * @param views the views to count; {@code default} if empty
     * @return the metrics
     */
    public Single<AccountMetrics> metrics(InboxView... views) {
        return metrics(MetricsQuery.builder().views(views).build());
    }

    /**
     * Counts threads by account and inbox view.
     *
     * <p>A thread that stays in one view during the whole count is counted exactly once, even if it moves in the list
     * ({@link Pager}). <b>Error handling:</b> if accounts are counted separately, {@link AccountMetrics#failures()}
     * holds the failure of each account. <b>Requests:</b> see {@link MetricsQuery}.
     *
     * @param query what to count
     * @return the metrics
     */
    public Single<AccountMetrics> metrics(MetricsQuery query) {
        return metricsUpdates(query).lastOrError();
    }

    /**
     * {@link #metrics(MetricsQuery)} with intermediate metrics after each page.
     *
     * <p><b>Backpressure:</b> requests pages on demand, and at most one page ahead for each pager in flight. <b>Error
     * handling</b> and <b>Requests:</b> as for {@link #metrics(MetricsQuery)}.
     *
     * @param query what to count
     * @return growing metrics, of which the last are complete
     */
    public Flowable<AccountMetrics> metricsUpdates(MetricsQuery query) {
        return new ThreadCounts(rx, this).count(Objects.requireNonNull(query, "query"));
    }

    /**
     * Finds a thread with a prospect in any account: the guide's "Cross-Account Thread Check".
     *
     * <p>If several accounts have one, it returns the thread of the account that is first in the server's list.
     * <b>Error handling:</b> if no thread was found and some accounts could not be checked, it fails with
     * {@link com.inboxapp.sdk.InboxAccountsException}; it never completes empty on incomplete information.
     * <b>Requests:</b> one, which lists the prospect's threads. Only if its response has no list of threads, one for
     * each account; those no longer needed are cancelled. One for the list of accounts unless it is cached.
     *
     * @param prospect X's id of the prospect
     * @return the thread and its account; empty if there is none
     */
    public Maybe<AccountThread> findAnyThread(PlatformUserId prospect) {
        return findAllThreads(prospect).firstElement();
    }

    /**
     * Finds a thread with a prospect in any account, by username.
     *
     * <p><b>Requests:</b> one, and one for the list of accounts unless it is cached.
     *
     * @param username the exact username, in upper or lower case, with or without the at sign
     * @return the thread and its account; empty if there is none
     */
    public Maybe<AccountThread> findAnyThread(String username) {
        return findAllThreads(username).firstElement();
    }

    /**
     * Finds all threads with a prospect, one for each account that has one. Threads of accounts that are no longer
     * connected are left out.
     *
     * <p><b>Backpressure:</b> threads are buffered until they are requested. Accounts are checked ahead of demand, up
     * to {@link AccountsOptions#maxConcurrency()} at a time. <b>Error handling:</b> if an account cannot be checked, the
     * stream fails with {@link com.inboxapp.sdk.InboxAccountsException} after the threads of the other accounts.
     * <b>Requests:</b> as for {@link #findAnyThread(PlatformUserId)}.
     *
     * @param prospect X's id of the prospect
     * @return the threads in the order of the accounts
     */
    public Flowable<AccountThread> findAllThreads(PlatformUserId prospect) {
        return new CrossAccountCheck(rx, this).threads(Objects.requireNonNull(prospect, "prospect"));
    }

    /**
     * Finds all threads with a prospect by username, one for each account that has one.
     *
     * <p><b>Backpressure:</b> threads are buffered until they are requested. <b>Requests:</b> one, and one for the list
     * of accounts unless it is cached and has all accounts of the response.
     *
     * @param username the exact username, in upper or lower case, with or without the at sign
     * @return the threads in the order of the accounts
     * @throws IllegalArgumentException if the username is empty or contains an unpaired surrogate
     */
    public Flowable<AccountThread> findAllThreads(String username) {
        Checks.sendable(username, "username");
        return new CrossAccountCheck(rx, this).threads(Objects.requireNonNull(username, "username"));
    }

    /**
     * Merges the threads of several accounts into one stream, ordered by activity.
     *
     * <p><b>Backpressure:</b> requests a page when there is demand for a thread that is not buffered; buffers at most
     * one page for each account. <b>Error handling:</b> an account that fails is dropped, and the stream fails at its
     * end. Threads that cannot be decoded are left out and reported as {@link PagerWarning#UNREADABLE_ITEMS_LEFT_OUT}
     * ({@link AccountsOptions.Builder#onWarning}); their page costs a second request. A response that is not a page of
     * threads at all is a failure. <b>Requests:</b> for all accounts, one pager, as for
     * {@code rx.threads().all(query)}. For up to half of them, a pager for each account, merged. For more than half,
     * one pager whose other threads are filtered out, since this takes fewer requests. A pager that cannot guarantee
     * completeness reports it ({@link AccountsOptions.Builder#onWarning}).
     *
     * @param query the query; its {@code accountLinkId} must not be set
     * @param refs the accounts; all if empty
     * @return the threads, most recent activity first unless the query's {@code sortOrder} differs; a thread that
     *     moves while pages are read comes later, with its new activity
     * @throws IllegalArgumentException if the query has an account or a cursor
     */
    public Flowable<InboxThread> mergedInbox(ListThreadsQuery query, AccountRef... refs) {
        Objects.requireNonNull(query, "query");
        if (query.accountLinkId() != null) {
            throw new IllegalArgumentException(
                    "query must not have an accountLinkId: name the accounts beside it, or use rx.threads().all(query)");
        }
        if (query.cursor() != null) {
            throw new IllegalArgumentException("query must not have a cursor: each account has its own");
        }
        return new MergedInbox(rx, this).threads(query, List.of(refs));
    }

    /**
     * Builds a selector, which chooses an account for a prospect by rules: the guide's "Account Selection Logic".
     *
     * @return a builder
     */
    public AccountSelector.Builder selector() {
        return new AccountSelector.Builder(this);
    }

    /**
     * Builds a router, which runs actions for incoming messages by rules: the guide's "Sales vs Support Routing".
     *
     * @return a builder
     */
    public MessageRouter.Builder router() {
        return new MessageRouter.Builder(this);
    }

    /**
     * Returns an action for {@link #router()} that sends a message to the prospect from another account. It does
     * nothing if the message came to that account.
     *
     * <p>A handover has a cost. For the prospect it is a first contact from a second account, which X may put among the
     * message requests. It uses up one of the few first messages that the account may send, and the conversation
     * continues in a separate thread. A reply from the account that received the message has none of these costs.
     *
     * @param to the id, handle or purpose of the account that sends
     * @param text the text of the message, at least one character
     * @return the action, which sends one message at most once
     * @throws IllegalArgumentException if the text is empty or contains an unpaired surrogate
     */
    public Function<IncomingMessage, Completable> handOver(AccountRef to, String text) {
        AccountSender sender = from(to);
        AccountSender.checkText(text);
        return incoming -> find(to).flatMapCompletable(account -> account.id()
                        .equals(incoming.account().id())
                ? Completable.complete()
                : sender.send(incoming.thread().prospect().platformId(), text).ignoreElement());
    }

    /**
     * Builds an outreach, which sends first messages to a list of prospects from several accounts: the guide's "Spread
     * outreach across accounts if needed".
     *
     * @return a builder
     */
    public Outreach.Builder outreach() {
        return new Outreach.Builder(rx, this);
    }

    /**
     * Returns a watch over all accounts for new messages: the guide's "Regularly check all connected accounts for new
     * messages".
     *
     * @return a watch to configure and subscribe to; nothing is requested yet
     */
    public AccountWatch watch() {
        return AccountWatch.of(rx, this);
    }

    AccountsOptions options() {
        return options;
    }

    /** Returns the directory; fails if no account is connected. */
    Single<AccountDirectory> connected() {
        return directory().map(AccountDirectory::notEmpty);
    }

    /** Returns the given accounts without duplicates in the given order, or all accounts if none is given. */
    Single<List<AccountLink>> chosen(List<AccountRef> refs) {
        return refs.isEmpty()
                ? list()
                : Flowable.fromIterable(refs)
                        .concatMapSingle(this::find)
                        .distinct(AccountLink::id)
                        .toList();
    }

    /** Returns tags by id. If one is not in the cache, it may be new, and the tags are read again, once. */
    Single<Map<TagId, Tag>> tags(List<TagId> wanted) {
        return tags.get()
                .flatMap(read -> read.fromCache() && !read.value().keySet().containsAll(wanted)
                        ? tags.refresh().map(CachedResponse.Entry::value)
                        : Single.just(read.value()));
    }

    /** Returns the account with an id from a response; it may be a new one. */
    Maybe<AccountLink> known(AccountLinkId id) {
        return find(AccountRef.id(id))
                .toMaybe()
                .onErrorResumeNext(
                        failure -> failure instanceof InboxAccountException ? Maybe.empty() : Maybe.error(failure));
    }
}
