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

/** Time that stands still until a test moves it. Tasks run in the thread that moves it, in the order of their time. */
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

    /** Runs what is due until then, each task at its own time. */
    void advance(Duration duration) {
        long until = nanoTime() + duration.toNanos();
        while (runNext(until)) {
            // one after the other
        }
        synchronized (this) {
            // a task, or another thread, may have moved it further
            nanos = Math.max(nanos, until);
        }
    }

    /** Goes to the next task that waits, and runs it; false if there is none. */
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

    /** How many tasks wait that nobody cancelled. */
    synchronized int waiting() {
        forgetCancelled();
        return tasks.size();
    }

    /** Returns once a number of tasks wait, whichever thread they come from. */
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
