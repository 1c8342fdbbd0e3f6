package com.inboxapp.sdk;

import com.inboxapp.sdk.model.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when it is unknown whether an operation took effect: the request was written, but no response shows whether it was processed. Only
 * operations that send or create fail with it. They are not retried then, since the API has no idempotency key: a retry may deliver
 * the same direct message twice.
 *
 * <p>The cause is the exception that describes what happened: a lost connection, a timeout, the deadline, a closed client, an interrupted
 * thread, a response that cannot be decoded, or a status that does not rule out that the request was processed. Such statuses are 408, 3xx,
 * 5xx, and the 4xx statuses that only proxies use.
 *
 * <p>For a message, {@link ConfirmedSends#confirm} finds out whether it was sent. For anything else, check whether the object was created
 * before you create it again.
 *
 * <p>A deserialized exception cannot be confirmed, since its serialized form has no text: look into the thread yourself.
 */
public final class InboxUnconfirmedException extends InboxException {
    private static final long serialVersionUID = 1L;
    private static final long MAX_ATTEMPT_NANOS = Duration.ofHours(1).toNanos();

    private final boolean send;
    private final @Nullable String thread;
    private final Instant startedAt;
    private final Instant ended;
    private volatile int candidates;

    // what only confirm needs is not serialized: it includes the text, and clocks of this process
    private final transient @Nullable SendContext context;
    private final transient CallListener.@Nullable CallInfo call;
    private final transient @Nullable InboxScheduler time;
    private final transient long startedNanos;
    private final transient long endedNanos;
    private transient volatile @Nullable InboxUnconfirmedException earlier;
    private transient volatile @Nullable Message confirmed;

    InboxUnconfirmedException(Execution execution, InboxScheduler time, InboxException cause) {
        super(
                execution.operation().id(),
                execution.attempts(),
                "it is unknown whether the request took effect"
                        + (execution.context().sends()
                                ? "; confirm it before you send it again"
                                : "; check whether it did before you retry it")
                        + ". Cause: " + cause.getMessage(),
                cause);
        SendContext about = execution.context();
        this.context = about;
        this.send = about.sends();
        this.thread = about.thread() == null ? null : about.thread().value();
        this.call = execution.info();
        this.startedAt = execution.attemptStartedAt();
        this.time = time;
        this.startedNanos = execution.attemptStartedNanos();
        // a user's scheduler may fail, but the call must end: then assume that the attempt took its whole timeout
        long max = Math.min(Durations.nanos(execution.options().attemptTimeout()), MAX_ATTEMPT_NANOS);
        Instant endedAt = startedAt;
        long endedAtNanos = startedNanos + max;
        try {
            endedAt = startedAt.plusNanos(max);
            endedAt = Objects.requireNonNull(time.now());
            endedAtNanos = time.nanoTime();
        } catch (Throwable e) {
            // as above
        }
        this.ended = endedAt;
        this.endedNanos = endedAtNanos;
    }

    /**
     * Returns the exception that describes what happened.
     *
     * @return the cause; never null
     */
    @Override
    public synchronized InboxException getCause() {
        return (InboxException) Objects.requireNonNull(super.getCause());
    }

    /**
     * Returns the message. It includes the number of candidates, if {@link ConfirmedSends} has found any since.
     *
     * @return the message; never null
     */
    @Override
    public String getMessage() {
        int found = candidates;
        return super.getMessage()
                + (found == 0
                        ? ""
                        : ". The thread has " + found + " message" + (found == 1 ? "" : "s")
                                + " that may be this one, with another text, another time or an unknown author:"
                                + " check the thread (ConfirmedSends.confirm returns them) before you send it again");
    }

    /**
     * Returns whether the operation sends a message, so that {@link ConfirmedSends#confirm} can find out whether it was sent.
     *
     * @return false for operations that create something else
     */
    public boolean isSend() {
        return send;
    }

    /**
     * Returns when the unconfirmed attempt started.
     *
     * @return the time by this machine's clock
     */
    public Instant attemptStartedAt() {
        return startedAt;
    }

    /**
     * Returns when the unconfirmed attempt ended.
     *
     * @return the time by this machine's clock
     */
    public Instant attemptEndedAt() {
        return ended;
    }

    /** Returns whether this exception was deserialized, so that it lacks what the confirmation needs. */
    boolean isDeserialized() {
        return context == null;
    }

    /** Returns the id of the thread that the operation wrote into, or null if the operation names none. */
    @Nullable
    String thread() {
        return thread;
    }

    SendContext context() {
        return Objects.requireNonNull(context);
    }

    CallListener.CallInfo call() {
        return Objects.requireNonNull(call);
    }

    /**
     * Returns the time since the attempt started, by the clocks of the client that made it: the longer of wall-clock and monotonic time.
     * The wall clock may have been set, and the monotonic clock may stop while the machine sleeps.
     */
    Duration sinceStart() {
        InboxScheduler clocks = Objects.requireNonNull(time);
        Duration byClock = Duration.between(startedAt, clocks.now());
        Duration elapsed = Duration.ofNanos(clocks.nanoTime() - startedNanos);
        return byClock.compareTo(elapsed) > 0 ? byClock : elapsed;
    }

    /** Returns the time since the attempt ended. */
    Duration sinceEnded() {
        return Duration.ofNanos(Objects.requireNonNull(time).nanoTime() - endedNanos);
    }

    /** Sets the previous send of the same message, which was not found. */
    void repeats(InboxUnconfirmedException before) {
        earlier = before;
    }

    /** Returns the first unconfirmed send of the same message. Its message may appear late. */
    InboxUnconfirmedException first() {
        InboxUnconfirmedException first = this;
        for (InboxUnconfirmedException each = this; each != null; each = each.earlier) {
            first = each;
        }
        return first;
    }

    /** Returns the numbers of the calls that sent this message, newest first. */
    List<Long> calls() {
        List<Long> calls = new ArrayList<>();
        for (InboxUnconfirmedException each = this; each != null; each = each.earlier) {
            calls.add(each.call().number());
        }
        return calls;
    }

    @Nullable
    Message confirmed() {
        return confirmed;
    }

    void confirmed(Message message) {
        confirmed = message;
    }

    /** Sets how many messages of the thread may be this one. */
    void candidates(int found) {
        candidates = found;
    }
}
