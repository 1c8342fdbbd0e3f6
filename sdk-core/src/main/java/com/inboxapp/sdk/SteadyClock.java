package com.inboxapp.sdk;

import java.util.concurrent.atomic.AtomicLong;

/** Nanoseconds since it was made. It goes back for no scheduler, and stands still while one of the program's own fails. */
final class SteadyClock {
    private final InboxScheduler scheduler;
    private final long origin;
    private final AtomicLong latest = new AtomicLong();

    SteadyClock(InboxScheduler scheduler) {
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

    /** A moment that the scheduler counted. */
    long of(long nanoTime) {
        return nanoTime - origin;
    }
}
