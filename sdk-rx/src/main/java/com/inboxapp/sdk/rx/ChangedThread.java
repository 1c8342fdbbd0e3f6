package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.EventType;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.runtime.JsonValue;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A thread in which something changed, and what is known of the messages that are new in it. */
final class ChangedThread {
    private final Set<String> ids = new HashSet<>();
    private int unnamed;
    private @Nullable Instant since;

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

    /** An event told of a message. */
    void add(@Nullable String message) {
        if (message == null) {
            unnamed++;
        } else {
            ids.add(message);
        }
    }

    /** Everything from a time on may be new. */
    void addSince(Instant time) {
        since = since == null || time.isBefore(since) ? time : since;
    }

    /** All that another one has noted too. */
    void addAll(ChangedThread other) {
        ids.addAll(other.ids);
        unnamed += other.unnamed;
        if (other.since != null) {
            addSince(other.since);
        }
    }

    /** Whether a message is one of those that are new; asked of them from the newest on. */
    boolean takes(Message message) {
        if (ids.remove(message.id().value())) {
            return true;
        }
        if (since != null && !message.createdAt().isBefore(since)) {
            return true;
        }
        if (unnamed > 0) {
            unnamed--;
            return true;
        }
        return false;
    }

    /** One of those that are new, or not, cannot be read. */
    void leaveOut(String json) {
        try {
            if (JsonValue.of(json).toJava() instanceof Map<?, ?> fields
                    && ids.remove(String.valueOf(fields.get("id")))) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // not even JSON: it counts as one that has no name
        }
        unnamed = Math.max(0, unnamed - 1);
    }

    /** Whether older messages than this one may be new. */
    boolean goesOnBefore(Message oldest) {
        return !ids.isEmpty()
                || unnamed > 0
                || (since != null && !oldest.createdAt().isBefore(since));
    }

    /** A copy to ask, so that a read that fails can be repeated. */
    ChangedThread copy() {
        ChangedThread copy = new ChangedThread();
        copy.addAll(this);
        return copy;
    }
}
