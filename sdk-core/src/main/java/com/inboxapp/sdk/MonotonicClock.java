package com.inboxapp.sdk;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A monotonic clock that counts nanoseconds since its creation. It never goes back, whatever the scheduler returns, and stands still while
 * a custom scheduler fails.
 */
final class MonotonicClock {
    private final InboxScheduler scheduler;
    private final long origin;
    private final AtomicLong latest = new AtomicLong();

    MonotonicClock(InboxScheduler scheduler) {
        this.scheduler = scheduler;
        this.origin = scheduler.nanoTime();
    }

    long now() {
        try {
            return latest.accumulateAndGet(of(scheduler.nanoTime()), Math::max);
        } catch (Throwable e) {
            return latest.get();
        }
    }

    /** Converts a time of the scheduler. */
    long of(long nanoTime) {
        return nanoTime - origin;
    }
}
