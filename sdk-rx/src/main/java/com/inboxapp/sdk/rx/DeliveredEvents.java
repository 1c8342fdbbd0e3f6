package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Event;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which events were delivered: the last ones by their ids, and those before them by their time. */
final class DeliveredEvents {
    private static final int MOST = 10_000;

    private final Map<String, Instant> times = new LinkedHashMap<>();
    private @Nullable Instant until;

    /**
     * Remembers events.
     *
     * @param until everything up to this time was delivered, or null if that is not known
     */
    DeliveredEvents(@Nullable Instant until) {
        this.until = until;
    }

    void add(Event event) {
        times.put(key(event), event.timestamp());
        if (times.size() > MOST) {
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

    /** Of those that happened at the very time up to which all was delivered, each may be one of them. */
    boolean mayContain(Event event) {
        return contains(event) || event.timestamp().equals(until);
    }

    /** A restored server may give an id once more, to something that happened at another time. */
    static String key(Event event) {
        return event.id() + " " + event.timestamp();
    }
}
