package com.inboxapp.sdk.rx;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A subscription with one serialized loop, which {@code request} and every arriving signal trigger. If the loop is
 * already running, the caller only increments a counter, and the loop runs once more.
 *
 * <p>Anything thrown in the loop ends it, including errors that RxJava treats as fatal and exceptions of the
 * subscriber's {@code onNext}: the sources are cancelled, the subscriber receives one {@code onError}, and nothing is
 * emitted after it. A stream on a thread of the client is therefore never left without a terminal signal.
 *
 * @param <R> the type of the emitted items
 */
abstract class DrainLoop<R> implements Subscription {
    /** The result of a step. */
    enum Next {
        /** Another step may be possible. */
        AGAIN,
        /** No step is possible before a signal arrives. */
        WAIT,
        /** The subscriber received its terminal signal. */
        ENDED
    }

    private final Subscriber<? super R> subscriber;
    private final AtomicLong requested = new AtomicLong();
    private final AtomicInteger pendingDrains = new AtomicInteger();

    private volatile @Nullable Throwable failure;
    private volatile boolean cancelled;

    // accessed inside the loop only
    private long emitted;
    private boolean terminated;

    DrainLoop(Subscriber<? super R> subscriber) {
        this.subscriber = subscriber;
    }

    /** Performs one step. */
    abstract Next step();

    /** Cancels the sources. May be called more than once, and during a step. */
    abstract void cancelSources();

    @Override
    public final void request(long n) {
        if (n > 0) {
            requested.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
            drain();
        } else {
            failNext(new IllegalArgumentException("request(" + n + "): the demand must be positive"));
        }
    }

    @Override
    public final void cancel() {
        cancelled = true;
        cancelSources();
    }

    /** Returns the number of requested items that were not emitted yet. Call it in a step only. */
    final long wanted() {
        return requested.get() - emitted;
    }

    /** Emits an item. Call it in a step only. */
    final void emit(R item) {
        subscriber.onNext(item);
        emitted++;
    }

    /** Completes the stream. Call it in a step only. */
    final Next complete() {
        cancel();
        terminated = true;
        subscriber.onComplete();
        return Next.ENDED;
    }

    /** Fails the stream. Call it in a step only. */
    final Next fail(Throwable e) {
        cancel();
        terminated = true;
        subscriber.onError(e);
        return Next.ENDED;
    }

    /** Fails the stream before the next step, from any thread. */
    final void failNext(Throwable e) {
        failure = e;
        drain();
    }

    /** Runs all possible steps, unless another thread is running them. */
    final void drain() {
        if (pendingDrains.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            Next next = Next.AGAIN;
            while (next == Next.AGAIN) {
                next = guardedStep();
            }
            if (next == Next.ENDED) {
                return; // the counter stays above zero, so that no thread enters again
            }
            missed = pendingDrains.addAndGet(-missed);
        } while (missed != 0);
    }

    private Next guardedStep() {
        try {
            if (cancelled) {
                return Next.ENDED;
            }
            return failure != null ? fail(failure) : step();
        } catch (Throwable e) {
            if (terminated) {
                throw e; // thrown by the subscriber's onComplete or onError
            }
            return fail(e);
        }
    }
}
