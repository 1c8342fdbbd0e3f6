package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.CallListener;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Counts the work in flight of the streams of a team. While all of it waits, nothing happens until the time advances: a test that advances it
 * only then always takes the same course, however slow the machine is.
 */
final class InFlightWork implements CallListener {
    /** The source of all asynchronous work: calls, and delays between polls. */
    private static final String FUTURE_SOURCE = "MaybeCreate";

    private static volatile @Nullable InFlightWork current;

    private final VirtualTime time;
    private final @Nullable InFlightWork outer;
    // guarded by the time's lock
    private final Set<Long> rateLimited = new HashSet<>();
    private int running;

    private InFlightWork(VirtualTime time, @Nullable InFlightWork outer) {
        this.time = time;
        this.outer = outer;
    }

    /** Starts to count the work that is started from now on. */
    @SuppressWarnings({"rawtypes", "unchecked"}) // RxJava's hook has no types
    static InFlightWork of(VirtualTime time) {
        InFlightWork work = new InFlightWork(time, current);
        current = work;
        RxJavaPlugins.setOnMaybeSubscribe((source, observer) -> {
            InFlightWork all = current;
            return all != null && source.getClass().getSimpleName().equals(FUTURE_SOURCE)
                    ? all.new Counted<Object>((MaybeObserver<Object>) observer)
                    : observer;
        });
        return work;
    }

    void close() {
        current = outer;
        if (outer == null) {
            RxJavaPlugins.setOnMaybeSubscribe(null);
        }
    }

    /** Returns once all work in flight waits for the time. Returns false if nothing is in flight. */
    boolean awaitIdle() throws InterruptedException {
        boolean[] hasWork = new boolean[1];
        time.await("all work in flight waits", () -> {
            hasWork[0] = running > 0;
            return running == rateLimited.size() + time.waits();
        });
        return hasWork[0];
    }

    @Override
    public void waiting(CallInfo call, WaitReason reason, Duration wait) {
        if (reason == WaitReason.RATE_LIMIT) {
            time.changed(() -> rateLimited.add(call.number()));
        }
    }

    @Override
    public void attemptStarted(CallInfo call, int attempt) {
        time.changed(() -> rateLimited.remove(call.number()));
    }

    @Override
    public void callEnded(CallInfo call, CallEnd end) {
        time.changed(() -> rateLimited.remove(call.number()));
    }

    /** Ends once its observer has handled the signal. */
    private final class Counted<T> implements MaybeObserver<T>, Disposable {
        private final MaybeObserver<T> observer;
        private final AtomicBoolean ended = new AtomicBoolean();
        private @Nullable Disposable source;

        Counted(MaybeObserver<T> observer) {
            this.observer = observer;
            time.changed(() -> running++);
        }

        private void end() {
            if (ended.compareAndSet(false, true)) {
                time.changed(() -> running--);
            }
        }

        @Override
        public void onSubscribe(Disposable upstream) {
            source = upstream;
            observer.onSubscribe(this);
        }

        @Override
        public void onSuccess(T value) {
            observer.onSuccess(value);
            end();
        }

        @Override
        public void onError(Throwable failure) {
            observer.onError(failure);
            end();
        }

        @Override
        public void onComplete() {
            observer.onComplete();
            end();
        }

        @Override
        public void dispose() {
            if (source != null) {
                source.dispose();
            }
            end();
        }

        @Override
        public boolean isDisposed() {
            return source != null && source.isDisposed();
        }
    }
}
