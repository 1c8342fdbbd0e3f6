package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Event;
import java.util.Objects;

/** An element of the event stream: an event, a gap, an event that cannot be decoded, or a reset of the numbers. */
public sealed interface EventSignal {
    /**
     * An event.
     *
     * @param event the event; its {@code seq} is higher than those of all events before it
     */
    record Received(Event event) implements EventSignal {
        /**
         * Validates the component.
         *
         * @throws NullPointerException if {@code event} is null
         */
        public Received {
            Objects.requireNonNull(event, "event");
        }
    }

    /**
     * Events that were not delivered and never will be. Find their changes in another way, for instance by reading the
     * list of threads.
     *
     * @param first the first missing number
     * @param last the last missing number
     * @param reason the likely reason
     */
    record Gap(long first, long last, Reason reason) implements EventSignal {
        /**
         * Validates the components.
         *
         * @throws NullPointerException if {@code reason} is null
         */
        public Gap {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * An event that cannot be decoded because it is not as the API documents it. The stream continues after it.
     *
     * @param seq its number; if that cannot be decoded either, the last number of its page
     * @param json its text as sent by the server, which {@link #toString} does not show
     */
    record Unreadable(long seq, String json) implements EventSignal {
        /**
         * Validates the components.
         *
         * @throws NullPointerException if {@code json} is null
         */
        public Unreadable {
            Objects.requireNonNull(json, "json");
        }

        /** Returns the number only: the text may contain a message. */
        @Override
        public String toString() {
            return "Unreadable[seq=" + seq + "]";
        }
    }

    /**
     * The server's numbers have fallen back, as they do on a restored server. The events that follow have the new
     * numbers. Events that were already delivered are left out. Events that the server lost cannot be detected: read
     * the list of threads again.
     *
     * @param before the last number before the reset, which the server no longer has
     * @param after the number after which the stream continues
     */
    record Reset(long before, long after) implements EventSignal {}

    /** Why events are missing. */
    enum Reason {
        /** More than seven days may have passed since the event before them; the server keeps events for seven days. */
        RETENTION,
        /** The server left the numbers out, even when it was asked again. */
        GAP
    }
}
