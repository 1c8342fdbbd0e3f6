package com.inboxapp.sdk.rx;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.Exceptions;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Ends a stream whatever users' code throws. RxJava throws on what it calls fatal, a class that is missing for instance, into whichever thread
 * it came from, and the stream never ends.
 */
final class Guarded {
    private Guarded() {}

    /** Work of the user's: begun for each subscription, and failed by whatever it throws. */
    static Completable work(Supplier<Completable> work) {
        return new Completable() {
            @Override
            protected void subscribeActual(CompletableObserver observer) {
                Completable begun;
                try {
                    begun = Objects.requireNonNull(work.get(), "what is to be done is null");
                } catch (Throwable e) {
                    begun = Completable.error(e);
                }
                First first = new First(observer);
                try {
                    begun.subscribe(first);
                } catch (Throwable e) {
                    first.thrown(e);
                }
            }
        };
    }

    /** Hands on the first end. What is thrown by those that it is handed to is none: the work was done. */
    private static final class First implements CompletableObserver {
        private final CompletableObserver observer;
        private final AtomicBoolean ended = new AtomicBoolean();

        First(CompletableObserver observer) {
            this.observer = observer;
        }

        @Override
        public void onSubscribe(Disposable disposable) {
            observer.onSubscribe(disposable);
        }

        @Override
        public void onComplete() {
            if (ended.compareAndSet(false, true)) {
                observer.onComplete();
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (ended.compareAndSet(false, true)) {
                observer.onError(failure);
            } else {
                RxJavaPlugins.onError(failure);
            }
        }

        void thrown(Throwable failure) {
            if (!ended.compareAndSet(false, true)) {
                throw Exceptions.propagate(failure);
            }
            observer.onError(failure);
        }
    }

    /** The same stream; what is thrown by those that an item is handed to ends it, and comes back to them as the failure. */
    static <T> Flowable<T> stream(Flowable<T> stream) {
        return stream.lift(Items::new);
    }

    /** RxJava's own operators between here and the source may hand on no failure once an item was thrown back at them. */
    private static final class Items<T> implements FlowableSubscriber<T>, Subscription {
        private final Subscriber<? super T> subscriber;

        @SuppressWarnings("NullAway.Init") // onSubscribe comes first
        private Subscription upstream;

        private boolean ended;

        Items(Subscriber<? super T> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            subscriber.onSubscribe(this);
        }

        @Override
        public void onNext(T item) {
            if (ended) {
                return;
            }
            try {
                subscriber.onNext(item);
            } catch (Throwable e) {
                upstream.cancel();
                onError(e);
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (!ended) {
                ended = true;
                subscriber.onError(failure);
            } else {
                RxJavaPlugins.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            if (!ended) {
                ended = true;
                subscriber.onComplete();
            }
        }

        @Override
        public void request(long count) {
            upstream.request(count);
        }

        @Override
        public void cancel() {
            upstream.cancel();
        }
    }
}
