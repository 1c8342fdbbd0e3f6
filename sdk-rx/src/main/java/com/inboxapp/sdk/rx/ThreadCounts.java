package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.ThreadPage;
import io.reactivex.rxjava3.core.Flowable;
import java.util.List;
import java.util.Map;
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
                    : query.isAccountByAccount() ? ofEach(query, chosen, failures) : ofAll(query, failures);
            return failures.whole(parts)
                    .map(part -> {
                        part.addTo(tally);
                        return tally.figures(false);
                    })
                    .concatWith(Flowable.fromSupplier(() -> tally.figures(true)));
        });
    }

    /** One walk for each view, over all accounts. */
    private Flowable<Part> ofAll(MetricsQuery query, AccountFailures failures) {
        return Flowable.fromIterable(query.views())
                .flatMap(
                        view -> failures.ending(
                                pages(ListThreadsQuery.builder().inboxView(view).build())
                                        .map(page -> part(view, page.items()))),
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
            return pages(threads).map(page -> part(view, page.items()));
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

    private Flowable<WalkPage<InboxThread>> pages(ListThreadsQuery query) {
        return rx.threads().walk(query).pages();
    }

    private static Part part(InboxView view, List<InboxThread> threads) {
        Map<AccountLinkId, Long> counts = threads.stream()
                .map(InboxThread::accountLinkId)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return tally -> counts.forEach((account, more) -> tally.add(view, account, more));
    }
}
