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
 * The sends in flight and those that ended unconfirmed. While a send is in flight, a message that may be its effect must not be taken for
 * that of another send whose response was lost. The same holds for a message that may equally be that of a send which ended unconfirmed.
 */
final class UnconfirmedSends {
    private static final int RECENT_UNCONFIRMED = 1_000;

    private final Map<Long, SendContext> contexts = new ConcurrentHashMap<>();
    private final BoundedMap<Long, SendContext> unconfirmed = new BoundedMap<>(RECENT_UNCONFIRMED);
    /** The last unconfirmed send of each message that was not found, recorded when a search allows it to be sent again. */
    private final BoundedMap<SendContext, InboxUnconfirmedException> notFound = new BoundedMap<>(RECENT_UNCONFIRMED);

    void add(long call, SendContext context) {
        if (context.sends()) {
            contexts.put(call, context);
        }
    }

    /** Removes a send that has ended. Its effect is known now, or it ended unconfirmed. */
    void remove(long call, boolean isUnconfirmed) {
        SendContext context = contexts.get(call);
        if (context != null && isUnconfirmed) {
            unconfirmed.put(call, context);
        }
        contexts.remove(call);
    }

    /**
     * Records that a send has ended. If an earlier send of the same message was not found, this send repeats that one, whichever client
     * sent it: the message of the earlier send may appear late.
     *
     * @param failure the failure that the send ended with, or null if it succeeded
     */
    void sentAgain(SendContext context, @Nullable Throwable failure) {
        InboxUnconfirmedException before = notFound.get(context);
        if (before != null && failure instanceof InboxUnconfirmedException lost) {
            lost.repeats(before);
        } else if (before != null && failure == null) {
            confirmed(before);
        }
    }

    /** Records that a search has not found the message of a send, and ran late enough that the message may be sent again. */
    void notFound(InboxUnconfirmedException send) {
        notFound.put(send.context(), send);
    }

    /**
     * Records that the message of a send exists, whichever of its sends created it. This also covers a message that was not found before
     * and appeared late.
     */
    void confirmed(InboxUnconfirmedException send) {
        confirmed(send.calls());
        notFound.remove(send.context());
    }

    void confirmed(Collection<Long> calls) {
        calls.forEach(unconfirmed::remove);
    }

    /** Returns the numbers of the calls in flight that may create a message in the given thread, which belongs to the given account. */
    Set<Long> underWay(SendContext other, ThreadId thread, AccountLinkId account) {
        return contexts.entrySet().stream()
                .filter(open -> mayBeIn(thread, account, open.getValue(), other))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether one of these calls is still in flight. */
    boolean isOneUnderWay(Set<Long> calls) {
        return calls.stream().anyMatch(contexts::containsKey);
    }

    /** Returns whether one of these calls is still in flight and may create a message similar to the given text. */
    boolean mayOneLeave(Set<Long> calls, String text) {
        return calls.stream().anyMatch(call -> {
            SendContext open = contexts.get(call);
            return open != null && MessageText.compare(open.text(), text) != Match.DIFFERENT;
        });
    }

    /**
     * Returns whether a message with this text may equally be that of another send which ended unconfirmed. Another send of the same text
     * does not count: it does not matter to which of the two the message is attributed.
     */
    boolean isOfAnother(String text, long call, SendContext context, ThreadId thread, AccountLinkId account) {
        return unconfirmed.all().entrySet().stream()
                .anyMatch(other -> other.getKey() != call
                        && mayBeIn(thread, account, other.getValue(), context)
                        && MessageText.compare(other.getValue().text(), text).isAtLeast(Match.REWRITTEN)
                        && MessageText.compare(other.getValue().text(), context.text()) != Match.SAME);
    }

    private static boolean mayBeIn(ThreadId thread, AccountLinkId account, SendContext open, SendContext other) {
        QuickSendRequest one = open.quickSend();
        QuickSendRequest two = other.quickSend();
        if (one == null) {
            return thread.equals(open.thread());
        }
        if (two == null) {
            // it is not known here whether its prospect is that of the thread
            return one.accountLinkId().equals(account);
        }
        // a prospect is identified in one of two ways, and it is not known here whether both identify the same one
        return one.accountLinkId().equals(two.accountLinkId())
                && !differ(one.prospectPlatformId(), two.prospectPlatformId())
                && !differ(one.externalId(), two.externalId());
    }

    private static boolean differ(@Nullable Object one, @Nullable Object two) {
        return one != null && two != null && !one.equals(two);
    }
}
