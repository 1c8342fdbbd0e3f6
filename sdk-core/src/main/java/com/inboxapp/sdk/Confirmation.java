package com.inboxapp.sdk;

import com.inboxapp.sdk.model.Message;
import java.time.Instant;
import java.util.Objects;

/** What became of a message whose sending was unconfirmed. */
public sealed interface Confirmation {
    /**
     * It was sent.
     *
     * @param message as it stands in the thread
     */
    record Sent(Message message) implements Confirmation {
        /**
         * Checks that nothing is missing.
         *
         * @throws NullPointerException if something is null that must not be
         */
        public Sent {
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * It is not in the thread, and the settle time is over: it may be sent again.
     *
     * @param lookedAt when the thread was read, by this machine's clock
     */
    record NotFound(Instant lookedAt) implements Confirmation {
        /**
         * Checks that nothing is missing.
         *
         * @throws NullPointerException if something is null that must not be
         */
        public NotFound {
            Objects.requireNonNull(lookedAt, "lookedAt");
        }
    }
}
