package com.inboxapp.sdk.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The events since the start of the sandbox, in order. Events are kept for seven days. */
final class EventLog {

    private static final Duration RETENTION = Duration.ofDays(7);

    /** An event and its JSON in the API. */
    record Event(long seq, Instant time, ObjectNode json) {}

    private final Inbox inbox;
    private final ResponseWriter writer;
    private final ArrayDeque<Event> events = new ArrayDeque<>();
    private final Consumer<Event> listener;
    private long lastSeq;

    /**
     * Creates an empty log.
     *
     * @param listener called with each new event
     */
    EventLog(Inbox inbox, ResponseWriter writer, Consumer<Event> listener) {
        this.inbox = inbox;
        this.writer = writer;
        this.listener = listener;
    }

    /** Returns the event with the id, or empty if there is none or it has expired. */
    Optional<Event> find(String id) {
        return after(0, Long.MAX_VALUE).stream()
                .filter(event -> event.json().path("id").stringValue().equals(id))
                .findFirst();
    }

    void thread(String type, InboxThread thread) {
        add("thread." + type, ResponseWriter.object().set("thread", writer.thread(thread)));
    }

    void message(String type, InboxThread thread, ChatMessage message) {
        add("message." + type, messageData(thread, message));
    }

    void reaction(String type, InboxThread thread, ChatMessage message, String emoji) {
        add("message." + type, messageData(thread, message).put("emoji", emoji));
    }

    void prospect(String type, Prospect prospect) {
        add("prospect." + type, ResponseWriter.object().set("prospect", writer.prospectWithContext(prospect)));
    }

    /** Adds an event of a tag or a status, such as {@code tag.created}. */
    void label(String kind, String type, JsonNode label) {
        add(kind + "." + type, ResponseWriter.object().set(kind, label));
    }

    /** Returns the events after a sequence number, oldest first, at most {@code limit} of them. */
    List<Event> after(long seq, long limit) {
        Instant oldest = inbox.now().minus(RETENTION);
        while (!events.isEmpty() && events.getFirst().time().isBefore(oldest)) {
            events.removeFirst();
        }
        return events.stream().filter(event -> event.seq() > seq).limit(limit).toList();
    }

    private ObjectNode messageData(InboxThread thread, ChatMessage message) {
        return ResponseWriter.object()
                .set("message", writer.message(thread, message))
                .set("thread", writer.thread(thread));
    }

    private void add(String type, ObjectNode data) {
        Instant now = inbox.now();
        lastSeq++;
        ObjectNode json = ResponseWriter.object()
                .put("id", inbox.ids.next())
                .put("seq", lastSeq)
                .put("teamId", Inbox.TEAM_ID)
                .put("type", type)
                .put("timestamp", Cursor.text(now))
                .put("version", "1.0")
                .set("data", data);
        Event event = new Event(lastSeq, now, json);
        events.add(event);
        listener.accept(event);
    }
}
