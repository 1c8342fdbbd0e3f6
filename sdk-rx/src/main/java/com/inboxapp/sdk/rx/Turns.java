package com.inboxapp.sdk.rx;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Lets those begin who work side by side: as many as results are asked for, and only so many at once. */
final class Turns {
    private final int mostAtOnce;
    private final Queue<CompletableSubject> waiting = new ArrayDeque<>();
    private long demand;
    private int atWork;
    private boolean noWorkLeft;

    Turns(int mostAtOnce) {
        this.mostAtOnce = mostAtOnce;
    }

    /** Completes when it is one's turn, or no work is left. */
    Completable take() {
        return Completable.defer(() -> {
            CompletableSubject turn = CompletableSubject.create();
            synchronized (this) {
                waiting.add(turn);
            }
            give();
            return turn;
        });
    }

    void request(long n) {
        synchronized (this) {
            demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
        }
        give();
    }

    /** One's turn is over. */
    void over() {
        synchronized (this) {
            atWork--;
        }
        give();
    }

    /** Whoever waits may look for himself that nothing is left. */
    void noWorkLeft() {
        synchronized (this) {
            noWorkLeft = true;
        }
        give();
    }

    private void give() {
        List<CompletableSubject> given = new ArrayList<>();
        synchronized (this) {
            while (!waiting.isEmpty() && (noWorkLeft || (demand > 0 && atWork < mostAtOnce))) {
                given.add(waiting.remove());
                atWork++;
                demand = demand == Long.MAX_VALUE ? demand : demand - 1;
            }
        }
        // outside the lock: it runs what waited
        given.forEach(CompletableSubject::onComplete);
    }
}
