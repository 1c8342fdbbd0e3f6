package com.inboxapp.sdk;

import com.inboxapp.sdk.MessageText.Match;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.MessageDirection;
import com.inboxapp.sdk.model.MessageOrigin;
import com.inboxapp.sdk.model.ThreadId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the messages of a thread that may be the one whose sending is unconfirmed. */
final class MessageMatcher {
    private final CallEngine.SharedState shared;
    private final InboxUnconfirmedException unconfirmed;
    private final ThreadId thread;
    private final AccountLinkId account;

    /**
     * A message of the thread.
     *
     * @param isOlder whether the message seems to be older than the attempt, by so little that clock differences may explain it
     */
    record Seen(Message message, boolean isOlder) {}

    /**
     * Candidate messages, newest first.
     *
     * @param same those with the same text
     * @param rewritten those with a text that a service makes of the sent one
     * @param all these and those with other texts
     */
    record Sorted(List<Message> same, List<Message> rewritten, List<Message> all) {
        boolean hasMatch() {
            return !same.isEmpty() || !rewritten.isEmpty();
        }
    }

    MessageMatcher(
            CallEngine.SharedState shared,
            InboxUnconfirmedException unconfirmed,
            ThreadId thread,
            AccountLinkId account) {
        this.shared = shared;
        this.unconfirmed = unconfirmed;
        this.thread = thread;
        this.account = account;
    }

    /** Sorts messages by how well they match. Omits those that are known to be from another sender or another call. */
    Sorted sorted(List<Seen> messages) {
        String text = unconfirmed.context().text();
        Sorted sorted = new Sorted(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Seen seen : messages) {
            Message message = seen.message;
            if (isFromAnotherSender(message)) {
                continue;
            }
            Match match = MessageText.compare(text, message.text());
            // a message with a different text may be ours as the service stored it, unless something else rules it out
            if (seen.isOlder && match == Match.DIFFERENT) {
                continue;
            }
            sorted.all.add(message);
            if (seen.isOlder || !isFromAccount(message)) {
                continue;
            }
            if (match == Match.SAME) {
                sorted.same.add(message);
            } else if (match == Match.REWRITTEN && !mayBelongToAnotherLostSend(message)) {
                sorted.rewritten.add(message);
            }
        }
        return sorted;
    }

    /** Claims the oldest message that matches, so that it confirms no other send. */
    Optional<Message> claim(Sorted sorted) {
        return claimed(sorted.same).or(() -> claimed(sorted.rewritten));
    }

    /** Claims the oldest unclaimed message. One message cannot confirm two sends of the same text. */
    private Optional<Message> claimed(List<Message> matches) {
        long number = unconfirmed.first().call().number();
        // another search may claim the oldest one meanwhile
        for (int i = matches.size() - 1; i >= 0; i--) {
            if (shared.sent().add(matches.get(i).id(), number)) {
                shared.openSends().confirmed(unconfirmed);
                return Optional.of(matches.get(i));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns whether the message is from the prospect, a campaign or a teammate, or is the known effect of another call, whatever its text
     * is.
     */
    private boolean isFromAnotherSender(Message message) {
        Long owner = shared.sent().get(message.id());
        return isFromProspect(message)
                || message.campaignId() != null
                || MessageOrigin.INTERNAL.equals(message.origin())
                || (owner != null && !unconfirmed.calls().contains(owner));
    }

    /**
     * Returns whether the message is marked as sent by the prospect. Without a direction, the author decides. A direction other than the
     * two known ones decides nothing.
     */
    private boolean isFromProspect(Message message) {
        return message.direction() != null
                ? message.direction().equals(MessageDirection.INBOUND)
                : message.authorId() != null && !isAuthoredByAccount(message);
    }

    private boolean isFromAccount(Message message) {
        return !isFromProspect(message)
                && (MessageDirection.OUTBOUND.equals(message.direction()) || isAuthoredByAccount(message));
    }

    private boolean isAuthoredByAccount(Message message) {
        return message.authorId() != null && message.authorId().isAccount(account);
    }

    /** Returns whether the message may equally be that of another send whose outcome is unknown. */
    private boolean mayBelongToAnotherLostSend(Message message) {
        return shared.openSends()
                .isOfAnother(message.text(), unconfirmed.call().number(), unconfirmed.context(), thread, account);
    }
}
