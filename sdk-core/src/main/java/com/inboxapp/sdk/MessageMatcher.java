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

/** Tells which messages of a thread may be the one whose sending is unconfirmed. */
final class MessageMatcher {
    private final CallEngine.SharedState shared;
    private final InboxUnconfirmedException unconfirmed;
    private final ThreadId thread;
    private final AccountLinkId account;

    /**
     * A message of the thread.
     *
     * @param isOlder whether it seems to be older than the attempt, by so little that the clocks may be to blame
     */
    record Seen(Message message, boolean isOlder) {}

    /** Messages that may be the one; those with the same text, those with what a service makes of it, and these with others. Newest first. */
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

    /** Sorts messages, without those that are known to be somebody else's. */
    Sorted sorted(List<Seen> messages) {
        String text = unconfirmed.subject().text();
        Sorted sorted = new Sorted(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Seen seen : messages) {
            Message message = seen.message;
            if (isOfSomebodyElse(message)) {
                continue;
            }
            Match match = MessageText.compare(text, message.text());
            // with another text, it may be ours as the service stored it, unless something else speaks against it
            if (seen.isOlder && match == Match.DIFFERENT) {
                continue;
            }
            sorted.all.add(message);
            if (seen.isOlder || !isOfTheAccount(message)) {
                continue;
            }
            if (match == Match.SAME) {
                sorted.same.add(message);
            } else if (match == Match.REWRITTEN && !isLikeAnotherLostOne(message)) {
                sorted.rewritten.add(message);
            }
        }
        return sorted;
    }

    /** Takes the oldest of those that match, so that it confirms no other send. */
    Optional<Message> claim(Sorted sorted) {
        return claimed(sorted.same).or(() -> claimed(sorted.rewritten));
    }

    /** Two sends of the same text cannot be confirmed by one message. */
    private Optional<Message> claimed(List<Message> matches) {
        long number = unconfirmed.first().call().number();
        // another search may take the oldest meanwhile
        for (int i = matches.size() - 1; i >= 0; i--) {
            if (shared.sent().add(matches.get(i).id(), number)) {
                shared.openSends().confirmed(unconfirmed);
                return Optional.of(matches.get(i));
            }
        }
        return Optional.empty();
    }

    /** Whether it is the other party's, a campaign's, a teammate's, or the known effect of another call, whatever it says. */
    private boolean isOfSomebodyElse(Message message) {
        Long owner = shared.sent().get(message.id());
        return isOfTheProspect(message)
                || message.campaignId() != null
                || MessageOrigin.INTERNAL.equals(message.origin())
                || (owner != null && !unconfirmed.calls().contains(owner));
    }

    /** Whether it says so. Without a direction, the author tells; a direction of another name than the two tells nothing. */
    private boolean isOfTheProspect(Message message) {
        return message.direction() != null
                ? message.direction().equals(MessageDirection.INBOUND)
                : message.authorId() != null && !isByTheAccount(message);
    }

    private boolean isOfTheAccount(Message message) {
        return !isOfTheProspect(message)
                && (MessageDirection.OUTBOUND.equals(message.direction()) || isByTheAccount(message));
    }

    private boolean isByTheAccount(Message message) {
        return message.authorId() != null && message.authorId().isAccount(account);
    }

    /** Whether it may as well be another message whose fate is unknown. */
    private boolean isLikeAnotherLostOne(Message message) {
        return shared.openSends()
                .isOfAnother(message.text(), unconfirmed.call().number(), unconfirmed.subject(), thread, account);
    }
}
