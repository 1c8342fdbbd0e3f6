package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.ThreadPage;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts threads by account and inbox view, page by page. */
final class ThreadCounts {
    private static final int PAGE = 100;

    private final RxInboxClient rx;
    private final Accounts accounts;

    ThreadCounts(RxInboxClient rx, Accounts accounts) {
        this.rx = rx;
        this.accounts = accounts;
    }

    /** The counts of one page. */
    private interface Part {
        void addTo(AccountMetrics.Tally tally);
    }

    /** Returns the metrics after each page, the last ones complete. */
    Flowable<AccountMetrics> count(MetricsQuery query) {
        return accounts.chosen(query.accounts()).flatMapPublisher(chosen -> {
            AccountFailures failures = new AccountFailures(accounts.options().failFast());
            AccountMetrics.Tally tally = new AccountMetrics.Tally(chosen, query.views(), failures);
            Flowable<Part> parts = chosen.isEmpty()
                    ? Flowable.empty()
                    : query.isPerAccount()
                            ? countSeparately(query, chosen, failures)
                            : countTogether(query, chosen, failures);
            return failures.whole(parts)
                    .map(part -> {
                        part.addTo(tally);
                        return tally.metrics(false);
                    })
                    .concatWith(Completable.defer(
                            () -> tally.lacksAccounts() ? newAccounts(tally) : Completable.complete()))
                    .concatWith(Flowable.fromSupplier(() -> tally.metrics(true)));
        });
    }

    /** Adds the accounts that were connected since the list of accounts was read. */
    private Completable newAccounts(AccountMetrics.Tally tally) {
        return accounts.refresh()
                .doOnSuccess(now -> tally.addAccounts(now.accounts()))
                .ignoreElement();
    }

    /** Counts all accounts with one pager for each view. */
    private Flowable<Part> countTogether(MetricsQuery query, List<AccountLink> chosen, AccountFailures failures) {
        return Flowable.fromIterable(query.views())
                .flatMap(
                        view -> failures.endOnFailure(countPages(
                                ListThreadsQuery.builder().inboxView(view).build(), view, chosen)),
                        false,
                        accounts.options().maxConcurrency(),
                        1);
    }

    /** Counts with a pager, or a first page, for each account and view. */
    private Flowable<Part> countSeparately(MetricsQuery query, List<AccountLink> chosen, AccountFailures failures) {
        return Flowable.fromIterable(chosen)
                .concatMapIterable(account -> query.views().stream()
                        .map(view -> failures.recordFailure(account, countOne(query, account, view)))
                        .toList())
                .flatMap(part -> part, false, accounts.options().maxConcurrency(), 1);
    }

    private Flowable<Part> countOne(MetricsQuery query, AccountLink account, InboxView view) {
        ListThreadsQuery threads = ListThreadsQuery.builder()
                .accountLinkId(account.id())
                .inboxView(view)
                .build();
        if (!query.isEstimate()) {
            return countPages(threads, view, List.of(account));
        }
        ListThreadsQuery first = threads.toBuilder().limit(PAGE).build();
        return rx.threads()
                .list(first)
                .map(page -> firstPage(account, view, page))
                .toFlowable();
    }

    private static Part firstPage(AccountLink account, InboxView view, ThreadPage page) {
        AccountGuard.check("threads.list", "accountLinkId", List.of(account.id()), page.threads());
        return tally -> {
            tally.add(view, account.id(), page.threads().size());
            if (page.nextCursor() != null) {
                tally.estimated(view, account.id());
            }
        };
    }

    private Flowable<Part> countPages(ListThreadsQuery query, InboxView view, List<AccountLink> of) {
        return Flowable.defer(() -> {
            AtomicBoolean inexact = new AtomicBoolean();
            return rx.threads()
                    .pager(query)
                    .onWarning(warning -> inexact.set(true))
                    .pages()
                    .map(page -> part(view, page.items(), inexact.get() ? of : List.of()));
        });
    }

    private static Part part(InboxView view, List<InboxThread> threads, List<AccountLink> inexact) {
        Map<AccountLinkId, Long> counts = threads.stream()
                .map(InboxThread::accountLinkId)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return tally -> {
            counts.forEach((account, more) -> tally.add(view, account, more));
            inexact.forEach(account -> tally.estimated(view, account.id()));
        };
    }
}
