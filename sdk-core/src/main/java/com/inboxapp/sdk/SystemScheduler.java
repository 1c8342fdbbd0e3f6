package com.inboxapp.sdk;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The system's clocks, and one daemon thread that ends when there is nothing to wait for. */
final class SystemScheduler implements InboxScheduler, AutoCloseable {
    private static final int IDLE_THREAD_SECONDS = 10;

    private final ScheduledThreadPoolExecutor executor;

    SystemScheduler() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "inbox-sdk-timer");
            thread.setDaemon(true);
            return thread;
        });
        // nearly every timer is for a call that ends long before: none of them may stay until its time
        executor.setRemoveOnCancelPolicy(true);
        executor.setKeepAliveTime(IDLE_THREAD_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Future<?> schedule(Runnable task, Duration delay) {
        try {
            return executor.schedule(task, Durations.nanos(delay), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // the client is closed, and has ended whatever would wait
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Nothing that waited is run any more, and nothing more can wait. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
