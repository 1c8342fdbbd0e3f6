package com.inboxapp.sdk.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The sandbox's time and its pending effects. The time advances only between requests, so that no effect becomes due while a request is
 * handled. Not thread-safe: {@link InboxService} serializes access.
 */
final class Timeline implements InstantSource {

    private record Effect(Instant due, long number, Runnable action) {}

    private final Clock clock;
    private final PriorityQueue<Effect> pending =
            new PriorityQueue<>(Comparator.comparing(Effect::due).thenComparing(Effect::number));
    private Instant now;
    private long added;

    Timeline(Clock clock) {
        this.clock = clock;
        this.now = clock.instant();
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Schedules an action. Actions that are due at the same time run in the order in which they were scheduled. */
    void schedule(Duration delay, Runnable action) {
        pending.add(new Effect(now.plus(delay), ++added, action));
    }

    /** Advances to the time of the clock. Runs the actions that are due, each at its due time. */
    void advance() {
        Instant present = clock.instant();
        for (Effect next = pending.peek(); next != null && !next.due().isAfter(present); next = pending.peek()) {
            pending.remove();
            now = next.due();
            next.action().run();
        }
        now = present;
    }
}
