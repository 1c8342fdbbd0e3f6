package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxPaginationException;
import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.EventPage;
import com.inboxapp.sdk.runtime.JsonValue;
import com.inboxapp.sdk.runtime.LenientPage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A page of events, some of which may be unreadable.
 *
 * @param entries its entries, in order
 * @param hasMore whether there are more events after it
 * @param lastSeq the last number of the page, null if the server does not send it
 */
record EventList(
        List<Entry> entries, boolean hasMore, @Nullable Long lastSeq) {
    /**
     * An event, or the text of one that cannot be decoded.
     *
     * @param event the event, null if it cannot be decoded
     * @param seq its number, null if that cannot be decoded either
     * @param json its text if it cannot be decoded, otherwise empty
     */
    record Entry(@Nullable Event event, @Nullable Long seq, String json) {
        /** Returns when it happened, or null if that cannot be decoded either. */
        @Nullable
        Instant time() {
            return event != null ? event.timestamp() : MessageList.time(MessageList.fields(json), "timestamp");
        }

        /** Does not include the text, which may be that of a message. */
        @Override
        public String toString() {
            return "Entry[seq=" + seq + (event == null ? ", unreadable]" : "]");
        }
    }

    /**
     * Converts a page that was decoded as a whole.
     *
     * @throws InboxPaginationException if an event has a negative number
     */
    static EventList of(EventPage page) {
        if (page.events().stream().anyMatch(event -> event.seq() < 0)) {
            throw new InboxPaginationException(
                    "events.list", "an event has a negative number, which cannot be sent as afterSeq");
        }
        return new EventList(
                page.events().stream()
                        .map(event -> new Entry(event, event.seq(), ""))
                        .toList(),
                page.hasMore(),
                page.lastSeq() == null || page.lastSeq() < 0 ? null : page.lastSeq());
    }

    /**
     * Converts a page that was decoded element by element. A number above the server's last number is treated as
     * missing.
     */
    static EventList of(
            List<LenientPage.Element<Event>> elements, @Nullable JsonValue hasMore, @Nullable JsonValue lastSeq) {
        Long last = lastSeq == null ? null : number(lastSeq.toJava());
        return new EventList(
                elements.stream().map(element -> entry(element, last)).toList(),
                hasMore != null && Boolean.TRUE.equals(hasMore.toJava()),
                last);
    }

    private static Entry entry(LenientPage.Element<Event> element, @Nullable Long last) {
        Event event = element.value();
        if (event != null && event.seq() >= 0) {
            return new Entry(event, event.seq(), "");
        }
        Long seq = seq(element.json());
        return new Entry(null, seq != null && last != null && seq > last ? null : seq, element.json());
    }

    private static @Nullable Long seq(String json) {
        try {
            return JsonValue.of(json).toJava() instanceof Map<?, ?> fields ? number(fields.get("seq")) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Long number(@Nullable Object value) {
        try {
            long number = value instanceof BigDecimal decimal ? decimal.longValueExact() : -1;
            return number < 0 ? null : number;
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private LongStream numbers() {
        return entries.stream()
                .flatMapToLong(entry -> entry.seq() == null ? LongStream.empty() : LongStream.of(entry.seq()));
    }

    OptionalLong first() {
        return numbers().min();
    }

    /** Returns the highest number on the page, or the default if the page has no number. */
    long horizon(long defaultNumber) {
        return Math.max(numbers().max().orElse(defaultNumber), lastSeq == null ? defaultNumber : lastSeq);
    }

    /** Returns whether the page has any number. */
    boolean isNumbered() {
        return lastSeq != null || numbers().findAny().isPresent();
    }
}
