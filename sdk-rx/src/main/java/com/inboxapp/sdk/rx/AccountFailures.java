package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxAccountException;
import com.inboxapp.sdk.InboxAccountsException;
import com.inboxapp.sdk.InboxClosedException;
import com.inboxapp.sdk.InboxException;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What failed for which account, during one subscription: the others go on without it. */
final class AccountFailures {
    private final boolean failFast;
    private final Map<AccountLinkId, Throwable> failures = new ConcurrentHashMap<>();

    AccountFailures(boolean failFast) {
        this.failFast = failFast;
    }

    /** The same stream; its failure is put aside, if it concerns this account alone. */
    <T> Flowable<T> aside(AccountLink account, Flowable<T> stream) {
        return stream.onErrorResumeNext(failure -> {
            boolean concernsAll = !(failure instanceof InboxException)
                    || failure instanceof InboxAccountException
                    || failure instanceof InboxClosedException;
            if (failFast || concernsAll) {
                return Flowable.error(failure);
            }
            failures.putIfAbsent(account.id(), failure);
            return Flowable.empty();
        });
    }

    /** What failed so far, in the order of the accounts. */
    Map<AccountLinkId, Throwable> of(Collection<AccountLink> accounts) {
        Map<AccountLinkId, Throwable> ordered = new LinkedHashMap<>();
        for (AccountLink account : accounts) {
            Throwable failure = failures.get(account.id());
            if (failure != null) {
                ordered.put(account.id(), failure);
            }
        }
        return ordered;
    }

    /** Fails when something was put aside. */
    <T> Flowable<T> atTheEnd(String operation, Collection<AccountLink> accounts) {
        return Completable.defer(() -> failures.isEmpty()
                        ? Completable.complete()
                        : Completable.error(new InboxAccountsException(operation, of(accounts))))
                .toFlowable();
    }
}
