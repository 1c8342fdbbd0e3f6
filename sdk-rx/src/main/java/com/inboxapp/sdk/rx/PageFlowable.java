package com.inboxapp.sdk.rx;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.disposables.SerialDisposable;
import io.reactivex.rxjava3.internal.subscriptions.EmptySubscription;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;

/**
 * Fetches a page when there is demand for an item that is not held. RxJava's own combinations do not: {@code concatMapIterable} fetches ahead
 * of the demand, recursion by {@code concatWith} overflows the stack, and {@code generate} cannot cancel a call in flight.
 *
 * @param <P> the type of an answer
 * @param <R> what is delivered: items, or pages
 */
final class PageFlowable<P, R> extends Flowable<R> {
    /**
     * Where the pages come from, for one subscription; called by one thread at a time.
     *
     * @param <P> the type of an answer
     * @param <R> what is delivered
     */
    interface Pages<P, R> {
        /** Whether there is no other page. */
        boolean isOver();

        /** Asks for the next page. */
        Single<P> next();

        /** What is delivered of a page that has arrived. */
        List<R> accept(P page);

        /** The consumer has taken what was delivered. */
        default void delivered(R item) {}

        /** The next page failed to come, and all before it was delivered: the failure may be given something to carry. */
        default void failed(Throwable failure) {}

        /** The subscription has ended, in whatever way; may be called more than once, and while another method runs. */
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
            EmptySubscription.error(e, subscriber);
            return;
        }
        subscriber.onSubscribe(new Subscribed(subscriber, pages));
    }

    private final class Subscribed extends DrainLoop<R> {
        private final Pages<P, R> pages;
        private final SerialDisposable inFlight = new SerialDisposable();

        // handed from other threads to the loop; written before drain() and read inside it
        private volatile @Nullable P answer;
        private volatile @Nullable Throwable failure;

        // touched inside the loop only
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
                return fail(new NullPointerException("a page has an item that is null"));
            }
            emit(item);
            pages.delivered(item);
            return Next.AGAIN;
        }

        /** Takes over the page that has arrived. */
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
