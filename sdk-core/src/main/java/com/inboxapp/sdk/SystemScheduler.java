package com.inboxapp.sdk;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A scheduler on the system's clocks, with one daemon thread that ends when no task is pending. */
final class SystemScheduler implements InboxScheduler, AutoCloseable {
    private static final int IDLE_THREAD_SECONDS = 10;

    private final ScheduledThreadPoolExecutor executor;

    SystemScheduler() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "inbox-sdk-timer");
            thread.setDaemon(true);
            return thread;
        });
        // nearly every timer belongs to a call that ends long before it: remove cancelled timers at once
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
            // the client is closed, and has ended everything that would wait
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Discards pending tasks. No task can be scheduled afterwards. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
