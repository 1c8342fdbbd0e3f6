package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxPaginationException;
import com.inboxapp.sdk.model.Cursor;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.disposables.SerialDisposable;
import io.reactivex.rxjava3.exceptions.Exceptions;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Fetches a page when there is demand for an item that is not held. RxJava's own combinations do not: {@code concatMapIterable} fetches ahead
 * of the demand, recursion by {@code concatWith} overflows the stack, and {@code generate} cannot cancel a call in flight.
 *
 * <p>One drain loop, entered by {@code request} and by each answer, does everything; whoever finds it running leaves a mark and goes.
 */
final class CursorPagesFlowable<P, T> extends Flowable<T> {
    private final String operation;
    private final @Nullable Cursor start;
    private final CursorPages.Fetch<P> fetch;
    private final Function<P, @Nullable Cursor> next;
    private final Function<P, List<T>> items;

    CursorPagesFlowable(
            String operation,
            @Nullable Cursor start,
            CursorPages.Fetch<P> fetch,
            Function<P, @Nullable Cursor> next,
            Function<P, List<T>> items) {
        this.operation = operation;
        this.start = start;
        this.fetch = fetch;
        this.next = next;
        this.items = items;
    }

    @Override
    protected void subscribeActual(Subscriber<? super T> subscriber) {
        subscriber.onSubscribe(new Walk(subscriber));
    }

    private final class Walk implements Subscription {
        private final Subscriber<? super T> subscriber;
        private final AtomicLong requested = new AtomicLong();
        private final AtomicInteger entered = new AtomicInteger();
        private final SerialDisposable inFlight = new SerialDisposable();

        // handed from the thread that reads an answer to the loop; written before drain() and read inside it
        private volatile @Nullable P answer;
        private volatile @Nullable Throwable failure;
        private volatile boolean cancelled;

        // touched inside the loop only
        private Iterator<T> held = Collections.emptyIterator();
        private @Nullable Cursor cursor = start;
        private boolean fetching;
        private boolean lastPage;
        private long emitted;
        private @Nullable Cursor landmark = start;
        private long stepsToLandmark = 1;
        private long steps;

        Walk(Subscriber<? super T> subscriber) {
            this.subscriber = subscriber;
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
            inFlight.dispose();
        }

        private void drain() {
            if (entered.getAndIncrement() != 0) {
                return;
            }
            int missed = 1;
            do {
                if (!step()) {
                    return; // ended: the mark stays, so that nobody enters again
                }
                missed = entered.addAndGet(-missed);
            } while (missed != 0);
        }

        /** Does all that can be done now; false when the stream has ended. */
        private boolean step() {
            if (cancelled) {
                return false;
            }
            try {
                take();
            } catch (Throwable e) {
                Exceptions.throwIfFatal(e);
                return fail(e);
            }
            if (failure != null) {
                return fail(failure);
            }
            long demand = requested.get();
            while (emitted != demand && held.hasNext()) {
                T item = held.next();
                if (item == null) {
                    return fail(new NullPointerException(operation + ": a page has an item that is null"));
                }
                subscriber.onNext(item);
                emitted++;
                if (cancelled) {
                    return false;
                }
            }
            if (held.hasNext() || fetching) {
                return true;
            }
            if (lastPage) {
                cancelled = true;
                subscriber.onComplete();
                return false;
            }
            if (emitted != demand) {
                fetchPage();
            }
            return true;
        }

        private boolean fail(Throwable e) {
            cancelled = true;
            inFlight.dispose();
            subscriber.onError(e);
            return false;
        }

        /** Takes over the page that has arrived, if one has. */
        private void take() {
            P page = answer;
            if (page == null) {
                return;
            }
            answer = null;
            fetching = false;
            held = items.apply(page).iterator();
            Cursor following = next.apply(page);
            lastPage = following == null;
            if (following != null) {
                refuseCycle(following);
                cursor = following;
            }
        }

        /** Brent's algorithm: finds any cycle of cursors with one of them remembered, however many pages there are. */
        private void refuseCycle(Cursor following) {
            if (following.equals(landmark) || following.equals(cursor)) {
                throw new InboxPaginationException(
                        operation,
                        "the server named a cursor again that it had named before: its pages do not come to an end");
            }
            steps++;
            if (steps == stepsToLandmark) {
                landmark = following;
                stepsToLandmark *= 2;
                steps = 0;
            }
        }

        private void fetchPage() {
            fetching = true;
            Disposable call;
            try {
                call = fetch.page(cursor).subscribe(this::arrived, this::failed);
            } catch (Throwable e) {
                Exceptions.throwIfFatal(e);
                failed(e);
                return;
            }
            inFlight.replace(call);
        }

        private void arrived(P page) {
            answer = page;
            drain();
        }

        private void failed(Throwable e) {
            failure = e;
            drain();
        }
    }
}
