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

/** Time that stands still until a test moves it. Tasks run in the thread that moves it, in the order of their time. */
final class VirtualTime implements InboxScheduler {
    /** Of a class of the SDK whose tasks end a wait, where those of others are time-outs of what is at work. */
    private static final String WAITS = "com.inboxapp.sdk.Cancellation";

    private static final Duration LONGEST = Duration.ofMinutes(1);

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

    /** Runs what is due until then, each task at its own time. */
    void advance(Duration duration) {
        long until = nanoTime() + duration.toNanos();
        for (Task next = next(until); next != null; next = next(until)) {
            next.task.run();
        }
        synchronized (this) {
            // a task, or another thread, may have moved it further
            nanos = Math.max(nanos, until);
        }
    }

    /** Goes to the next task that waits, and runs it; answers how far that was. */
    Duration advanceToNext() {
        long before = nanoTime();
        Task next = next(Long.MAX_VALUE);
        if (next == null) {
            throw new AssertionError("nothing waits");
        }
        next.task.run();
        return Duration.ofNanos(Math.max(0, next.at - before));
    }

    private synchronized @Nullable Task next(long until) {
        forgetCancelled();
        Task next = tasks.peek();
        if (next == null || next.at > until) {
            return null;
        }
        nanos = Math.max(nanos, next.at);
        return tasks.remove();
    }

    /** How many waits, time-outs left out, nobody has ended. */
    synchronized int waits() {
        forgetCancelled();
        return Math.toIntExact(tasks.stream().filter(Task::isWait).count());
    }

    private void forgetCancelled() {
        tasks.removeIf(task -> task.task.isDone());
    }

    /** Returns once a task waits, whichever thread it comes from. */
    void awaitWaiting() throws InterruptedException {
        await("something waits", () -> {
            forgetCancelled();
            return !tasks.isEmpty();
        });
    }

    /** Returns once something is so, which is looked at whenever a task has come or {@link #changed} was called. */
    synchronized void await(String what, BooleanSupplier isSo) throws InterruptedException {
        long limit = System.nanoTime() + LONGEST.toNanos();
        while (!isSo.getAsBoolean()) {
            long left = Duration.ofNanos(limit - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("in vain it was waited until " + what);
            }
            wait(left);
        }
    }

    /** Something that a test may wait for is different now. */
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
