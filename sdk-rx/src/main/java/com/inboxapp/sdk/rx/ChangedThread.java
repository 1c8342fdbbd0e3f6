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
 * A thread in which something changed, and what is known of the messages that are new in it.
 *
 * <p>An event that names no message says when something happened, and that it was one message. Whatever is not older than that is new, unless
 * it was seen: another message may have come meanwhile, whose own event then tells of nothing more. One that was written long before it became
 * visible is older, so that each of these events stands for one message that was not seen.
 */
final class ChangedThread {
    private final Set<String> ids = new HashSet<>();
    /** How many events named no message. */
    private int unnamed;
    /** How many messages were taken, or had been, for which such an event was or will be read. */
    private int accounted;

    private @Nullable Instant since;
    private final @Nullable Instant resumed;

    /**
     * A thread that was not read in this run.
     *
     * @param resumed until when all events were done before this run, or null: what was seen of later ones is told of once more
     */
    ChangedThread(@Nullable Instant resumed) {
        this.resumed = resumed;
    }

    /** A thread that was read before, and in which so many messages were taken whose events were not read. */
    ChangedThread(int ahead) {
        this.resumed = null;
        this.accounted = ahead;
    }

    /** What an event says of a new message: the thread, and the message's id if it has one. The shape of its data is not documented. */
    record News(ThreadId thread, @Nullable String message) {}

    /** Whether an event tells of a new message, whatever its data says. */
    static boolean isNews(Event event) {
        return EventType.MESSAGE_CREATED.equals(event.type());
    }

    /** What such an event says; null if it does not say which thread it is about. */
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

    /** An event told of a message by its id. */
    void add(String message) {
        ids.add(message);
    }

    /** An event told of a message without its id. */
    void addUnnamed(Instant from) {
        unnamed++;
        addSince(from);
    }

    /** Everything from a time on may be new. */
    void addSince(Instant time) {
        since = since == null || time.isBefore(since) ? time : since;
    }

    /** All that another one has noted too. */
    void addAll(ChangedThread other) {
        ids.addAll(other.ids);
        unnamed += other.unnamed;
        accounted = Math.max(accounted, other.accounted);
        if (other.since != null) {
            addSince(other.since);
        }
    }

    /**
     * Whether a message is one of those that are new; asked of them from the newest on.
     *
     * @param time when it was written, or null if that cannot be read
     * @param known whether it is known already
     * @param floor what is not later than this is not new, unless an event names it
     */
    boolean takes(String id, @Nullable Instant time, boolean known, Instant floor) {
        if (ids.remove(id)) {
            return true;
        }
        boolean toldAgain = known && resumed != null && time != null && time.isAfter(resumed);
        boolean isNew = !known && mayBeNew(time, floor);
        accounted += toldAgain || isNew ? 1 : 0;
        return isNew;
    }

    /** How many messages were taken whose events were not read yet. */
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
     * Whether older messages than this one may be new.
     *
     * @param oldest when it was written, or null if that is not known
     */
    boolean goesOnBefore(@Nullable Instant oldest, Instant floor) {
        return oldest == null || !ids.isEmpty() || mayBeNew(oldest, floor);
    }

    /** A copy to ask, so that a read that fails can be repeated. */
    ChangedThread copy() {
        ChangedThread copy = new ChangedThread(resumed);
        copy.addAll(this);
        return copy;
    }
}
