package com.inboxapp.sdk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Time that a test advances. Tasks run in the advancing thread, in the order of their times. */
final class VirtualTime implements InboxScheduler {
    private record Task(long at, long order, FutureTask<?> task) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private final Instant start;
    private long nanos;
    private long order;

    VirtualTime() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    VirtualTime(Instant start) {
        this.start = start;
    }

    @Override
    public synchronized Instant now() {
        return start.plusNanos(nanos);
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized Future<?> schedule(Runnable task, Duration delay) {
        FutureTask<?> future = new FutureTask<>(task, null);
        tasks.add(new Task(nanos + delay.toNanos(), order++, future));
        notifyAll();
        return future;
    }

    /** Advances the time and runs all tasks that become due, each at its own time. */
    void advance(Duration duration) {
        long until = nanoTime() + duration.toNanos();
        while (runNext(until)) {
            // one task after the other
        }
        synchronized (this) {
            // a task or another thread may have advanced it further
            nanos = Math.max(nanos, until);
        }
    }

    /** Advances to the next task and runs it. Returns false if there is none. */
    boolean advanceToNext() {
        return runNext(Long.MAX_VALUE);
    }

    private boolean runNext(long until) {
        Task next;
        synchronized (this) {
            forgetCancelled();
            if (tasks.isEmpty() || tasks.peek().at > until) {
                return false;
            }
            next = tasks.poll();
            nanos = Math.max(nanos, next.at);
        }
        next.task.run();
        return true;
    }

    /** Returns the number of waiting tasks that are not cancelled. */
    synchronized int waiting() {
        forgetCancelled();
        return tasks.size();
    }

    /** Waits until the given number of tasks are waiting, from any thread. */
    synchronized void awaitWaiting(int count) throws InterruptedException {
        long limit = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (waiting() < count) {
            long left = Duration.ofNanos(limit - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("only " + tasks.size() + " of " + count + " tasks wait");
            }
            wait(left);
        }
    }

    private void forgetCancelled() {
        tasks.removeIf(task -> task.task.isCancelled());
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now();
            }
        };
    }
}
