package com.inboxapp.sdk.rx;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.subscribers.DisposableSubscriber;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;

/**
 * Merges sorted streams into one sorted stream: a k-way merge. It requests one item of each stream, emits the smallest,
 * and requests the next item of that stream. Nothing is requested without demand, and at most {@code concurrency}
 * streams have a request in flight.
 *
 * <p>Of equal items, the one of the earlier stream comes first. The first failure of a stream ends the whole.
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
            inners.forEach(Inner::dispose);
        }

        @Override
        Next step() {
            Inner first = null;
            int inFlight = 0;
            int empty = 0;
            for (Inner inner : inners) {
                // read done before head: a completed stream has set its last head by then
                boolean done = inner.done;
                T head = inner.head;
                if (head != null) {
                    first = first == null || order.compare(head, first.heldHead()) < 0 ? inner : first;
                } else if (!done) {
                    empty++;
                    inFlight += inner.asked ? 1 : 0;
                }
            }
            if (first == null && empty == 0) {
                return complete();
            }
            if (wanted() == 0) {
                return Next.WAIT;
            }
            if (empty > 0 || first == null) {
                ask(concurrency - inFlight);
                return Next.WAIT;
            }
            emit(first.take());
            return Next.AGAIN;
        }

        /** Requests an item of the streams that have none; a synchronous response triggers the loop again. */
        private void ask(int max) {
            int left = max;
            for (Inner inner : inners) {
                // read head last: the head is set before asked is cleared
                if (left > 0 && !inner.asked && !inner.done && inner.head == null) {
                    left--;
                    inner.ask();
                }
            }
        }

        private final class Inner extends DisposableSubscriber<T> {
            private final Flowable<T> source;
            private boolean subscribed; // accessed in the loop only

            // written by the stream's thread before drain(), head first; read in the loop, head last, and cleared
            // there
            private volatile @Nullable T head;
            private volatile boolean done;
            private volatile boolean asked;

            Inner(Flowable<T> source) {
                this.source = source;
            }

            void ask() {
                asked = true;
                if (subscribed) {
                    request(1);
                } else {
                    subscribed = true;
                    source.subscribe(this);
                }
            }

            T heldHead() {
                T held = head;
                if (held == null) {
                    throw new IllegalStateException("no item is buffered");
                }
                return held;
            }

            T take() {
                T held = heldHead();
                head = null;
                return held;
            }

            @Override
            protected void onStart() {
                request(1);
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
