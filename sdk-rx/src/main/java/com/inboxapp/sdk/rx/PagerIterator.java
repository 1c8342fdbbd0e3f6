package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxException;
import com.inboxapp.sdk.InboxInterruptedException;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/**
 * A blocking iterator that requests one item at a time. RxJava's own iterator requests the next item while the current
 * one is processed.
 */
final class PagerIterator<T> implements Iterator<T> {
    private record Failed(Throwable failure) {}

    private static final Object END = new Object();

    private final String operation;
    private final Flowable<T> items;
    private final Receiver receiver = new Receiver();
    private @Nullable Object signal;

    PagerIterator(String operation, Flowable<T> items) {
        this.operation = operation;
        this.items = items;
    }

    @Override
    public boolean hasNext() {
        if (signal == null) {
            signal = nextSignal();
        }
        if (signal instanceof Failed failed) {
            throw thrown(failed.failure);
        }
        return signal != END;
    }

    @Override
    @SuppressWarnings("unchecked") // a signal that is neither END nor Failed is an item
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException(operation + ": the pager has no more items");
        }
        T item = (T) Objects.requireNonNull(signal);
        signal = null;
        return item;
    }

    /**
     * Returns a spliterator that takes one item at a time and never splits, so that no other thread takes items in
     * advance.
     */
    Spliterator<T> spliterator() {
        return new Spliterators.AbstractSpliterator<>(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
            @Override
            public boolean tryAdvance(Consumer<? super T> action) {
                boolean found = hasNext();
                if (found) {
                    action.accept(next());
                }
                return found;
            }

            @Override
            public @Nullable Spliterator<T> trySplit() {
                return null;
            }
        };
    }

    /** Cancels the request in flight and ends the iteration. */
    void close() {
        receiver.cancel();
        signal = END;
    }

    private Object nextSignal() {
        if (receiver.subscription == null) {
            items.subscribe(receiver);
        }
        try {
            Object arrived = receiver.signals.poll();
            if (arrived == null) {
                receiver.request();
                arrived = receiver.signals.take();
            }
            return arrived;
        } catch (InterruptedException e) {
            receiver.cancel();
            Thread.currentThread().interrupt();
            return new Failed(new InboxInterruptedException(operation, "the thread was interrupted"));
        }
    }

    private static RuntimeException thrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof InboxException exception) {
            // the caller's stack trace is more useful than that of the SDK's thread
            exception.fillInStackTrace();
        }
        return failure instanceof RuntimeException exception ? exception : new IllegalStateException(failure);
    }

    private final class Receiver implements FlowableSubscriber<T> {
        private final BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
        private @Nullable Subscription subscription;

        void request() {
            if (subscription != null) {
                subscription.request(1);
            }
        }

        void cancel() {
            if (subscription != null) {
                subscription.cancel();
            }
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(T item) {
            signals.add(item);
        }

        @Override
        public void onError(Throwable failure) {
            signals.add(new Failed(failure));
        }

        @Override
        public void onComplete() {
            signals.add(END);
        }
    }
}
