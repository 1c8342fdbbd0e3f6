package com.inboxapp.sdk;

import com.inboxapp.sdk.runtime.Safety;
import java.time.Instant;
import java.util.Objects;
import okhttp3.Request;

/** One execution of a call: its inputs and its progress. */
final class Execution {
    private final Operation operation;
    private final Request request;
    private final SendContext context;
    private final CallOptions options;
    private final Cancellation cancellation;
    private final CallListener.CallInfo info;
    private final long startedNanos;
    private volatile int attempts;
    private volatile boolean mayHaveActed;
    private volatile boolean written;
    private volatile boolean useOtherConnection;
    private volatile boolean decisive;
    private volatile Instant attemptStartedAt;
    private volatile long attemptStartedNanos;

    Execution(
            Operation operation,
            Request request,
            CallOptions options,
            Cancellation cancellation,
            long number,
            InboxScheduler time) {
        this.operation = operation;
        this.request = request;
        this.context = SendContext.of(request);
        this.options = options;
        this.cancellation = cancellation;
        this.info = new CallListener.CallInfo(number, operation.id());
        this.startedNanos = time.nanoTime();
        this.attemptStartedAt = moment(time);
        this.attemptStartedNanos = startedNanos;
    }

    Operation operation() {
        return operation;
    }

    Request request() {
        return request;
    }

    SendContext context() {
        return context;
    }

    CallOptions options() {
        return options;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    CallListener.CallInfo info() {
        return info;
    }

    long startedNanos() {
        return startedNanos;
    }

    /** Returns the deadline of the operation, on the clock of {@link InboxScheduler#nanoTime()}. */
    long deadlineNanos() {
        return startedNanos + Durations.nanos(options.deadline());
    }

    /** Returns the current time. A custom clock that returns null fails here, before anything is written, like one that throws. */
    private static Instant moment(InboxScheduler time) {
        return Objects.requireNonNull(time.now(), "InboxScheduler.now()");
    }

    /** Starts the next attempt and returns its number. Attempts of one execution never overlap. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    int nextAttempt(InboxScheduler time) {
        attemptStartedAt = moment(time);
        attemptStartedNanos = time.nanoTime();
        written = false;
        return ++attempts;
    }

    int attempts() {
        return attempts;
    }

    Instant attemptStartedAt() {
        return attemptStartedAt;
    }

    long attemptStartedNanos() {
        return attemptStartedNanos;
    }

    /** Records that the request of the current attempt, or a part of it, may have left this machine. */
    void written() {
        written = true;
    }

    boolean isWritten() {
        return written;
    }

    /**
     * Records that a connection refused the request before anything was processed, or delivered the response to another request. The next
     * attempt uses a different connection.
     */
    void useOtherConnection() {
        useOtherConnection = true;
    }

    boolean needsOtherConnection() {
        return useOtherConnection;
    }

    /** Records that the response decides whether a message is sent again. */
    void decides() {
        decisive = true;
    }

    /**
     * Returns whether the execution needs a separate connection. An HTTP/1.1 server may write the response to another request late, and it
     * must not be taken for the response to this one.
     */
    boolean needsOwnConnection() {
        return decisive || operation.safety() == Safety.UNSAFE;
    }

    /** Records that an attempt that will be retried may have reached the server and taken effect. */
    void mayHaveActed() {
        mayHaveActed = true;
    }

    boolean mayHaveActedBefore() {
        return mayHaveActed;
    }
}
