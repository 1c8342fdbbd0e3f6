package com.inboxapp.sdk;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;

/** A scheduler that delegates to another one; tests override single methods. */
interface DelegatingScheduler extends InboxScheduler {
    InboxScheduler time();

    @Override
    default Instant now() {
        return time().now();
    }

    @Override
    default long nanoTime() {
        return time().nanoTime();
    }

    @Override
    default Future<?> schedule(Runnable task, Duration delay) {
        return time().schedule(task, delay);
    }
}
