package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxScheduler;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a stream was subscribed to, by the server's clock: what happened later is new to it, whenever the server comes to tell of it. */
final class Beginning {
    private final InboxScheduler time;
    private final ServerClock clock;
    private final long subscribed;
    private @Nullable Instant at;

    /** It is now, whatever time that is by a clock of which nothing is known yet. */
    Beginning(InboxScheduler time, ServerClock clock) {
        this.time = time;
        this.clock = clock;
        this.subscribed = time.nanoTime();
    }

    /** To be asked for when the server has answered. */
    Instant at() {
        if (at == null) {
            at = clock.now().minus(Duration.ofNanos(time.nanoTime() - subscribed));
        }
        return at;
    }

    /** Whether something happened since. What is said to have happened at an impossible time has not. */
    boolean isBefore(Instant event) {
        return event.isAfter(at()) && !event.isAfter(clock.latest());
    }
}
