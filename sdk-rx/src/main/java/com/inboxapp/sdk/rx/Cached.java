package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxScheduler;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is kept for a while. Whoever asks while it is being read waits for the same request; a failure is not kept.
 *
 * @param <T> the type of the answer
 */
final class Cached<T> {
    /** Something that was read; not from the cache means that this caller caused, or waited for, the request. */
    record Entry<T>(T value, boolean fromCache) {}

    private final Single<T> source;
    private final Duration kept;
    private final InboxScheduler time;

    private @Nullable T value;
    private long readAt;
    private @Nullable Single<T> reading;

    Cached(Single<T> source, Duration kept, InboxScheduler time) {
        this.source = source;
        this.kept = kept;
        this.time = time;
    }

    /** What is kept, if it is not too old; else what the server says now. */
    Single<Entry<T>> get() {
        return Single.defer(this::keptOrRead);
    }

    /** What the server says now. */
    Single<Entry<T>> refresh() {
        return Single.defer(this::read);
    }

    /** In one step: whoever looked before a read ended, and went on after it, would start another. */
    private synchronized Single<Entry<T>> keptOrRead() {
        T known = time.nanoTime() - readAt < kept.toNanos() ? value : null;
        return known != null ? Single.just(new Entry<>(known, true)) : read();
    }

    private synchronized Single<Entry<T>> read() {
        if (reading == null) {
            reading = source.doOnSuccess(this::keep)
                    .doOnError(failure -> notReading())
                    .cache();
        }
        return reading.map(read -> new Entry<>(read, false));
    }

    private synchronized void keep(T read) {
        value = read;
        readAt = time.nanoTime();
        reading = null;
    }

    private synchronized void notReading() {
        reading = null;
    }
}
