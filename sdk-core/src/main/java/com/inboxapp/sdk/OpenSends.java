package com.inboxapp.sdk;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.ThreadId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sends that are under way, and those that ended unconfirmed. While one is under way, a message may be its effect, and must not be taken
 * for that of another send whose answer was lost; nor must one that reads exactly like a send that ended unconfirmed.
 */
final class OpenSends {
    private static final int RECENT_UNCONFIRMED = 1_000;

    private final Map<Long, CallSubject> subjects = new ConcurrentHashMap<>();
    private final Recent<Long, CallSubject> unconfirmed = new Recent<>(RECENT_UNCONFIRMED);

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

    /** Whether one of them may leave the same message in the same thread, which is of that account. */
    boolean mayLeaveTheSame(CallSubject other, ThreadId thread, AccountLinkId account) {
        return subjects.values().stream()
                .anyMatch(open ->
                        MessageText.isAlike(open.text(), other.text()) && mayBeIn(thread, account, open, other));
    }

    /** Whether one of them may leave any message in that thread. */
    boolean mayLeaveAny(CallSubject other, ThreadId thread, AccountLinkId account) {
        return subjects.values().stream().anyMatch(open -> mayBeIn(thread, account, open, other));
    }

    /** Whether a message with this text may well be that of another send, which ended unconfirmed. */
    boolean isOfAnother(String text, long call, CallSubject subject, ThreadId thread, AccountLinkId account) {
        return unconfirmed.all().entrySet().stream()
                .anyMatch(other -> other.getKey() != call
                        && mayBeIn(thread, account, other.getValue(), subject)
                        && MessageText.isSame(text, other.getValue().text()));
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
