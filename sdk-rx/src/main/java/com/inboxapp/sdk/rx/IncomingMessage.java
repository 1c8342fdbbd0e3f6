package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.MessageDirection;
import java.util.Objects;

/**
 * A message, the thread that it is in, and the account that the thread is with.
 *
 * @param account the team's account
 * @param thread the thread as it was when it was read last; its {@code lastMessage} may be an earlier one
 * @param message the message
 */
public record IncomingMessage(AccountLink account, InboxThread thread, Message message) {
    /**
     * Checks that the three belong together.
     *
     * @throws NullPointerException if something is null
     * @throws IllegalArgumentException if the thread is of another account, or the message in another thread
     */
    public IncomingMessage {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(thread, "thread");
        Objects.requireNonNull(message, "message");
        if (!thread.accountLinkId().equals(account.id())) {
            throw new IllegalArgumentException(
                    "thread " + thread.id() + " is of account " + thread.accountLinkId() + ", not of " + account.id());
        }
        if (!message.threadId().equals(thread.id())) {
            throw new IllegalArgumentException(
                    "message " + message.id() + " is in thread " + message.threadId() + ", not in " + thread.id());
        }
    }

    /**
     * Whether the prospect wrote it. It was the team if either the direction or the author says so, and, to be on the safe side, if neither
     * says anything.
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

    /** The text is a customer's business. */
    @Override
    public String toString() {
        return "IncomingMessage[" + message.id() + " in " + thread.id() + " of " + account.id() + "]";
    }
}
