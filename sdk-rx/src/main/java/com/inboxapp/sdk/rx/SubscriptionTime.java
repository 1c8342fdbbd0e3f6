package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxScheduler;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time of a subscription by the server's clock. Events after it are new to the subscriber, even if the server lists
 * them late.
 */
final class SubscriptionTime {
    private final InboxScheduler time;
    private final ServerTime clock;
    private final long subscribedAt;
    private @Nullable Instant at;

    /** Records the present moment; the server's clock need not be known yet. */
    SubscriptionTime(InboxScheduler time, ServerTime clock) {
        this.time = time;
        this.clock = clock;
        this.subscribedAt = time.nanoTime();
    }

    /** Returns the time. Call it only after the first response of the server. */
    Instant at() {
        if (at == null) {
            at = clock.now().minus(Duration.ofNanos(time.nanoTime() - subscribedAt));
        }
        return at;
    }

    /**
     * Returns whether an event happened after the subscription. An event with an impossible time, far in the future,
     * did not.
     */
    boolean isBefore(Instant event) {
        return event.isAfter(at()) && !event.isAfter(clock.latest());
    }
}
