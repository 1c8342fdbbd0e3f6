package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.MessagePage;
import com.inboxapp.sdk.runtime.JsonValue;
import com.inboxapp.sdk.runtime.LenientPage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A page of messages, some of which may be unreadable.
 *
 * @param entries its entries, newest first
 * @param nextCursor the cursor of the next page, with older messages, or null
 */
record MessageList(List<Entry> entries, @Nullable Cursor nextCursor) {
    /**
     * A message, or the id and time of one that cannot be decoded.
     *
     * @param message the message, null if it cannot be decoded
     * @param id its id; if that cannot be decoded either, a digest of its text
     * @param time when it was written, null if that cannot be decoded either
     */
    record Entry(
            @Nullable Message message, String id, @Nullable Instant time) {}

    static MessageList of(MessagePage page) {
        return new MessageList(page.messages().stream().map(MessageList::entry).toList(), page.nextCursor());
    }

    static MessageList of(List<LenientPage.Element<Message>> elements, @Nullable Cursor nextCursor) {
        return new MessageList(
                elements.stream()
                        .map(element -> element.value() == null ? unreadable(element.json()) : entry(element.value()))
                        .toList(),
                nextCursor);
    }

    private static Entry entry(Message message) {
        return new Entry(message, message.id().value(), message.createdAt());
    }

    private static Entry unreadable(String json) {
        Map<?, ?> fields = fields(json);
        String id = fields.get("id") instanceof String text && !text.isEmpty()
                ? text
                : ByteString.encodeUtf8(json).sha256().hex();
        return new Entry(null, id, time(fields, "createdAt"));
    }

    static Map<?, ?> fields(String json) {
        try {
            return JsonValue.of(json).toJava() instanceof Map<?, ?> fields ? fields : Map.of();
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    static @Nullable Instant time(Map<?, ?> fields, String name) {
        try {
            return fields.get(name) instanceof String text ? Instant.parse(text) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
