package com.inboxapp.sdk.internal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A monotonic clock that counts nanoseconds since its creation. It never goes back, whatever its source returns, and stands still while
 * its source fails.
 */
public final class MonotonicClock {
    private final LongSupplier nanoTime;
    private final long origin;
    private final AtomicLong latest = new AtomicLong();

    public MonotonicClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
    }

    public long now() {
        try {
            return latest.accumulateAndGet(of(nanoTime.getAsLong()), Math::max);
        } catch (Throwable e) {
            return latest.get();
        }
    }

    /** Converts a time of the source. */
    public long of(long nanoTime) {
        return nanoTime - origin;
    }
}
