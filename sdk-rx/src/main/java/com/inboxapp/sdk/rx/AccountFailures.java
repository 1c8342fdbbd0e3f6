package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxAccountException;
import com.inboxapp.sdk.InboxAccountsException;
import com.inboxapp.sdk.InboxClosedException;
import com.inboxapp.sdk.InboxException;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What failed for which account, during one subscription: the others go on without it. What concerns all of them ends the whole at once; what
 * fails after that is the same once more, and is dropped here, since RxJava's own merges would hand it to nobody or make one failure of it.
 */
final class AccountFailures {
    private final boolean failFast;
    private final Map<AccountLinkId, Throwable> failures = new ConcurrentHashMap<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final CompletableSubject end = CompletableSubject.create();

    AccountFailures(boolean failFast) {
        this.failFast = failFast;
    }

    /** Whether what failed for one account would fail for each. */
    static boolean concernsAll(Throwable failure) {
        return !(failure instanceof InboxException)
                || failure instanceof InboxAccountException
                || failure instanceof InboxClosedException;
    }

    /** The same stream; its failure is put aside, if it concerns this account alone. */
    <T> Flowable<T> aside(AccountLink account, Flowable<T> stream) {
        return stream.onErrorResumeNext(failure -> {
            if (failFast || concernsAll(failure)) {
                end(failure);
            } else {
                failures.putIfAbsent(account.id(), failure);
            }
            return Flowable.empty();
        });
    }

    /** The same stream; its failure ends the whole. */
    <T> Flowable<T> ending(Flowable<T> stream) {
        return stream.onErrorResumeNext(failure -> {
            end(failure);
            return Flowable.empty();
        });
    }

    private void end(Throwable failure) {
        if (ended.compareAndSet(false, true)) {
            end.onError(failure);
        }
    }

    /** What is merged from streams of this, until one of them ends the whole. */
    <T> Flowable<T> whole(Flowable<T> merged) {
        return Guarded.stream(merged.takeUntil(end.<T>toFlowable()));
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
