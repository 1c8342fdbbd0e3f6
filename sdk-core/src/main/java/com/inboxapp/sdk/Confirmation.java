package com.inboxapp.sdk;

import com.inboxapp.sdk.model.Message;
import java.time.Instant;

/** What became of a message whose sending was unconfirmed. */
public sealed interface Confirmation {
    /**
     * It was sent.
     *
     * @param message as it stands in the thread
     */
    record Sent(Message message) implements Confirmation {}

    /**
     * It is not in the thread, and the settle time is over: it may be sent again.
     *
     * @param lookedAt when the thread was read, by this machine's clock
     */
    record NotFound(Instant lookedAt) implements Confirmation {}
}
