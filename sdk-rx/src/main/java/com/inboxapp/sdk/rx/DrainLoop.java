package com.inboxapp.sdk.rx;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A subscription that one loop serves, entered by {@code request} and by whatever arrives: whoever finds it running leaves a mark and goes.
 *
 * <p>Whatever is thrown in the loop ends it, also what RxJava calls fatal, and also by the subscriber when it is handed an item: the sources are
 * cancelled, the subscriber is told once, and nothing is handed out after that. So no stream is left without an end in a thread of the client's.
 *
 * @param <R> what is delivered
 */
abstract class DrainLoop<R> implements Subscription {
    /** What a step has come to. */
    enum Next {
        /** Something else may be done. */
        AGAIN,
        /** Nothing can be done before something arrives. */
        WAIT,
        /** The subscriber was told of the end. */
        ENDED
    }

    private final Subscriber<? super R> subscriber;
    private final AtomicLong requested = new AtomicLong();
    private final AtomicInteger entered = new AtomicInteger();

    private volatile @Nullable Throwable failure;
    private volatile boolean cancelled;

    // touched inside the loop only
    private long emitted;
    private boolean told;

    DrainLoop(Subscriber<? super R> subscriber) {
        this.subscriber = subscriber;
    }

    /** Does one thing that can be done now. */
    abstract Next step();

    /** Cancels what this subscribes to; may be called more than once, and while a step runs. */
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

    /** How many items are asked for and not handed out; to be called in a step. */
    final long wanted() {
        return requested.get() - emitted;
    }

    /** Hands out an item; to be called in a step. */
    final void emit(R item) {
        subscriber.onNext(item);
        emitted++;
    }

    /** Ends the stream; to be called in a step. */
    final Next complete() {
        cancel();
        told = true;
        subscriber.onComplete();
        return Next.ENDED;
    }

    /** Ends the stream; to be called in a step. */
    final Next fail(Throwable e) {
        cancel();
        told = true;
        subscriber.onError(e);
        return Next.ENDED;
    }

    /** Ends the stream before the next step, from any thread. */
    final void failNext(Throwable e) {
        failure = e;
        drain();
    }

    /** Does all that can be done now, unless another thread does. */
    final void drain() {
        if (entered.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            Next next = Next.AGAIN;
            while (next == Next.AGAIN) {
                next = guardedStep();
            }
            if (next == Next.ENDED) {
                return; // the mark stays, so that nobody enters again
            }
            missed = entered.addAndGet(-missed);
        } while (missed != 0);
    }

    private Next guardedStep() {
        try {
            if (cancelled) {
                return Next.ENDED;
            }
            return failure != null ? fail(failure) : step();
        } catch (Throwable e) {
            if (told) {
                throw e; // by the one who was told of the end
            }
            return fail(e);
        }
    }
}
