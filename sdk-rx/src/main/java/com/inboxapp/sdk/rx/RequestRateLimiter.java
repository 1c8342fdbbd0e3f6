package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.InboxScheduler;
import io.reactivex.rxjava3.core.Completable;
import java.time.Duration;
import java.util.ArrayDeque;

/** Limits the number of requests in any minute. */
final class RequestRateLimiter {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int most;
    private final InboxScheduler time;
    private final ArrayDeque<Long> acquiredAt = new ArrayDeque<>();

    RequestRateLimiter(int most, InboxScheduler time) {
        this.most = most;
        this.time = time;
    }

    /** Acquires a permit; completes when there is one. */
    Completable acquire(InboxClient client, String operation) {
        return Completable.defer(() -> {
            Duration wait = tryAcquire();
            return wait.isZero()
                    ? Completable.complete()
                    : new PollDelay(client, operation).await(wait).andThen(acquire(client, operation));
        });
    }

    /** Acquires a permit if one is available and returns zero; otherwise returns the time until one is. */
    synchronized Duration tryAcquire() {
        long now = time.nanoTime();
        while (!acquiredAt.isEmpty() && now - acquiredAt.getFirst() >= WINDOW.toNanos()) {
            acquiredAt.removeFirst();
        }
        if (acquiredAt.size() < most) {
            acquiredAt.addLast(now);
            return Duration.ZERO;
        }
        return Duration.ofNanos(WINDOW.toNanos() - (now - acquiredAt.getFirst()));
    }
}
