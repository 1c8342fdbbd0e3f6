package com.inboxapp.sdk.rx;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Limits concurrent workers: to as many starts as results were requested, and to a maximum at the same time. */
final class ConcurrencyLimiter {
    private final int maxConcurrency;
    private final Queue<CompletableSubject> queued = new ArrayDeque<>();
    private long demand;
    private int active;
    private boolean noWorkLeft;

    ConcurrencyLimiter(int maxConcurrency) {
        this.maxConcurrency = maxConcurrency;
    }

    /** Acquires a permit; completes when it is granted, or when no work is left. */
    Completable acquire() {
        return Completable.defer(() -> {
            CompletableSubject permit = CompletableSubject.create();
            synchronized (this) {
                queued.add(permit);
            }
            grant();
            return permit;
        });
    }

    void request(long n) {
        synchronized (this) {
            demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
        }
        grant();
    }

    /** Releases a permit. */
    void release() {
        synchronized (this) {
            active--;
        }
        grant();
    }

    /** Grants all queued permits: the workers find the queue empty. */
    void noWorkLeft() {
        synchronized (this) {
            noWorkLeft = true;
        }
        grant();
    }

    private void grant() {
        List<CompletableSubject> granted = new ArrayList<>();
        synchronized (this) {
            while (!queued.isEmpty() && (noWorkLeft || (demand > 0 && active < maxConcurrency))) {
                granted.add(queued.remove());
                active++;
                demand = demand == Long.MAX_VALUE ? demand : demand - 1;
            }
        }
        // outside the lock: this runs the workers
        granted.forEach(CompletableSubject::onComplete);
    }
}
