package com.inboxapp.sdk;

import com.inboxapp.sdk.runtime.Safety;
import java.time.Instant;
import java.util.Objects;
import okhttp3.Request;

/** One execution of a call: what it is, and how far it has come. */
final class Execution {
    private final Operation operation;
    private final Request request;
    private final CallSubject subject;
    private final CallOptions options;
    private final Cancellation cancellation;
    private final CallListener.CallInfo info;
    private final long begunNanos;
    private volatile int attempts;
    private volatile boolean mayHaveActed;
    private volatile boolean written;
    private volatile boolean refused;
    private volatile boolean decisive;
    private volatile Instant attemptBegun;
    private volatile long attemptBegunNanos;

    Execution(
            Operation operation,
            Request request,
            CallOptions options,
            Cancellation cancellation,
            long number,
            InboxScheduler time) {
        this.operation = operation;
        this.request = request;
        this.subject = CallSubject.of(request);
        this.options = options;
        this.cancellation = cancellation;
        this.info = new CallListener.CallInfo(number, operation.id());
        this.begunNanos = time.nanoTime();
        this.attemptBegun = moment(time);
        this.attemptBegunNanos = begunNanos;
    }

    Operation operation() {
        return operation;
    }

    Request request() {
        return request;
    }

    CallSubject subject() {
        return subject;
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

    long begunNanos() {
        return begunNanos;
    }

    /** When the operation has to be over, as {@link InboxScheduler#nanoTime()} counts. */
    long deadlineNanos() {
        return begunNanos + Durations.nanos(options.deadline());
    }

    /** A clock of the program's own that has no time fails before anything is written, as one does that throws. */
    private static Instant moment(InboxScheduler time) {
        return Objects.requireNonNull(time.now(), "InboxScheduler.now()");
    }

    /** Attempts of one execution are one after the other. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    int nextAttempt(InboxScheduler time) {
        attemptBegun = moment(time);
        attemptBegunNanos = time.nanoTime();
        written = false;
        return ++attempts;
    }

    int attempts() {
        return attempts;
    }

    Instant attemptBegun() {
        return attemptBegun;
    }

    long attemptBegunNanos() {
        return attemptBegunNanos;
    }

    /** The request of the attempt that runs, or a part of it, may have left this machine. */
    void written() {
        written = true;
    }

    boolean isWritten() {
        return written;
    }

    /** A connection has refused the request before anything was processed, or gave another's answer: the next attempt is made on another one. */
    void refused() {
        refused = true;
    }

    boolean isRefused() {
        return refused;
    }

    /** What it is answered decides whether a message is sent again. */
    void decides() {
        decisive = true;
    }

    /** Whether an answer to another request, which an HTTP/1.1 server may write late, must not be taken for its own. */
    boolean needsItsOwnConnection() {
        return decisive || operation.safety() == Safety.UNSAFE;
    }

    /** An attempt that is going to be repeated had reached the server, perhaps, and may have had its effect. */
    void mayHaveActed() {
        mayHaveActed = true;
    }

    boolean mayHaveActedBefore() {
        return mayHaveActed;
    }
}
