package com.inboxapp.sdk;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call on its way to its turn. What changes is guarded by its pacer. */
final class WaitingCall {
    final PacedRequest request;
    final int attempts;
    final Priority priority;
    /** Nanoseconds since the pacer was made, or Long.MAX_VALUE. */
    final long deadline;

    final Consumer<Duration> waiting;
    final CompletableFuture<Turn> turn = new CompletableFuture<>();

    /** Where it came among all calls; lower is earlier. Negative before it has joined the line. */
    long order = -1;
    /** How many calls of the same account link and priority, and how many of its sends, were ahead when it came. */
    int aheadInAccount;

    int sendsAhead;
    /** How many later calls have gone before it. */
    int overtaken;
    /** Whether it has been told that it waits. */
    boolean told;
    /** Whether it is over: granted, refused, cancelled. */
    boolean over;

    WaitingCall(PacedRequest request, int attempts, Priority priority, long deadline, Consumer<Duration> waiting) {
        this.request = request;
        this.attempts = attempts;
        this.priority = priority;
        this.deadline = deadline;
        this.waiting = waiting;
    }

    InboxThrottledException tooMany(int waiting) {
        return throttled(
                "no turn is free, and " + waiting
                        + " calls wait for theirs already: make fewer calls at a time, or raise mostWaiting",
                Duration.ZERO);
    }

    InboxThrottledException tooLate(long wait) {
        Duration needed = Duration.ofNanos(wait);
        return throttled(
                "its turn would come in " + needed + ", after the deadline: allow more time, or make fewer calls",
                needed);
    }

    InboxThrottledException failed(@Nullable Throwable failure) {
        InboxThrottledException exception = throttled(
                "the rate budget failed: "
                        + (failure == null ? "no admission" : failure.getClass().getName()),
                Duration.ZERO);
        if (failure != null) {
            exception.addSuppressed(failure);
        }
        return exception;
    }

    /** The queue cannot keep it. */
    InboxThrottledException unqueued(Throwable failure) {
        InboxThrottledException exception = throttled(
                "the wait for its turn failed: " + failure.getClass().getName() + "; the request was not sent",
                Duration.ZERO);
        exception.addSuppressed(failure);
        return exception;
    }

    private InboxThrottledException throttled(String message, Duration needed) {
        return new InboxThrottledException(request.operation(), attempts, message, needed);
    }
}
