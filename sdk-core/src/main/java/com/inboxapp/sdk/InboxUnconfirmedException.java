package com.inboxapp.sdk;

import com.inboxapp.sdk.model.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * It is unknown whether the operation took effect: its request was written, and no answer came that says so or denies it. The cause says what
 * happened: a lost connection, a time-out, the deadline, a closed client, an interrupted thread, an answer that cannot be read, or a status
 * that does not say that nothing was processed: 408, 3xx, 5xx, and those of 4xx that only a proxy has. Only operations that send or create fail like this, and they are not repeated, since the API has no idempotency key: a repeat may
 * deliver the same direct message twice.
 *
 * <p>For messages, {@link ConfirmedSends#confirm} finds out. For anything else, look for what should have been created before you create it
 * again.
 */
public final class InboxUnconfirmedException extends InboxException {
    private static final long serialVersionUID = 1L;
    private static final long LONGEST_ATTEMPT_NANOS = Duration.ofHours(1).toNanos();

    @SuppressWarnings("serial") // exceptions of the SDK are not meant to be serialized
    private final CallSubject subject;

    @SuppressWarnings("serial")
    private final CallListener.CallInfo call;

    private final Instant begun;
    private final Instant ended;
    private final long begunNanos;
    private final long endedNanos;

    @SuppressWarnings("serial")
    private final InboxScheduler time;

    private transient volatile @Nullable InboxUnconfirmedException earlier;
    private transient volatile @Nullable Message confirmed;
    private transient volatile int candidates;

    InboxUnconfirmedException(Execution execution, InboxScheduler time, InboxException cause) {
        super(
                execution.operation().id(),
                execution.attempts(),
                "it is unknown whether the request took effect"
                        + (execution.subject().sends()
                                ? "; confirm it before you send it again"
                                : "; look before you repeat it")
                        + ". What happened: " + cause.getMessage(),
                cause);
        this.subject = execution.subject();
        this.call = execution.info();
        this.begun = execution.attemptBegun();
        this.time = time;
        this.begunNanos = execution.attemptBegunNanos();
        // a clock of the program's own may fail, and the call must end all the same: then the attempt took all of its
        // time
        long longest = Math.min(Durations.nanos(execution.options().attemptTimeout()), LONGEST_ATTEMPT_NANOS);
        Instant endedAt = begun;
        long endedAtNanos = begunNanos + longest;
        try {
            endedAt = begun.plusNanos(longest);
            endedAt = Objects.requireNonNull(time.now());
            endedAtNanos = time.nanoTime();
        } catch (Throwable e) {
            // as above
        }
        this.ended = endedAt;
        this.endedNanos = endedAtNanos;
    }

    /**
     * What happened.
     *
     * @return never null
     */
    @Override
    public synchronized InboxException getCause() {
        return (InboxException) Objects.requireNonNull(super.getCause());
    }

    /**
     * What happened, and what was found out about it since.
     *
     * @return never null
     */
    @Override
    public String getMessage() {
        int found = candidates;
        return super.getMessage()
                + (found == 0
                        ? ""
                        : ". The thread has " + found + " message" + (found == 1 ? "" : "s")
                                + " that may be this one, with another text, time or author than is certain:"
                                + " look at the thread (ConfirmedSends.confirm hands them out) before you send it again");
    }

    /**
     * Whether the operation sends a message, so that {@link ConfirmedSends#confirm} can find out what became of it.
     *
     * @return false for operations that create something else
     */
    public boolean isSend() {
        return subject.sends();
    }

    /**
     * When the attempt began whose outcome is unknown.
     *
     * @return by this machine's clock
     */
    public Instant attemptBegun() {
        return begun;
    }

    /**
     * When the attempt ended whose outcome is unknown.
     *
     * @return by this machine's clock
     */
    public Instant attemptEnded() {
        return ended;
    }

    CallSubject subject() {
        return subject;
    }

    CallListener.CallInfo call() {
        return call;
    }

    /** How long ago the attempt began, by the clocks of the client that made it: the longer of two, since one may have been set, and the
     * other may stand still while the machine sleeps. */
    Duration sinceBegun() {
        Duration byClock = Duration.between(begun, time.now());
        Duration elapsed = Duration.ofNanos(time.nanoTime() - begunNanos);
        return byClock.compareTo(elapsed) > 0 ? byClock : elapsed;
    }

    /** How long ago the attempt ended. */
    Duration sinceEnded() {
        return Duration.ofNanos(time.nanoTime() - endedNanos);
    }

    /** Says which send of the same message came before this one, and was not found. */
    void repeats(InboxUnconfirmedException before) {
        earlier = before;
    }

    /** Of the same message, the first send that ended unconfirmed: what it left may show late. */
    InboxUnconfirmedException first() {
        InboxUnconfirmedException first = this;
        for (InboxUnconfirmedException send = this; send != null; send = send.earlier) {
            first = send;
        }
        return first;
    }

    /** The numbers of the calls that sent this message, the last one first. */
    List<Long> calls() {
        List<Long> calls = new ArrayList<>();
        for (InboxUnconfirmedException send = this; send != null; send = send.earlier) {
            calls.add(send.call.number());
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

    /** How many messages may be this one, without anybody knowing. */
    void candidates(int found) {
        candidates = found;
    }
}
