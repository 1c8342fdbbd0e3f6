package com.inboxapp.sdk;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;

/**
 * The clock and timer of a client. All waits of the SDK use it: deadlines, retries, rate limits, polling. The default implementation uses
 * the system's clocks and one daemon thread, which ends when no task is scheduled.
 *
 * <p>Implement it to run tests in virtual time, or to use an existing scheduler. Implementations must be thread-safe.
 */
public interface InboxScheduler {
    /**
     * Returns the current time of day. The SDK compares it with dates from the server.
     *
     * @return the current time; it may jump
     */
    Instant now();

    /**
     * Returns a monotonic time, for measuring durations.
     *
     * @return nanoseconds since an arbitrary origin, like {@link System#nanoTime()}
     */
    long nanoTime();

    /**
     * Runs a task once, after a delay.
     *
     * @param task the task; it is short and throws nothing
     * @param delay the delay, zero or longer
     * @return a future that cancels the task if it has not started; cancelling must be cheap, since nearly every task is cancelled
     */
    Future<?> schedule(Runnable task, Duration delay);
}
