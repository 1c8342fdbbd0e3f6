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

    /** What a page adds to the tally. */
    private interface Part {
        void addTo(AccountMetrics.Tally tally);
    }

    /** The figures after each page, the last ones complete. */
    Flowable<AccountMetrics> count(MetricsQuery query) {
        return accounts.chosen(query.accounts()).flatMapPublisher(chosen -> {
            AccountFailures failures = new AccountFailures(accounts.options().failFast());
            AccountMetrics.Tally tally = new AccountMetrics.Tally(chosen, query.views(), failures);
            Flowable<Part> parts = chosen.isEmpty()
                    ? Flowable.empty()
                    : query.isAccountByAccount() ? ofEach(query, chosen, failures) : ofAll(query, chosen, failures);
            return failures.whole(parts)
                    .map(part -> {
                        part.addTo(tally);
                        return tally.figures(false);
                    })
                    .concatWith(Completable.defer(
                            () -> tally.lacksAccounts() ? newAccounts(tally) : Completable.complete()))
                    .concatWith(Flowable.fromSupplier(() -> tally.figures(true)));
        });
    }

    /** Those that were connected since the list of accounts was read. */
    private Completable newAccounts(AccountMetrics.Tally tally) {
        return accounts.refresh().doOnSuccess(now -> tally.know(now.accounts())).ignoreElement();
    }

    /** One walk for each view, over all accounts. */
    private Flowable<Part> ofAll(MetricsQuery query, List<AccountLink> chosen, AccountFailures failures) {
        return Flowable.fromIterable(query.views())
                .flatMap(
                        view -> failures.ending(walked(
                                ListThreadsQuery.builder().inboxView(view).build(), view, chosen)),
                        false,
                        accounts.options().concurrency(),
                        1);
    }

    /** A walk, or a first page, for each account and view. */
    private Flowable<Part> ofEach(MetricsQuery query, List<AccountLink> chosen, AccountFailures failures) {
        return Flowable.fromIterable(chosen)
                .concatMapIterable(account -> query.views().stream()
                        .map(view -> failures.aside(account, ofOne(query, account, view)))
                        .toList())
                .flatMap(part -> part, false, accounts.options().concurrency(), 1);
    }

    private Flowable<Part> ofOne(MetricsQuery query, AccountLink account, InboxView view) {
        ListThreadsQuery threads = ListThreadsQuery.builder()
                .accountLinkId(account.id())
                .inboxView(view)
                .build();
        if (!query.isEstimate()) {
            return walked(threads, view, List.of(account));
        }
        ListThreadsQuery first = threads.toBuilder().limit(PAGE).build();
        return rx.threads()
                .list(first)
                .map(page -> firstPage(account, view, page))
                .toFlowable();
    }

    private static Part firstPage(AccountLink account, InboxView view, ThreadPage page) {
        AskedAccount.check("threads.list", "accountLinkId", List.of(account.id()), page.threads());
        return tally -> {
            tally.add(view, account.id(), page.threads().size());
            if (page.nextCursor() != null) {
                tally.estimated(view, account.id());
            }
        };
    }

    private Flowable<Part> walked(ListThreadsQuery query, InboxView view, List<AccountLink> of) {
        return Flowable.defer(() -> {
            AtomicBoolean inexact = new AtomicBoolean();
            return rx.threads()
                    .walk(query)
                    .onNotice(notice -> inexact.set(true))
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
