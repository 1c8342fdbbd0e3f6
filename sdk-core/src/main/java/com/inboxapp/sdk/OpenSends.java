package com.inboxapp.sdk;

import com.inboxapp.sdk.MessageText.Match;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.ThreadId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sends that are under way, and those that ended unconfirmed. While one is under way, a message may be its effect, and must not be taken
 * for that of another send whose answer was lost; nor must one that may as well be that of a send which ended unconfirmed.
 */
final class OpenSends {
    private static final int RECENT_UNCONFIRMED = 1_000;

    private final Map<Long, CallSubject> subjects = new ConcurrentHashMap<>();
    private final Recent<Long, CallSubject> unconfirmed = new Recent<>(RECENT_UNCONFIRMED);
    /** The last unconfirmed send of each message that was not found, since a search has said that it may be sent again. */
    private final Recent<CallSubject, InboxUnconfirmedException> notFound = new Recent<>(RECENT_UNCONFIRMED);

    void add(long call, CallSubject subject) {
        if (subject.sends()) {
            subjects.put(call, subject);
        }
    }

    /** What it left is known now, or as unknown as anybody's. */
    void remove(long call, boolean isUnconfirmed) {
        CallSubject subject = subjects.get(call);
        if (subject != null && isUnconfirmed) {
            unconfirmed.put(call, subject);
        }
        subjects.remove(call);
    }

    /**
     * A send has ended. If its message was not found before, it repeats that one, whoever sends it again: what the earlier send left may show late.
     *
     * @param failure what it ended with, or null if it was answered
     */
    void sentAgain(CallSubject subject, @Nullable Throwable failure) {
        InboxUnconfirmedException before = notFound.get(subject);
        if (before != null && failure instanceof InboxUnconfirmedException lost) {
            lost.repeats(before);
        } else if (before != null && failure == null) {
            confirmed(before);
        }
    }

    /** A search has not found the message of a send, late enough for it to be sent again. */
    void notFound(InboxUnconfirmedException send) {
        notFound.put(send.subject(), send);
    }

    /** A message is known to be there, whichever send of it has left it. One that was not found may still come. */
    void confirmed(InboxUnconfirmedException send) {
        confirmed(send.calls());
        notFound.remove(send.subject());
    }

    void confirmed(Collection<Long> calls) {
        calls.forEach(unconfirmed::remove);
    }

    /** Those under way that may leave a message in that thread, which is of that account. */
    Set<Long> underWay(CallSubject other, ThreadId thread, AccountLinkId account) {
        return subjects.entrySet().stream()
                .filter(open -> mayBeIn(thread, account, open.getValue(), other))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether one of these is still under way. */
    boolean isOneUnderWay(Set<Long> calls) {
        return calls.stream().anyMatch(subjects::containsKey);
    }

    /** Whether one of these is still under way that may leave a message like one with this text. */
    boolean mayOneLeave(Set<Long> calls, String text) {
        return calls.stream().anyMatch(call -> {
            CallSubject open = subjects.get(call);
            return open != null && MessageText.compare(open.text(), text) != Match.DIFFERENT;
        });
    }

    /**
     * Whether a message with this text may as well be that of another send, which ended unconfirmed. Two sends of the same text do not count:
     * it is the same which of them a message is said to be of.
     */
    boolean isOfAnother(String text, long call, CallSubject subject, ThreadId thread, AccountLinkId account) {
        return unconfirmed.all().entrySet().stream()
                .anyMatch(other -> other.getKey() != call
                        && mayBeIn(thread, account, other.getValue(), subject)
                        && MessageText.compare(other.getValue().text(), text).isAtLeast(Match.REWRITTEN)
                        && MessageText.compare(other.getValue().text(), subject.text()) != Match.SAME);
    }

    private static boolean mayBeIn(ThreadId thread, AccountLinkId account, CallSubject open, CallSubject other) {
        QuickSendRequest one = open.quickSend();
        QuickSendRequest two = other.quickSend();
        if (one == null) {
            return thread.equals(open.thread());
        }
        if (two == null) {
            // whether its prospect is the one of the thread is not known here
            return one.accountLinkId().equals(account);
        }
        // a prospect is named in one of two ways, and whether both mean the same one is not known here
        return one.accountLinkId().equals(two.accountLinkId())
                && !differ(one.prospectPlatformId(), two.prospectPlatformId())
                && !differ(one.externalId(), two.externalId());
    }

    private static boolean differ(@Nullable Object one, @Nullable Object two) {
        return one != null && two != null && !one.equals(two);
    }
}
