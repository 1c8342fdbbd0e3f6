package com.inboxapp.sdk;

import com.inboxapp.sdk.model.Message;
import java.time.Instant;
import java.util.List;
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

    /**
     * Nobody knows: the settle time is over, and the thread has messages that may be this one. They have another text, as the service may
     * have stored it; or the same one, or one that cannot be told from it, such as a link alone; or nothing says whose they are; or they seem to be
     * a few minutes older than the attempt; or another send that may have left them has not ended. It must not be sent again before somebody has looked.
     *
     * @param candidates the messages that may be the one, one at least, the newest first
     */
    record Ambiguous(List<Message> candidates) implements Confirmation {
        /**
         * Copies what it is given.
         *
         * @throws NullPointerException if something is null
         * @throws IllegalArgumentException if there is no candidate
         */
        public Ambiguous {
            candidates = List.copyOf(Objects.requireNonNull(candidates, "candidates"));
            if (candidates.isEmpty()) {
                throw new IllegalArgumentException("candidates must not be empty");
            }
        }

        /** Shows how many candidates there are: their texts are a customer's business. */
        @Override
        public String toString() {
            return "Ambiguous[" + candidates.size() + " candidates]";
        }
    }
}
