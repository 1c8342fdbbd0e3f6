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
 * Ends a stream with whatever user code throws. RxJava rethrows errors that it treats as fatal, for instance a missing
 * class, on the current thread, and the stream would never end.
 */
final class FatalErrorGuard {
    private FatalErrorGuard() {}

    /** Starts the user's work for each subscription; anything that it throws fails the {@code Completable}. */
    static Completable work(Supplier<Completable> work) {
        return new Completable() {
            @Override
            protected void subscribeActual(CompletableObserver observer) {
                Completable started;
                try {
                    started = Objects.requireNonNull(work.get(), "the work must not be null");
                } catch (Throwable e) {
                    started = Completable.error(e);
                }
                First first = new First(observer);
                try {
                    started.subscribe(first);
                } catch (Throwable e) {
                    first.thrown(e);
                }
            }
        };
    }

    /**
     * Passes on the first terminal signal. An exception thrown by the downstream is not a failure of the work, which is
     * already done.
     */
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

    /**
     * Returns the stream with a guard: an exception thrown by the downstream's {@code onNext} ends the stream and is
     * delivered to the downstream as its failure.
     */
    static <T> Flowable<T> stream(Flowable<T> stream) {
        return stream.lift(Items::new);
    }

    /**
     * After {@code onNext} has thrown, RxJava's operators upstream may no longer pass on a failure, so this one does.
     */
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
