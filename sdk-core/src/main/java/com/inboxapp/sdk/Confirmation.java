package com.inboxapp.sdk;

import com.inboxapp.sdk.model.Message;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The result of {@link ConfirmedSends#confirm}: whether an unconfirmed message was sent. */
public sealed interface Confirmation {
    /**
     * The message was sent.
     *
     * @param message the message in the thread
     */
    record Sent(Message message) implements Confirmation {
        /**
         * Checks the component.
         *
         * @throws NullPointerException if it is null
         */
        public Sent {
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * The message is not in the thread, and the settle time is over. It may be sent again.
     *
     * @param checkedAt when the thread was checked, by this machine's clock
     */
    record NotFound(Instant checkedAt) implements Confirmation {
        /**
         * Checks the component.
         *
         * @throws NullPointerException if it is null
         */
        public NotFound {
            Objects.requireNonNull(checkedAt, "checkedAt");
        }
    }

    /**
     * It is still unknown whether the message was sent. The settle time is over, and the thread has messages that may be this one. Check
     * the thread before you send the message again. A message is a candidate for one of these reasons:
     *
     * <ul>
     *   <li>Its text is different, but may be the sent text as the service stored it.
     *   <li>Its text matches, but may also be that of another send, for instance because both consist of a link only.
     *   <li>Its sender is unknown.
     *   <li>It seems to be a few minutes older than the attempt.
     *   <li>Another send that may have created it is still in flight.
     * </ul>
     *
     * @param candidates the messages that may be this one, at least one, newest first
     */
    record Ambiguous(List<Message> candidates) implements Confirmation {
        /**
         * Copies the list.
         *
         * @throws NullPointerException if the list or an element is null
         * @throws IllegalArgumentException if the list is empty
         */
        public Ambiguous {
            candidates = List.copyOf(Objects.requireNonNull(candidates, "candidates"));
            if (candidates.isEmpty()) {
                throw new IllegalArgumentException("candidates must not be empty");
            }
        }

        /** Returns the number of candidates, without their texts, which are private. */
        @Override
        public String toString() {
            return "Ambiguous[" + candidates.size() + " candidates]";
        }
    }
}
