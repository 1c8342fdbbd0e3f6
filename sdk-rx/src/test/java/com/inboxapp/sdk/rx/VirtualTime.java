package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxScheduler;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Time that stands still until a test moves it. Tasks run in the thread that moves it. */
final class VirtualTime implements InboxScheduler {
    private record Task(long at, FutureTask<?> future) {}

    private final TestScheduler scheduler = new TestScheduler();
    private final List<Task> tasks = new CopyOnWriteArrayList<>();
    private final Instant start = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant now() {
        return start.plusNanos(nanoTime());
    }

    @Override
    public long nanoTime() {
        return scheduler.now(TimeUnit.NANOSECONDS);
    }

    @Override
    public synchronized Future<?> schedule(Runnable task, Duration delay) {
        FutureTask<?> future = new FutureTask<>(task, null);
        var unused = scheduler.scheduleDirect(future, delay.toNanos(), TimeUnit.NANOSECONDS);
        tasks.add(new Task(nanoTime() + delay.toNanos(), future));
        notifyAll();
        return future;
    }

    /** Runs what is due until then, each task at its own time. */
    void advance(Duration duration) {
        scheduler.advanceTimeBy(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Goes to the next task that waits, and runs it. */
    Duration advanceToNext() {
        Duration wait = nextIn();
        advance(wait);
        return wait;
    }

    /** How long the next task still waits. */
    synchronized Duration nextIn() {
        return Duration.ofNanos(waiting().stream().mapToLong(Task::at).min().orElseThrow() - nanoTime());
    }

    private List<Task> waiting() {
        tasks.removeIf(task -> task.future.isDone());
        return tasks;
    }

    /** Returns once a task waits, whichever thread it comes from. */
    synchronized void awaitWaiting() throws InterruptedException {
        long limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (waiting().isEmpty()) {
            long left = Duration.ofNanos(limit - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("nothing waits");
            }
            wait(left);
        }
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
