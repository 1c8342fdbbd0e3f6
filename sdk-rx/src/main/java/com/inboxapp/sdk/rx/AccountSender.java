package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.runtime.Checks;
import io.reactivex.rxjava3.core.Single;
import java.util.Objects;

/** Sends from one account: the guide's "Send Messages from Specific Accounts". */
public final class AccountSender {
    private final RxInboxClient rx;
    private final Accounts accounts;
    private final AccountRef ref;

    AccountSender(RxInboxClient rx, Accounts accounts, AccountRef ref) {
        this.rx = rx;
        this.accounts = accounts;
        this.ref = ref;
    }

    /**
     * Writes to a prospect, who may be somebody new: the thread and the prospect are created when needed.
     *
     * <p><b>Scheduler:</b> a thread of the client. <b>Error handling:</b> {@link com.inboxapp.sdk.InboxAccountException} for an account that
     * is not known, or is offline or paused, before anything is sent; {@link com.inboxapp.sdk.InboxUnconfirmedException} when the answer was
     * lost, so that nobody knows whether the message was sent. <b>Requests:</b> one send for each subscription, which is repeated only when it
     * certainly was not sent; before it the list of accounts, if it is not kept, and once more when the account is not in it or cannot send.
     *
     * @param prospect X's id of the prospect
     * @param text what to write, at least one character
     * @return what was sent
     * @throws IllegalArgumentException if the text is empty, or has half of a surrogate pair in it
     */
    public Single<SentMessage> send(PlatformUserId prospect, String text) {
        Objects.requireNonNull(prospect, "prospect");
        checkText(text);
        return accounts.sending(ref)
                .flatMap(account -> rx.messages()
                        .quickSend(QuickSendRequest.builder()
                                .accountLinkId(account.id())
                                .prospectPlatformId(prospect)
                                .text(text)
                                .build()));
    }

    static void checkText(String text) {
        if (Objects.requireNonNull(text, "text").isEmpty()) {
            throw new IllegalArgumentException("text must not be empty");
        }
        Checks.sendable(text, "text");
    }
}
