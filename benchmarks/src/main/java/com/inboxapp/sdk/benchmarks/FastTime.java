package com.inboxapp.sdk.benchmarks;

import com.inboxapp.sdk.InboxScheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A scheduler and clock that run 60 times as fast as real time, for both the client and the server. */
final class FastTime implements InboxScheduler, AutoCloseable {
    private static final int FACTOR = 60;

    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(2);
    private final Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private final long startNanos = System.nanoTime();

    FastTime() {
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return start.plusNanos(nanoTime());
    }

    @Override
    public long nanoTime() {
        return (System.nanoTime() - startNanos) * FACTOR;
    }

    @Override
    public Future<?> schedule(Runnable task, Duration delay) {
        return timers.schedule(task, delay.toNanos() / FACTOR, TimeUnit.NANOSECONDS);
    }

    void sleep(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos() / FACTOR);
    }

    Clock clock() {
        InstantSource now = this::now;
        return now.withZone(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }
}
