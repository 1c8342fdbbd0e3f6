package com.inboxapp.sdk.rx;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.Objects;
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
                try {
                    begun.subscribe(observer);
                } catch (Throwable e) {
                    observer.onError(e);
                }
            }
        };
    }

    /** The same answer; what is thrown by those that it is handed to comes back to them as the failure. */
    static <T> Maybe<T> answer(Maybe<T> answer) {
        return answer.lift(Answer::new);
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

    private record Answer<T>(MaybeObserver<? super T> observer) implements MaybeObserver<T> {
        @Override
        public void onSubscribe(Disposable disposable) {
            observer.onSubscribe(disposable);
        }

        @Override
        public void onSuccess(T value) {
            guard(() -> observer.onSuccess(value));
        }

        @Override
        public void onComplete() {
            guard(observer::onComplete);
        }

        @Override
        public void onError(Throwable failure) {
            observer.onError(failure);
        }

        private void guard(Runnable handing) {
            try {
                handing.run();
            } catch (Throwable e) {
                observer.onError(e);
            }
        }
    }
}
