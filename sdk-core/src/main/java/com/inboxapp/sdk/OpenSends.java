package com.inboxapp.sdk;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.ThreadId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sends that are under way. While one is, a message that reads like it may be its effect, and must not be taken for that of another send
 * whose answer was lost.
 */
final class OpenSends {
    private final Map<Long, CallSubject> subjects = new ConcurrentHashMap<>();

    void add(long call, CallSubject subject) {
        if (subject.sends()) {
            subjects.put(call, subject);
        }
    }

    void remove(long call) {
        subjects.remove(call);
    }

    /** Whether one of them may leave the same message in the same thread, which is of that account. */
    boolean mayLeaveTheSame(CallSubject other, ThreadId thread, AccountLinkId account) {
        return subjects.values().stream()
                .anyMatch(
                        open -> MessageText.isSame(open.text(), other.text()) && mayBeIn(thread, account, open, other));
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
