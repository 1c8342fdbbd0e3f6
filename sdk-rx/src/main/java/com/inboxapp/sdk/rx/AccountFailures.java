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
 * Collects the failures of single accounts during one subscription, so that the other accounts continue. A failure that
 * concerns all accounts ends the whole stream at once. Later failures are dropped: they repeat the first, and RxJava's
 * own merge would pass them to the global error handler or combine them into one exception.
 */
final class AccountFailures {
    private final boolean failFast;
    private final Map<AccountLinkId, Throwable> failures = new ConcurrentHashMap<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final CompletableSubject end = CompletableSubject.create();

    AccountFailures(boolean failFast) {
        this.failFast = failFast;
    }

    /** Returns whether a failure for one account would occur for every account. */
    static boolean concernsAll(Throwable failure) {
        return !(failure instanceof InboxException)
                || failure instanceof InboxAccountException
                || failure instanceof InboxClosedException;
    }

    /**
     * Returns the stream without its failure: a failure that concerns only this account is recorded, any other ends the
     * whole.
     */
    <T> Flowable<T> recordFailure(AccountLink account, Flowable<T> stream) {
        return stream.onErrorResumeNext(failure -> {
            if (failFast || concernsAll(failure)) {
                end(failure);
            } else {
                failures.putIfAbsent(account.id(), failure);
            }
            return Flowable.empty();
        });
    }

    /** Returns the stream without its failure, which ends the whole. */
    <T> Flowable<T> endOnFailure(Flowable<T> stream) {
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

    /** Returns the merged stream, which fails when one of its sources ends the whole. */
    <T> Flowable<T> whole(Flowable<T> merged) {
        return FatalErrorGuard.stream(merged.takeUntil(end.<T>toFlowable()));
    }

    /** Returns the recorded failures, in the order of the accounts. */
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

    /** Returns an empty stream that fails if any failure was recorded. */
    <T> Flowable<T> failIfAnyRecorded(String operation, Collection<AccountLink> accounts) {
        return Completable.defer(() -> failures.isEmpty()
                        ? Completable.complete()
                        : Completable.error(new InboxAccountsException(operation, of(accounts))))
                .toFlowable();
    }
}
