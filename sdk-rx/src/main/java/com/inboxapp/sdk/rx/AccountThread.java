package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ProspectThread;
import java.util.Objects;

/**
 * A thread with a prospect, and the account that it is with: the result of the guide's {@code findAnyThread}.
 *
 * @param thread what is known of the thread without another request; {@code rx.threads().get(found.thread().id())} reads it whole
 * @param accountLink the account
 */
public record AccountThread(ProspectThread thread, AccountLink accountLink) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if something is null
     */
    public AccountThread {
        Objects.requireNonNull(thread, "thread");
        Objects.requireNonNull(accountLink, "accountLink");
    }

    static AccountThread of(InboxThread thread, AccountLink accountLink) {
        return new AccountThread(
                ProspectThread.builder()
                        .id(thread.id())
                        .accountLinkId(thread.accountLinkId())
                        .lastMessageTimestamp(thread.lastMessageTimestamp())
                        .createdAt(thread.createdAt())
                        .build(),
                accountLink);
    }
}
