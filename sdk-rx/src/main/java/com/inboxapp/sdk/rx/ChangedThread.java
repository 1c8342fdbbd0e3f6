package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.EventType;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.runtime.JsonValue;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A thread that changed, and which of its messages may be new.
 *
 * <p>An event without a message id still has a time, and stands for one message. Every unknown message since that time
 * is new: it may have arrived in the meantime, and its own event then adds nothing. A message that was written long
 * before it became visible has an earlier time; therefore each of these events accounts for one unknown message,
 * whatever its time.
 */
final class ChangedThread {
    private final Set<String> ids = new HashSet<>();
    /** The number of events without a message id. */
    private int unnamed;
    /** The number of messages taken, now or before, whose event without a message id was or will be read. */
    private int accounted;

    private @Nullable Instant since;
    private final @Nullable Instant resumed;

    /**
     * Creates the state of a thread that was not read in this run.
     *
     * @param resumed the time up to which all events were handled before this run, or null; the server reports
     *     known messages after it again
     */
    ChangedThread(@Nullable Instant resumed) {
        this.resumed = resumed;
    }

    /**
     * Creates the state of a thread that was read before.
     *
     * @param ahead the number of messages taken before their events were read
     */
    ChangedThread(int ahead) {
        this.resumed = null;
        this.accounted = ahead;
    }

    /**
     * The content of an event about a new message: the thread, and the id of the message if the event has one. The API
     * does not document the event's data.
     */
    record News(ThreadId thread, @Nullable String message) {}

    /** Returns whether an event reports a new message, whatever its data. */
    static boolean isNews(Event event) {
        return EventType.MESSAGE_CREATED.equals(event.type());
    }

    /** Returns the content of such an event, or null if it does not name the thread. */
    static @Nullable News news(Event event) {
        JsonValue data = event.data();
        if (data == null || !(data.toJava() instanceof Map<?, ?> fields)) {
            return null;
        }
        String thread =
                first(text(fields, "threadId"), text(fields, "thread", "id"), text(fields, "message", "threadId"));
        String message = first(text(fields, "messageId"), text(fields, "message", "id"), null);
        return thread == null ? null : new News(ThreadId.fromServer(thread), message);
    }

    private static @Nullable String first(@Nullable String a, @Nullable String b, @Nullable String c) {
        return a != null ? a : b != null ? b : c;
    }

    private static @Nullable String text(Map<?, ?> fields, String... path) {
        Object value = fields;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value instanceof String text && !text.isEmpty() ? text : null;
    }

    /** Records an event that names a message. */
    void add(String message) {
        ids.add(message);
    }

    /** Records an event that does not name its message. */
    void addUnnamed(Instant from) {
        unnamed++;
        addSince(from);
    }

    /** Records that every message from a time on may be new. */
    void addSince(Instant time) {
        since = since == null || time.isBefore(since) ? time : since;
    }

    /** Adds everything that another instance recorded. */
    void addAll(ChangedThread other) {
        ids.addAll(other.ids);
        unnamed += other.unnamed;
        accounted = Math.max(accounted, other.accounted);
        if (other.since != null) {
            addSince(other.since);
        }
    }

    /**
     * Returns whether a message is new. To be called for the messages from the newest on.
     *
     * @param time when it was written, or null if unreadable
     * @param known whether the message is already known
     * @param floor messages up to this time are not new unless an event names them
     */
    boolean takes(String id, @Nullable Instant time, boolean known, Instant floor) {
        if (ids.remove(id)) {
            return true;
        }
        boolean reportedAgain = known && resumed != null && time != null && time.isAfter(resumed);
        boolean isNew = !known && mayBeNew(time, floor);
        accounted += reportedAgain || isNew ? 1 : 0;
        return isNew;
    }

    /** Returns the number of messages that were taken before their events were read. */
    int ahead() {
        return Math.max(0, accounted - unnamed);
    }

    private boolean mayBeNew(@Nullable Instant time, Instant floor) {
        return (time == null || time.isAfter(floor)) && (unnamed > accounted || isSince(time));
    }

    private boolean isSince(@Nullable Instant time) {
        return since != null && time != null && !time.isBefore(since);
    }

    /**
     * Returns whether messages older than a page may be new.
     *
     * @param oldest when the oldest message of the page was written, or null if unknown
     */
    boolean goesOnBefore(@Nullable Instant oldest, Instant floor) {
        return oldest == null || !ids.isEmpty() || mayBeNew(oldest, floor);
    }

    /** Returns a copy to modify, so that a failed read can be retried. */
    ChangedThread copy() {
        ChangedThread copy = new ChangedThread(resumed);
        copy.addAll(this);
        return copy;
    }
}
