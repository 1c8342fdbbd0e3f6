package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.MessageDirection;
import java.util.Objects;

/**
 * A message with its thread and account.
 *
 * @param account the team's account
 * @param thread the thread as last read; its {@code lastMessage} may be an earlier one
 * @param message the message
 */
public record IncomingMessage(AccountLink account, InboxThread thread, Message message) {
    /**
     * Validates that the components belong together.
     *
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if the thread belongs to another account, or the message to another thread
     */
    public IncomingMessage {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(thread, "thread");
        Objects.requireNonNull(message, "message");
        if (!thread.accountLinkId().equals(account.id())) {
            throw new IllegalArgumentException("thread " + thread.id() + " belongs to account " + thread.accountLinkId()
                    + ", not of " + account.id());
        }
        if (!message.threadId().equals(thread.id())) {
            throw new IllegalArgumentException(
                    "message " + message.id() + " is in thread " + message.threadId() + ", not in " + thread.id());
        }
    }

    /**
     * Returns whether the prospect wrote the message. The message counts as the team's if its direction or its author
     * says so, and, as a precaution, if it has neither.
     *
     * @return false for the team's own messages
     */
    public boolean isInbound() {
        return isInbound(thread, message);
    }

    static boolean isInbound(InboxThread thread, Message message) {
        if (message.authorId() != null && message.authorId().isAccount(thread.accountLinkId())) {
            return false;
        }
        return message.direction() == null
                ? message.authorId() != null
                : !MessageDirection.OUTBOUND.equals(message.direction());
    }

    /** Does not include the text, which is confidential. */
    @Override
    public String toString() {
        return "IncomingMessage[" + message.id() + " in " + thread.id() + " of " + account.id() + "]";
    }
}
