package com.inboxapp.sdk.rx;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.disposables.SerialDisposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;

/**
 * Fetches a page when there is demand for an item that is not buffered. RxJava's own operators do not:
 * {@code concatMapIterable} fetches ahead of demand, recursion with {@code concatWith} overflows the stack, and
 * {@code generate} cannot cancel a call in flight.
 *
 * @param <P> the type of a response
 * @param <R> the type of the emitted elements: items or pages
 */
final class PageFlowable<P, R> extends Flowable<R> {
    /**
     * The source of the pages of one subscription; not called concurrently.
     *
     * @param <P> the type of a response
     * @param <R> the type of the emitted elements
     */
    interface Pages<P, R> {
        /** Returns whether there are no more pages. */
        boolean isOver();

        /** Requests the next page. */
        Single<P> next();

        /** Returns the elements to emit for a page. */
        List<R> accept(P page);

        /** Called after {@code onNext} has returned for an element. */
        default void delivered(R item) {}

        /** Called when the next page failed and all elements before it were emitted; may attach data to the failure. */
        default void failed(Throwable failure) {}

        /**
         * Called when the subscription has ended in any way. May be called more than once, and while another method
         * runs.
         */
        default void close() {}
    }

    private final Supplier<? extends Pages<P, R>> start;
    private final int prefetch;

    PageFlowable(Supplier<? extends Pages<P, R>> start, int prefetch) {
        this.start = start;
        this.prefetch = prefetch;
    }

    @Override
    protected void subscribeActual(Subscriber<? super R> subscriber) {
        Pages<P, R> pages;
        try {
            pages = start.get();
        } catch (Throwable e) {
            Flowable.<R>error(e).subscribe(subscriber);
            return;
        }
        subscriber.onSubscribe(new Subscribed(subscriber, pages));
    }

    private final class Subscribed extends DrainLoop<R> {
        private final Pages<P, R> pages;
        private final SerialDisposable inFlight = new SerialDisposable();

        // passed from other threads to the loop; written before drain() and read in the loop
        private volatile @Nullable P answer;
        private volatile @Nullable Throwable failure;

        // accessed inside the loop only
        private List<R> held = List.of();
        private int index;
        private boolean fetching;

        Subscribed(Subscriber<? super R> subscriber, Pages<P, R> pages) {
            super(subscriber);
            this.pages = pages;
        }

        @Override
        void cancelSources() {
            inFlight.dispose();
            try {
                pages.close();
            } catch (Throwable e) {
                RxJavaPlugins.onError(e);
            }
        }

        @Override
        Next step() {
            long wanted = wanted();
            if (index == held.size()) {
                if (answer != null) {
                    take(answer);
                    return Next.AGAIN;
                }
                if (failure != null) {
                    pages.failed(failure);
                    return fail(failure);
                }
                if (!fetching && pages.isOver()) {
                    return complete();
                }
            }
            if (!fetching
                    && !pages.isOver()
                    && wanted > (prefetch > 0 || index == held.size() ? held.size() - index : Long.MAX_VALUE)) {
                fetchPage();
            }
            if (index == held.size() || wanted == 0) {
                return Next.WAIT;
            }
            R item = held.get(index++);
            if (item == null) {
                return fail(new NullPointerException("a page has a null item"));
            }
            emit(item);
            pages.delivered(item);
            return Next.AGAIN;
        }

        /** Makes an arrived page the current one. */
        private void take(P page) {
            answer = null;
            fetching = false;
            held = pages.accept(page);
            index = 0;
        }

        private void fetchPage() {
            fetching = true;
            Disposable call;
            try {
                call = pages.next().subscribe(this::arrived, this::failed);
            } catch (Throwable e) {
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
