package com.inboxapp.sdk.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The sandbox's time, and what is still to happen in it. Time stands still while a request is answered, so that nothing
 * can fall due behind its back. Not safe for use by several threads: {@link InboxService} lets in one at a time.
 */
final class Timeline implements InstantSource {

    private record Effect(Instant due, long number, Runnable action) {}

    private final Clock clock;
    private final PriorityQueue<Effect> waiting =
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

    /** Has something happen when this much time has passed. Things of the same time keep the order in which they came. */
    void after(Duration delay, Runnable action) {
        waiting.add(new Effect(now.plus(delay), ++added, action));
    }

    /** Goes on to the time of the clock. What has fallen due happens on the way there, each at its own time. */
    void proceed() {
        Instant present = clock.instant();
        for (Effect next = waiting.peek(); next != null && !next.due().isAfter(present); next = waiting.peek()) {
            waiting.remove();
            now = next.due();
            next.action().run();
        }
        now = present;
    }
}
