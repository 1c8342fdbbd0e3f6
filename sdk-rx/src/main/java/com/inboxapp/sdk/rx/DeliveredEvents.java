package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Event;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events that were delivered: the last ones by id, and earlier ones by time. */
final class DeliveredEvents {
    private static final int MAX_EVENTS = 10_000;

    private final Map<String, Instant> times = new LinkedHashMap<>();
    private @Nullable Instant until;

    /**
     * Creates the record.
     *
     * @param until the time up to which everything was delivered, or null if unknown
     */
    DeliveredEvents(@Nullable Instant until) {
        this.until = until;
    }

    void add(Event event) {
        times.put(key(event), event.timestamp());
        if (times.size() > MAX_EVENTS) {
            var oldest = times.entrySet().iterator();
            Instant time = oldest.next().getValue();
            oldest.remove();
            until = until == null || time.isAfter(until) ? time : until;
        }
    }

    boolean contains(Event event) {
        return times.containsKey(key(event))
                || (until != null && event.timestamp().isBefore(until));
    }

    /**
     * Returns whether an event was or may have been delivered; this is unknown for events at exactly the time
     * {@code until}.
     */
    boolean mayContain(Event event) {
        return contains(event) || event.timestamp().equals(until);
    }

    /** Returns a key of id and time: a restored server may reuse an id for an event at another time. */
    static String key(Event event) {
        return event.id() + " " + event.timestamp();
    }
}
