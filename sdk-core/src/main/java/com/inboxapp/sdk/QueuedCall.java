package com.inboxapp.sdk;

import com.inboxapp.sdk.ratelimit.RateLimitedRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A queued call that waits for a permit. Its mutable fields are guarded by its {@link CallScheduler}. */
final class QueuedCall {
    final RateLimitedRequest request;
    final int attempts;
    final Priority priority;
    /** The deadline in nanoseconds since the {@link CallScheduler} was created, or Long.MAX_VALUE. */
    final long deadline;

    final Consumer<Duration> waiting;
    final CompletableFuture<Permit> permit = new CompletableFuture<>();

    /** The position in order of arrival; lower is earlier. Negative before the call has joined the queue. */
    long order = -1;
    /** How many calls of the same account link and priority were ahead on arrival, and how many sends of the account link. */
    int aheadInAccount;

    int sendsAhead;
    /** How many later calls were granted a permit before this one. */
    int overtaken;
    /** Whether the call was notified that it waits. */
    boolean notified;
    /** Whether the call has left the queue: granted, rejected or cancelled. */
    boolean over;

    QueuedCall(RateLimitedRequest request, int attempts, Priority priority, long deadline, Consumer<Duration> waiting) {
        this.request = request;
        this.attempts = attempts;
        this.priority = priority;
        this.deadline = deadline;
        this.waiting = waiting;
    }

    InboxRateLimitException tooMany(int waiting) {
        return throttled(
                "no permit is available, and " + waiting
                        + " calls are queued already: make fewer concurrent calls, or raise maxQueuedCalls",
                Duration.ZERO);
    }

    InboxRateLimitException tooLate(long wait) {
        Duration needed = Duration.ofNanos(wait);
        return throttled(
                "a permit would be available in " + needed
                        + ", after the deadline: extend the deadline, or make fewer calls",
                needed);
    }

    InboxRateLimitException failed(@Nullable Throwable failure) {
        InboxRateLimitException exception = throttled(
                "the rate limiter failed: "
                        + (failure == null ? "no decision" : failure.getClass().getName()),
                Duration.ZERO);
        if (failure != null) {
            exception.addSuppressed(failure);
        }
        return exception;
    }

    /** Returns the exception for a call that the queue cannot keep. */
    InboxRateLimitException unqueued(Throwable failure) {
        InboxRateLimitException exception = throttled(
                "queueing the call failed: " + failure.getClass().getName() + "; the request was not sent",
                Duration.ZERO);
        exception.addSuppressed(failure);
        return exception;
    }

    private InboxRateLimitException throttled(String message, Duration needed) {
        return new InboxRateLimitException(request.operation(), attempts, message, needed);
    }
}
