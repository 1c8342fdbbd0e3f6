package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Event;
import java.util.Objects;

/** What comes when events are followed: events in order, numbers for which none will come, and what cannot be read or is no longer true. */
public sealed interface EventSignal {
    /**
     * An event.
     *
     * @param event the event, whose {@code seq} is higher than that of all before it
     */
    record Received(Event event) implements EventSignal {
        /**
         * Checks that nothing is missing.
         *
         * @throws NullPointerException if there is no event
         */
        public Received {
            Objects.requireNonNull(event, "event");
        }
    }

    /**
     * Events that did not come and will not come: what they told has to be found out in another way, by reading the list of threads for
     * instance.
     *
     * @param first the first number that is missing
     * @param last the last number that is missing
     * @param reason why, as far as that can be told
     */
    record Missing(long first, long last, Reason reason) implements EventSignal {
        /**
         * Checks that nothing is missing.
         *
         * @throws NullPointerException if there is no reason
         */
        public Missing {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * An event that this SDK cannot read, since it is not what the API documents. The stream goes on behind it.
     *
     * @param seq its number; if that cannot be read either, the last number of the page that it was on
     * @param json its text as the server sent it, which {@link #toString} does not show
     */
    record Unreadable(long seq, String json) implements EventSignal {
        /**
         * Checks that nothing is missing.
         *
         * @throws NullPointerException if there is no text
         */
        public Unreadable {
            Objects.requireNonNull(json, "json");
        }

        /** The number alone: the text may be that of a message. */
        @Override
        public String toString() {
            return "Unreadable[seq=" + seq + "]";
        }
    }

    /**
     * The server's numbers have fallen back, as those of a restored server do. What follows has the new numbers. Events that were delivered
     * before are left out; those that the server lost in between cannot be told: read the list of threads again.
     *
     * @param before the last number before, which the server does not have any more
     * @param after the number after which the stream goes on
     */
    record Reset(long before, long after) implements EventSignal {}

    /** Why events are missing. */
    enum Reason {
        /** More than seven days may have passed since the event before them: the server keeps none for longer. */
        RETENTION,
        /** The server left the numbers out, also when it was asked again. */
        GAP
    }
}
