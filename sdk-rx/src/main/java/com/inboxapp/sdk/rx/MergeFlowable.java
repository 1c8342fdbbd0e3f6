package com.inboxapp.sdk.rx;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.internal.subscriptions.SubscriptionHelper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    private final class Subscribed extends DrainLoop<T> {
        private final List<Inner> inners = new ArrayList<>();

        Subscribed(Subscriber<? super T> subscriber) {
            super(subscriber);
            sources.forEach(source -> inners.add(new Inner(source)));
        }

        @Override
        void cancelSources() {
            inners.forEach(Inner::cancel);
        }

        @Override
        Next step() {
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
                return complete();
            }
            if (wanted() == 0) {
                return Next.WAIT;
            }
            if (empty > 0 || first == null) {
                ask(concurrency - waitedFor);
                return Next.WAIT;
            }
            emit(first.take());
            return Next.AGAIN;
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
                failNext(e);
            }

            @Override
            public void onComplete() {
                done = true;
                drain();
            }
        }
    }
}
