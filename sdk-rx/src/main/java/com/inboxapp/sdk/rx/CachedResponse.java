package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxScheduler;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A cached response. Concurrent subscribers share one request; failures are not cached.
 *
 * @param <T> the type of the response
 */
final class CachedResponse<T> {
    /** A value, and whether it came from the cache; otherwise the subscriber sent, or waited for, a request. */
    record Entry<T>(T value, boolean fromCache) {}

    private final Single<T> source;
    private final Duration ttl;
    private final InboxScheduler time;

    private @Nullable T value;
    private long readAt;
    private @Nullable Single<T> reading;

    CachedResponse(Single<T> source, Duration ttl, InboxScheduler time) {
        this.source = source;
        this.ttl = ttl;
        this.time = time;
    }

    /** Returns the cached value if it has not expired; otherwise requests it. */
    Single<Entry<T>> get() {
        return Single.defer(this::cachedOrRead);
    }

    /** Requests the value. */
    Single<Entry<T>> refresh() {
        return Single.defer(this::read);
    }

    /** One atomic step: a gap between the check and the request could start a second request. */
    private synchronized Single<Entry<T>> cachedOrRead() {
        T known = time.nanoTime() - readAt < ttl.toNanos() ? value : null;
        return known != null ? Single.just(new Entry<>(known, true)) : read();
    }

    private synchronized Single<Entry<T>> read() {
        if (reading == null) {
            reading = source.doOnSuccess(this::store)
                    .doOnError(failure -> clearReading())
                    .cache();
        }
        return reading.map(read -> new Entry<>(read, false));
    }

    private synchronized void store(T read) {
        value = read;
        readAt = time.nanoTime();
        reading = null;
    }

    private synchronized void clearReading() {
        reading = null;
    }
}
