package com.inboxapp.sdk;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;

/**
 * Time, and waiting. Whatever the SDK waits for, it waits for here: deadlines, retries, pacing, polling. The default uses the system's clocks
 * and one daemon thread, which ends when there is nothing to wait for.
 *
 * <p>Implement it to run a test in virtual time, or to wait on a scheduler that the program has anyway. Implementations are called by many
 * threads at once.
 */
public interface InboxScheduler {
    /**
     * The time of day, for whatever the server says in dates.
     *
     * @return the present moment; it may jump
     */
    Instant now();

    /**
     * A time that only goes forward, for durations.
     *
     * @return nanoseconds since an arbitrary moment, as {@link System#nanoTime()} counts them
     */
    long nanoTime();

    /**
     * Runs a task once, later.
     *
     * @param task what to run; it is short and throws nothing
     * @param delay how much later, zero or more
     * @return cancels the task if it has not begun; cancelling must be cheap, since nearly every task is cancelled
     */
    Future<?> schedule(Runnable task, Duration delay);
}
