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
 * What the streams of a team have begun. When all of it waits, nothing happens until the time moves on: a test that moves it only then has the
 * same course each time, however long the machine takes for a request.
 */
final class UnderWay implements CallListener {
    /** The one source of all that takes its time: calls, and pauses of what polls. */
    private static final String FUTURES = "MaybeCreate";

    private static volatile @Nullable UnderWay current;

    private final VirtualTime time;
    private final @Nullable UnderWay outer;
    // guarded by the time's lock
    private final Set<Long> paced = new HashSet<>();
    private int begun;

    private UnderWay(VirtualTime time, @Nullable UnderWay outer) {
        this.time = time;
        this.outer = outer;
    }

    /** Begins to count what is begun from now on. */
    @SuppressWarnings({"rawtypes", "unchecked"}) // RxJava's hook has no types
    static UnderWay of(VirtualTime time) {
        UnderWay started = new UnderWay(time, current);
        current = started;
        RxJavaPlugins.setOnMaybeSubscribe((source, observer) -> {
            UnderWay all = current;
            return all != null && source.getClass().getSimpleName().equals(FUTURES)
                    ? all.new Counted<Object>((MaybeObserver<Object>) observer)
                    : observer;
        });
        return started;
    }

    void close() {
        current = outer;
        if (outer == null) {
            RxJavaPlugins.setOnMaybeSubscribe(null);
        }
    }

    /** Returns once all that is under way waits for the time; false if nothing is under way. */
    boolean awaitStill() throws InterruptedException {
        boolean[] any = new boolean[1];
        time.await("all that was begun had come to a wait", () -> {
            any[0] = begun > 0;
            return begun == paced.size() + time.waits();
        });
        return any[0];
    }

    @Override
    public void waiting(CallInfo call, WaitReason reason, Duration wait) {
        if (reason == WaitReason.RATE_LIMIT) {
            time.changed(() -> paced.add(call.number()));
        }
    }

    @Override
    public void attemptStarted(CallInfo call, int attempt) {
        time.changed(() -> paced.remove(call.number()));
    }

    @Override
    public void callEnded(CallInfo call, CallEnd end) {
        time.changed(() -> paced.remove(call.number()));
    }

    /** It is over when whoever observes it has done what comes next. */
    private final class Counted<T> implements MaybeObserver<T>, Disposable {
        private final MaybeObserver<T> observer;
        private final AtomicBoolean over = new AtomicBoolean();
        private @Nullable Disposable source;

        Counted(MaybeObserver<T> observer) {
            this.observer = observer;
            time.changed(() -> begun++);
        }

        private void over() {
            if (over.compareAndSet(false, true)) {
                time.changed(() -> begun--);
            }
        }

        @Override
        public void onSubscribe(Disposable given) {
            source = given;
            observer.onSubscribe(this);
        }

        @Override
        public void onSuccess(T value) {
            observer.onSuccess(value);
            over();
        }

        @Override
        public void onError(Throwable failure) {
            observer.onError(failure);
            over();
        }

        @Override
        public void onComplete() {
            observer.onComplete();
            over();
        }

        @Override
        public void dispose() {
            if (source != null) {
                source.dispose();
            }
            over();
        }

        @Override
        public boolean isDisposed() {
            return source != null && source.isDisposed();
        }
    }
}
