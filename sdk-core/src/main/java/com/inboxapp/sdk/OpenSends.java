package com.inboxapp.sdk;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.QuickSendRequest;
import java.util.Map;
import java.util.Objects;
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

    /** Whether one of them may leave the same message in the same place, which is of that account. */
    boolean mayLeaveTheSame(CallSubject other, AccountLinkId account) {
        return subjects.values().stream().anyMatch(open -> isSame(open, other, account));
    }

    private static boolean isSame(CallSubject open, CallSubject other, AccountLinkId account) {
        return MessageText.isSame(open.text(), other.text()) && mayBeTheSamePlace(open, other, account);
    }

    private static boolean mayBeTheSamePlace(CallSubject open, CallSubject other, AccountLinkId account) {
        QuickSendRequest one = open.quickSend();
        QuickSendRequest two = other.quickSend();
        if (one == null && two == null) {
            return Objects.equals(open.thread(), other.thread());
        }
        if (one == null || two == null) {
            // a prospect on one side and a thread on the other: whether they are the same is not known here
            return one == null || one.accountLinkId().equals(account);
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
