package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.LookupThreadQuery;
import com.inboxapp.sdk.model.LookupThreadsByUsernameQuery;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.ProspectThread;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the threads with a prospect in all accounts, in the order of the accounts. */
final class CrossAccountCheck {
    private static final String LOOKUP = "threads.lookup";

    private final RxInboxClient rx;
    private final Accounts accounts;

    CrossAccountCheck(RxInboxClient rx, Accounts accounts) {
        this.rx = rx;
        this.accounts = accounts;
    }

    /** Finds them by X's id: reads the threads from the prospect's context, or asks each account if there is none. */
    Flowable<AccountThread> threads(PlatformUserId prospect) {
        return accounts.connected()
                .flatMapPublisher(directory -> rx.prospects()
                        .lookup(prospect)
                        .map(found -> Optional.ofNullable(found.context()).map(context -> context.threads()))
                        .defaultIfEmpty(Optional.empty())
                        .flatMapPublisher(named -> named.isPresent()
                                ? ofAccounts(directory, named.get(), ProspectThread::accountLinkId, AccountThread::new)
                                : askEach(directory, prospect)));
    }

    /** Finds them by username: one request, which covers all accounts. */
    Flowable<AccountThread> threads(String username) {
        LookupThreadsByUsernameQuery query = LookupThreadsByUsernameQuery.builder()
                .username(AccountRef.plainHandle(username))
                .build();
        return accounts.connected()
                .flatMapPublisher(directory -> rx.threads()
                        .lookupByUsername(query)
                        .flatMapPublisher(
                                found -> ofAccounts(directory, found, InboxThread::accountLinkId, AccountThread::of)));
    }

    private interface Pairing<T> {
        AccountThread pair(T thread, AccountLink account);
    }

    /**
     * Pairs threads with their accounts. If an account is not in the directory, it may be new, and the accounts are
     * read again, once.
     */
    private <T> Flowable<AccountThread> ofAccounts(
            AccountDirectory directory, List<T> threads, Function<T, AccountLinkId> accountOf, Pairing<T> pairing) {
        boolean unknown = threads.stream().anyMatch(thread -> directory.get(accountOf.apply(thread)) == null);
        Single<AccountDirectory> newest = unknown ? accounts.refresh() : Single.just(directory);
        return newest.flatMapPublisher(now -> {
            List<AccountThread> found = new ArrayList<>();
            for (AccountLink account : now.accounts()) {
                for (T thread : threads) {
                    if (accountOf.apply(thread).equals(account.id())) {
                        found.add(pairing.pair(thread, account));
                    }
                }
            }
            return Flowable.fromIterable(found);
        });
    }

    private Flowable<AccountThread> askEach(AccountDirectory directory, PlatformUserId prospect) {
        return Flowable.defer(() -> {
            AccountFailures failures = new AccountFailures(accounts.options().failFast());
            return failures.whole(Flowable.fromIterable(directory.accounts())
                            .concatMapEager(
                                    account -> failures.recordFailure(
                                            account, lookup(account, prospect).toFlowable()),
                                    accounts.options().maxConcurrency(),
                                    1))
                    .concatWith(failures.failIfAnyRecorded(LOOKUP, directory.accounts()));
        });
    }

    private Maybe<AccountThread> lookup(AccountLink account, PlatformUserId prospect) {
        LookupThreadQuery query = LookupThreadQuery.builder()
                .accountLinkId(account.id())
                .prospectPlatformId(prospect)
                .build();
        return rx.threads().lookup(query).flatMapMaybe(answer -> {
            InboxThread thread = answer.thread();
            if (thread == null) {
                return Maybe.empty();
            }
            AccountGuard.check(LOOKUP, "accountLinkId", List.of(account.id()), List.of(thread));
            return Maybe.just(AccountThread.of(thread, account));
        });
    }
}
