package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.InboxScheduler;
import io.reactivex.rxjava3.core.Completable;
import java.time.Duration;
import java.util.ArrayDeque;

/** So many requests in any minute. */
final class RequestBudget {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int most;
    private final InboxScheduler time;
    private final ArrayDeque<Long> taken = new ArrayDeque<>();

    RequestBudget(int most, InboxScheduler time) {
        this.most = most;
        this.time = time;
    }

    /** Takes a place, and completes when there is one. */
    Completable turn(InboxClient client, String operation) {
        return Completable.defer(() -> {
            Duration wait = take();
            return wait.isZero()
                    ? Completable.complete()
                    : new Waiting(client, operation).await(wait).andThen(turn(client, operation));
        });
    }

    /** Takes a place, if there is one: zero. Otherwise how long until there is. */
    synchronized Duration take() {
        long now = time.nanoTime();
        while (!taken.isEmpty() && now - taken.getFirst() >= WINDOW.toNanos()) {
            taken.removeFirst();
        }
        if (taken.size() < most) {
            taken.addLast(now);
            return Duration.ZERO;
        }
        return Duration.ofNanos(WINDOW.toNanos() - (now - taken.getFirst()));
    }
}
