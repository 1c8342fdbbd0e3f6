package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.ThreadPage;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Merges the threads of several accounts into one stream, ordered by activity. */
final class MergedInbox {
    private static final int MAX_PAGE_SIZE = 100;

    private final Accounts accounts;
    private final LenientReader reads;

    MergedInbox(RxInboxClient rx, Accounts accounts) {
        this.accounts = accounts;
        this.reads = new LenientReader(rx, Completable::complete);
    }

    Flowable<InboxThread> threads(ListThreadsQuery query, List<AccountRef> refs) {
        return accounts.connected()
                .flatMapPublisher(directory -> accounts.chosen(refs).flatMapPublisher(chosen -> {
                    int all = directory.accounts().size();
                    if (refs.isEmpty()) {
                        return allThreads(query);
                    }
                    // for k of n accounts of similar size, k pagers cost k/n of the pages of one pager over all,
                    // plus at least k requests
                    return chosen.size() * 2 <= all || chosen.size() == 1
                            ? merged(query, chosen)
                            : filtered(query, chosen);
                }));
    }

    private Flowable<InboxThread> allThreads(ListThreadsQuery query) {
        ListThreadsQuery asked =
                query.limit() == null ? query.toBuilder().limit(MAX_PAGE_SIZE).build() : query;
        Consumer<PagerWarning> warnings = accounts.options().warnings();
        return Pager.of(
                        "threads.list",
                        List.of(),
                        asked,
                        null,
                        cursor -> reads.threads(
                                asked.toBuilder().cursor(cursor).build(),
                                (failure, unreadable) -> warnings.accept(PagerWarning.UNREADABLE_ITEMS_LEFT_OUT)),
                        ThreadPage::threads,
                        ThreadPage::nextCursor)
                .onWarning(warnings)
                .items();
    }

    private Flowable<InboxThread> filtered(ListThreadsQuery query, List<AccountLink> chosen) {
        Set<AccountLinkId> ids = chosen.stream().map(AccountLink::id).collect(Collectors.toSet());
        return allThreads(query).filter(thread -> ids.contains(thread.accountLinkId()));
    }

    private Flowable<InboxThread> merged(ListThreadsQuery query, List<AccountLink> chosen) {
        ListOrder<InboxThread> movement = Objects.requireNonNull(ListOrder.of(query));
        Comparator<InboxThread> oldestFirst = Comparator.comparing(movement.activity());
        return Flowable.defer(() -> {
            AccountFailures failures = new AccountFailures(accounts.options().failFast());
            List<Flowable<InboxThread>> sources = chosen.stream()
                    .map(account -> failures.recordFailure(
                            account,
                            allThreads(query.toBuilder()
                                    .accountLinkId(account.id())
                                    .build())))
                    .toList();
            return failures.whole(new MergeFlowable<>(
                            sources,
                            movement.newestFirst() ? oldestFirst.reversed() : oldestFirst,
                            accounts.options().maxConcurrency()))
                    .concatWith(failures.failIfAnyRecorded("threads.list", chosen));
        });
    }
}
