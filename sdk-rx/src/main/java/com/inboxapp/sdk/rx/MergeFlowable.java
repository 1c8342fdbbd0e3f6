package com.inboxapp.sdk.rx;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.internal.subscriptions.SubscriptionHelper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Merges streams that are in order into one that is: a k-way merge. It asks each stream for one item, delivers the first of them, and asks that
 * stream for its next one. Nothing is asked for without demand, and at most so many streams are waited for at once.
 *
 * <p>Of equal items, that of the earlier stream comes first. The first failure of a stream ends the whole.
 *
 * @param <T> the type of an item
 */
final class MergeFlowable<T> extends Flowable<T> {
    private final List<Flowable<T>> sources;
    private final Comparator<? super T> order;
    private final int concurrency;

    MergeFlowable(List<Flowable<T>> sources, Comparator<? super T> order, int concurrency) {
        this.sources = List.copyOf(sources);
        this.order = order;
        this.concurrency = concurrency;
    }

    @Override
    protected void subscribeActual(Subscriber<? super T> subscriber) {
        subscriber.onSubscribe(new Subscribed(subscriber));
    }

    private final class Subscribed implements Subscription {
        private final Subscriber<? super T> subscriber;
        private final List<Inner> inners = new ArrayList<>();
        private final AtomicLong requested = new AtomicLong();
        private final AtomicInteger entered = new AtomicInteger();

        private volatile @Nullable Throwable failure;
        private volatile boolean cancelled;

        // touched inside the loop only
        private long emitted;
        private boolean told;

        Subscribed(Subscriber<? super T> subscriber) {
            this.subscriber = subscriber;
            sources.forEach(source -> inners.add(new Inner(source)));
        }

        @Override
        public void request(long n) {
            if (n > 0) {
                requested.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
            } else {
                failure = new IllegalArgumentException("request(" + n + "): the demand must be positive");
            }
            drain();
        }

        @Override
        public void cancel() {
            cancelled = true;
            inners.forEach(Inner::cancel);
        }

        private void drain() {
            if (entered.getAndIncrement() != 0) {
                return;
            }
            int missed = 1;
            do {
                if (!guardedStep()) {
                    return; // ended: the mark stays, so that nobody enters again
                }
                missed = entered.addAndGet(-missed);
            } while (missed != 0);
        }

        /** Whatever users' code throws ends the stream, an error that RxJava calls fatal as well. */
        private boolean guardedStep() {
            try {
                return step();
            } catch (Throwable e) {
                if (told) {
                    throw e; // by the one who was told of the end
                }
                return fail(e);
            }
        }

        private boolean fail(Throwable e) {
            cancel();
            told = true;
            subscriber.onError(e);
            return false;
        }

        /** Does all that can be done now; false when the stream has ended. */
        private boolean step() {
            while (true) {
                if (cancelled) {
                    return false;
                }
                if (failure != null) {
                    return fail(failure);
                }
                Inner first = null;
                int waitedFor = 0;
                int empty = 0;
                for (Inner inner : inners) {
                    // before the head: a stream that has ended holds its last item by then
                    boolean done = inner.done;
                    T head = inner.head;
                    if (head != null) {
                        first = first == null || order.compare(head, first.heldHead()) < 0 ? inner : first;
                    } else if (!done) {
                        empty++;
                        waitedFor += inner.asked ? 1 : 0;
                    }
                }
                if (first == null && empty == 0) {
                    cancelled = true;
                    told = true;
                    subscriber.onComplete();
                    return false;
                }
                if (requested.get() == emitted) {
                    return true;
                }
                if (empty > 0 || first == null) {
                    ask(concurrency - waitedFor);
                    return true;
                }
                subscriber.onNext(first.take());
                emitted++;
            }
        }

        /** Asks streams that hold nothing; an answer at once enters the loop again. */
        private void ask(int most) {
            int left = most;
            for (Inner inner : inners) {
                // the head last: what was asked for is held by the time it is not asked for any more
                if (left > 0 && !inner.asked && !inner.done && inner.head == null) {
                    left--;
                    inner.ask();
                }
            }
        }

        private final class Inner implements FlowableSubscriber<T> {
            private final Flowable<T> source;
            private final AtomicReference<Subscription> upstream = new AtomicReference<>();

            // set by the stream's thread before drain(), the head first; read in the loop, the head last, and cleared
            // there
            private volatile @Nullable T head;
            private volatile boolean done;
            private volatile boolean asked;

            Inner(Flowable<T> source) {
                this.source = source;
            }

            void ask() {
                asked = true;
                Subscription known = upstream.get();
                if (known != null) {
                    known.request(1);
                } else {
                    source.subscribe(this);
                }
            }

            T heldHead() {
                T held = head;
                if (held == null) {
                    throw new IllegalStateException("nothing is held");
                }
                return held;
            }

            T take() {
                T held = heldHead();
                head = null;
                return held;
            }

            void cancel() {
                SubscriptionHelper.cancel(upstream);
            }

            @Override
            public void onSubscribe(Subscription subscription) {
                // cancels it at once, if this was cancelled meanwhile
                if (SubscriptionHelper.setOnce(upstream, subscription)) {
                    subscription.request(1);
                }
            }

            @Override
            public void onNext(T item) {
                head = item;
                asked = false;
                drain();
            }

            @Override
            public void onError(Throwable e) {
                failure = e;
                drain();
            }

            @Override
            public void onComplete() {
                done = true;
                drain();
            }
        }
    }
}
