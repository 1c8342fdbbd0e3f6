package com.inboxapp.sdk.rx;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.disposables.SerialDisposable;
import io.reactivex.rxjava3.exceptions.Exceptions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Fetches a page when there is demand for an item that is not held. RxJava's own combinations do not: {@code concatMapIterable} fetches ahead
 * of the demand, recursion by {@code concatWith} overflows the stack, and {@code generate} cannot cancel a call in flight.
 *
 * <p>One drain loop, entered by {@code request} and by each answer, does everything; whoever finds it running leaves a mark and goes.
 *
 * @param <P> the type of an answer
 * @param <T> the type of an item on it
 * @param <R> what is delivered: items, or pages
 */
final class WalkFlowable<P, T, R> extends Flowable<R> {
    private final Walk.Source<P, T> source;
    private final Supplier<Route<T>> routes;
    private final int prefetch;
    private final Function<WalkPage<T>, List<R>> out;

    WalkFlowable(
            Walk.Source<P, T> source, Supplier<Route<T>> routes, int prefetch, Function<WalkPage<T>, List<R>> out) {
        this.source = source;
        this.routes = routes;
        this.prefetch = prefetch;
        this.out = out;
    }

    @Override
    protected void subscribeActual(Subscriber<? super R> subscriber) {
        subscriber.onSubscribe(new Subscribed(subscriber, routes.get()));
    }

    private final class Subscribed implements Subscription {
        private final Subscriber<? super R> subscriber;
        private final Route<T> route;
        private final AtomicLong requested = new AtomicLong();
        private final AtomicInteger entered = new AtomicInteger();
        private final SerialDisposable inFlight = new SerialDisposable();

        // handed from other threads to the loop; written before drain() and read inside it
        private volatile @Nullable P answer;
        private volatile @Nullable Throwable failure;
        private volatile @Nullable Throwable misuse;
        private volatile boolean cancelled;

        // touched inside the loop only
        private List<R> held = List.of();
        private int index;
        private boolean fetching;
        private long emitted;

        Subscribed(Subscriber<? super R> subscriber, Route<T> route) {
            this.subscriber = subscriber;
            this.route = route;
        }

        @Override
        public void request(long n) {
            if (n > 0) {
                requested.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
            } else {
                misuse = new IllegalArgumentException("request(" + n + "): the demand must be positive");
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
            while (true) {
                if (cancelled) {
                    return false;
                }
                if (misuse != null) {
                    return fail(misuse);
                }
                long demand = requested.get();
                if (index == held.size()) {
                    if (answer != null) {
                        try {
                            take(answer);
                        } catch (Throwable e) {
                            Exceptions.throwIfFatal(e);
                            return fail(e);
                        }
                        continue;
                    }
                    if (failure != null) {
                        return failAt(failure);
                    }
                    if (!fetching && route.isOver()) {
                        cancelled = true;
                        subscriber.onComplete();
                        return false;
                    }
                }
                long wanted = demand - emitted;
                if (!fetching
                        && !route.isOver()
                        && wanted > (prefetch > 0 || index == held.size() ? held.size() - index : Long.MAX_VALUE)) {
                    fetchPage();
                }
                if (index == held.size() || wanted == 0) {
                    return true;
                }
                R item = held.get(index++);
                if (item == null) {
                    return fail(new NullPointerException(source.operation() + ": a page has an item that is null"));
                }
                subscriber.onNext(item);
                emitted++;
            }
        }

        private boolean fail(Throwable e) {
            cancelled = true;
            inFlight.dispose();
            subscriber.onError(e);
            return false;
        }

        /** A failure of the page that comes next says where to go on. */
        private boolean failAt(Throwable e) {
            ResumeToken token = route.token();
            if (token != null) {
                token.attachTo(e);
            }
            return fail(e);
        }

        /** Takes over the page that has arrived. */
        private void take(P page) {
            answer = null;
            fetching = false;
            List<T> fresh =
                    route.accept(source.items().apply(page), source.next().apply(page));
            held = out.apply(new WalkPage<>(fresh, route.token()));
            index = 0;
        }

        private void fetchPage() {
            fetching = true;
            Disposable call;
            try {
                call = source.fetch().page(route.cursor()).subscribe(this::arrived, this::failed);
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
