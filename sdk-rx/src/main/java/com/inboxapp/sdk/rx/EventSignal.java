package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Event;
import java.util.Objects;

/** What comes when events are followed: events in order, and numbers for which none will come. */
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

    /** Why events are missing. */
    enum Reason {
        /** More than seven days may have passed since the event before them: the server keeps none for longer. */
        RETENTION,
        /** The server left the numbers out, also when it was asked again. */
        GAP
    }
}
