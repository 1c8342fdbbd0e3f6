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
 * The team's connected accounts, and what the account-links guide does with several of them.
 *
 * <pre>{@code
 * Accounts accounts = rx.accounts();
 * accounts.from("@acmecorp").send(PlatformUserId.of("555555555"), "Hi!");
 * accounts.metrics(InboxView.DEFAULT);
 * accounts.findAnyThread(PlatformUserId.of("555555555"));
 * }</pre>
 *
 * <p>Accounts are data: they are read from {@code GET /account-links}, kept for a minute ({@link AccountsOptions.Builder#cacheFor}), and read
 * once more when something is asked for that is not among them. With no account connected, everything but {@link #list}, {@link #directory}
 * and the metrics fails with {@link InboxAccountException}, which says where accounts are connected.
 *
 * <p><b>Error handling:</b> requests fail as {@link RxInboxClient} says. Those about different accounts are under way at once, 8 unless set, within the client's pacing. An account that fails does not keep the
 * others from their results: streams end with {@link com.inboxapp.sdk.InboxAccountsException} when everything else was delivered; {@link
 * AccountsOptions.Builder#failFast} ends them at once. What concerns all accounts, such as a closed client, always ends them at once.
 *
 * <p><b>Scheduler:</b> nothing is subscribed on a scheduler; results arrive on threads of the client. Safe for use by many threads. What is
 * kept belongs to this instance: get it once.
 */
public final class Accounts {
    private final RxInboxClient rx;
    private final AccountsOptions options;
    private final Cached<AccountDirectory> directory;
    private final Cached<Map<TagId, Tag>> tags;

    Accounts(RxInboxClient rx, AccountsOptions options) {
        this.rx = rx;
        this.options = options;
        this.directory = new Cached<>(
                rx.accountLinks().list().map(list -> new AccountDirectory(list.accountLinks(), options.purposes())),
                options.cacheFor(),
                rx.time());
        this.tags = new Cached<>(
                rx.tags().list().map(list -> list.stream().collect(Collectors.toMap(Tag::id, tag -> tag, (a, b) -> a))),
                options.cacheFor(),
                rx.time());
    }

    /**
     * All connected accounts, the guide's first sample.
     *
     * <p><b>Requests:</b> one, unless the list is kept.
     *
     * @return the accounts in the server's order, whatever their status; empty if none is connected
     */
    public Single<List<AccountLink>> list() {
        return directory().map(AccountDirectory::accounts);
    }

    /**
     * All connected accounts, to be found by id, handle or purpose.
     *
     * <p><b>Requests:</b> one, unless the list is kept.
     *
     * @return the accounts as they are now, or were a short while ago
     */
    public Single<AccountDirectory> directory() {
        return directory.get().map(Cached.Entry::value);
    }

    /**
     * Reads the accounts again, for instance after one was connected.
     *
     * <p><b>Requests:</b> one, which those share who ask while it is under way.
     *
     * @return the accounts as they are now
     */
    public Single<AccountDirectory> refresh() {
        return directory.refresh().map(Cached.Entry::value);
    }

    /**
     * Finds an account.
     *
     * <p><b>Error handling:</b> {@link InboxAccountException} if there is none; it lists the handles of those that are connected.
     * <b>Requests:</b> one, unless the list is kept; and one when the account is not in a list that was kept, since it may have been connected
     * since.
     *
     * @param ref by id, handle or purpose
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

    /** {@link #find}, of an account that something can be sent from. It is read again before it is refused. */
    Single<AccountLink> sending(AccountRef ref) {
        return find(ref)
                .flatMap(account -> AccountDirectory.canSend(account)
                        ? Single.just(account)
                        : refresh().map(now -> AccountDirectory.requireSending(now.require(ref))));
    }

    /**
     * Sends from one account, found by handle.
     *
     * @param handle with or without the at sign, in upper or lower case
     * @return what sends from it; nothing is requested yet
     * @throws IllegalArgumentException if no handle can be like this
     */
    public AccountSender from(String handle) {
        return from(AccountRef.handle(handle));
    }

    /**
     * Sends from one account.
     *
     * @param ref by id, handle or purpose
     * @return what sends from it; nothing is requested yet
     */
    public AccountSender from(AccountRef ref) {
        return new AccountSender(rx, this, Objects.requireNonNull(ref, "ref"));
    }

    /**
     * Counts the threads of all accounts in inbox views: the guide's "Aggregate Metrics Across Accounts", exact.
     *
     * <p><b>Requests:</b> for each view one per 100 threads of the team, and one more when there is more than one page; the list of accounts
     * unless it is kept, and again when there are threads of an account that it lacks.
     *
     * @param views one or more; none stands for {@code default}
     * @return the figures
     */
    public Single<AccountMetrics> metrics(InboxView... views) {
        return metrics(MetricsQuery.builder().views(views).build());
    }

    /**
     * Counts threads by account and inbox view.
     *
     * <p>A thread that exists during the whole count in one view is counted once, however it moves ({@link Walk}). <b>Error handling:</b> when
     * accounts are asked about one by one, what fails for an account is in {@link AccountMetrics#failures()}. <b>Requests:</b> {@link
     * MetricsQuery} says how many.
     *
     * @param query what to count
     * @return the figures
     */
    public Single<AccountMetrics> metrics(MetricsQuery query) {
        return metricsAsTheyCome(query).lastOrError();
    }

    /**
     * {@link #metrics(MetricsQuery)}, with the figures so far after each page.
     *
     * <p><b>Backpressure:</b> pages are requested as figures are asked for, and of each walk under way one page ahead. <b>Error handling</b>
     * and <b>Requests:</b> as for {@link #metrics(MetricsQuery)}.
     *
     * @param query what to count
     * @return figures that grow, the last ones complete
     */
    public Flowable<AccountMetrics> metricsAsTheyCome(MetricsQuery query) {
        return new ThreadCounts(rx, this).count(Objects.requireNonNull(query, "query"));
    }

    /**
     * Finds a thread with a prospect over all accounts: the guide's "Cross-Account Thread Check".
     *
     * <p>Of several, it is that of the account that comes first in the server's list. <b>Error handling:</b> if no account has one, but some
     * could not be asked, it fails with {@link com.inboxapp.sdk.InboxAccountsException}: "no thread" is never said of accounts that did not
     * answer. <b>Requests:</b> one, which names the prospect's threads; only if it does not, one for each account, of which those that are not
     * needed any more are cancelled. The list of accounts unless it is kept.
     *
     * @param prospect X's id of the prospect
     * @return the thread and its account; empty if there is none
     */
    public Maybe<AccountThread> findAnyThread(PlatformUserId prospect) {
        return findAllThreads(prospect).firstElement();
    }

    /**
     * Finds a thread with a prospect over all accounts, by username.
     *
     * <p><b>Requests:</b> one, and the list of accounts unless it is kept.
     *
     * @param username exact, in upper or lower case, with or without the at sign
     * @return the thread and its account; empty if there is none
     */
    public Maybe<AccountThread> findAnyThread(String username) {
        return findAllThreads(username).firstElement();
    }

    /**
     * Finds all threads with a prospect, one for each account that has one. Threads of accounts that are not connected any more are left out.
     *
     * <p><b>Backpressure:</b> threads that were found wait until they are asked for; accounts are asked one by one as far as {@link
     * AccountsOptions#concurrency()} lets them, in advance of the demand. <b>Error handling:</b> when an account cannot be asked, it fails after the
     * threads of the others, with {@link com.inboxapp.sdk.InboxAccountsException}. <b>Requests:</b> as for {@link
     * #findAnyThread(PlatformUserId)}.
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
     * <p><b>Backpressure:</b> threads that were found wait until they are asked for. <b>Requests:</b> one, and the list of accounts unless it is
     * kept, or when it lacks an account that is named.
     *
     * @param username exact, in upper or lower case, with or without the at sign
     * @return the threads in the order of the accounts
     * @throws IllegalArgumentException if it is empty, or has half of a surrogate pair in it
     */
    public Flowable<AccountThread> findAllThreads(String username) {
        Checks.sendable(username, "username");
        return new CrossAccountCheck(rx, this).threads(Objects.requireNonNull(username, "username"));
    }

    /**
     * The threads of several accounts in one stream, in the order of activity.
     *
     * <p><b>Backpressure:</b> a page is requested when a thread is asked for that is not held; at most a page for each account is held.
     * <b>Error handling:</b> an account that fails leaves the stream, which fails at its end. Threads that cannot be read, since they are not
     * what the API documents, are left out, with {@link WalkNotice#UNREADABLE_ITEMS_LEFT_OUT} ({@link AccountsOptions.Builder#onNotice}); their
     * page costs a second request. An answer that is no page of threads at all is a failure. <b>Requests:</b> all accounts: one walk, as {@code
     * rx.threads().all(query)}. Up to half of them: a walk for each, merged. More than half: the one walk, with the others left out, which
     * takes fewer requests. A walk that cannot promise that nothing is missing says so ({@link AccountsOptions.Builder#onNotice}).
     *
     * @param query what to ask for; its {@code accountLinkId} must not be set
     * @param refs the accounts; none stands for all of them
     * @return the threads, the newest activity first unless the query's {@code sortOrder} says otherwise; what moves while it is read comes
     *     later, with its new activity
     * @throws IllegalArgumentException if the query names an account or a cursor
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
     * Chooses an account for a prospect by rules: the guide's "Account Selection Logic".
     *
     * @return a builder of rules
     */
    public AccountSelector.Builder selector() {
        return new AccountSelector.Builder(this);
    }

    /**
     * Does something about incoming messages by rules: the guide's "Sales vs Support Routing".
     *
     * @return a builder of rules
     */
    public MessageRouter.Builder router() {
        return new MessageRouter.Builder(this);
    }

    /**
     * An action for {@link #router()}: another account writes to the prospect. It does nothing when the message came to that account anyway.
     *
     * <p>It has a price. For the prospect it is a first contact from a second account, which X may put among the message requests, and it
     * takes one of the few first messages that the account may send; the conversation goes on in a thread of its own. Answering from the account
     * that was written to costs none of that.
     *
     * @param to the account that writes, by id, handle or purpose
     * @param text what it writes, at least one character
     * @return the action; one send, at most once
     * @throws IllegalArgumentException if the text is empty, or has half of a surrogate pair in it
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
     * Sends first messages to a list of prospects, spread over accounts: the guide's "Spread outreach across accounts if needed".
     *
     * @return a builder of a list
     */
    public Outreach.Builder outreach() {
        return new Outreach.Builder(rx, this);
    }

    /**
     * Watches all accounts for new messages: the guide's "Regularly check all connected accounts for new messages".
     *
     * @return what watches them, to be set up and subscribed to; nothing is requested yet
     */
    public AccountWatch watch() {
        return AccountWatch.of(rx, this);
    }

    AccountsOptions options() {
        return options;
    }

    /** The directory, if there is an account at all. */
    Single<AccountDirectory> connected() {
        return directory().map(AccountDirectory::notEmpty);
    }

    /** These accounts without repeats in the order given, or all of them. */
    Single<List<AccountLink>> chosen(List<AccountRef> refs) {
        return refs.isEmpty()
                ? list()
                : Flowable.fromIterable(refs)
                        .concatMapSingle(this::find)
                        .distinct(AccountLink::id)
                        .toList();
    }

    /** Tags by id. One that is missing may be new: they are read again, once. */
    Single<Map<TagId, Tag>> tags(List<TagId> wanted) {
        return tags.get()
                .flatMap(read -> read.fromCache() && !read.value().keySet().containsAll(wanted)
                        ? tags.refresh().map(Cached.Entry::value)
                        : Single.just(read.value()));
    }

    /** The account of an id that an answer named; it may be a new one. */
    Maybe<AccountLink> known(AccountLinkId id) {
        return find(AccountRef.id(id))
                .toMaybe()
                .onErrorResumeNext(
                        failure -> failure instanceof InboxAccountException ? Maybe.empty() : Maybe.error(failure));
    }
}
