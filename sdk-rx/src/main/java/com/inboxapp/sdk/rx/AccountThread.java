package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ProspectThread;
import java.util.Objects;

/**
 * A thread with a prospect and its account: the result of the guide's {@code findAnyThread}.
 *
 * @param thread the fields of the thread that need no further request;
 *     {@code rx.threads().get(found.thread().id())} returns the complete thread
 * @param accountLink the account
 */
public record AccountThread(ProspectThread thread, AccountLink accountLink) {
    /**
     * Validates the components.
     *
     * @throws NullPointerException if a component is null
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
