package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxScheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Time that stands still until a test advances it. Tasks run in the thread that advances it, in the order of their due times. */
final class VirtualTime implements InboxScheduler {
    /** The class of the SDK whose tasks end a wait; tasks of other classes are timeouts of running work. */
    private static final String WAITS = "com.inboxapp.sdk.Cancellation";

    private static final Duration MAX_WAIT = Duration.ofMinutes(1);

    private record Task(long at, long order, boolean isWait, FutureTask<?> task) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private final Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private long nanos;
    private long order;

    @Override
    public Instant now() {
        return start.plusNanos(nanoTime());
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized Future<?> schedule(Runnable task, Duration delay) {
        FutureTask<?> future = new FutureTask<>(task, null);
        tasks.add(new Task(
                nanos + delay.toNanos(), order++, task.getClass().getName().startsWith(WAITS), future));
        notifyAll();
        return future;
    }

    /** Advances the time and runs the tasks that fall due, each at its own time. */
    void advance(Duration duration) {
        long until = nanoTime() + duration.toNanos();
        for (Task next = next(until); next != null; next = next(until)) {
            next.task.run();
        }
        synchronized (this) {
            // a task, or another thread, may have advanced it further
            nanos = Math.max(nanos, until);
        }
    }

    /** Advances the time to the next task and runs it. Returns by how much the time was advanced. */
    Duration advanceToNext() {
        long before = nanoTime();
        Task next = next(Long.MAX_VALUE);
        if (next == null) {
            throw new AssertionError("no task is scheduled");
        }
        next.task.run();
        return Duration.ofNanos(Math.max(0, next.at - before));
    }

    private synchronized @Nullable Task next(long until) {
        removeFinished();
        Task next = tasks.peek();
        if (next == null || next.at > until) {
            return null;
        }
        nanos = Math.max(nanos, next.at);
        return tasks.remove();
    }

    /** Returns the number of pending waits, excluding timeouts. */
    synchronized int waits() {
        removeFinished();
        return Math.toIntExact(tasks.stream().filter(Task::isWait).count());
    }

    private void removeFinished() {
        tasks.removeIf(task -> task.task.isDone());
    }

    /** Returns once a task is scheduled, by whichever thread. */
    void awaitWaiting() throws InterruptedException {
        await("a task is scheduled", () -> {
            removeFinished();
            return !tasks.isEmpty();
        });
    }

    /** Returns once a condition holds, which is evaluated whenever a task is scheduled or {@link #changed} is called. */
    synchronized void await(String what, BooleanSupplier condition) throws InterruptedException {
        long limit = System.nanoTime() + MAX_WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            long left = Duration.ofNanos(limit - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("timed out waiting until " + what);
            }
            wait(left);
        }
    }

    /** Changes something that a test may be waiting for. */
    synchronized void changed(Runnable change) {
        change.run();
        notifyAll();
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
