package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.runtime.Checks;
import io.reactivex.rxjava3.core.Single;
import java.util.Objects;

/** Sends messages from one account: the guide's "Send Messages from Specific Accounts". */
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
     * Sends a message to a prospect, without confirming it: if the response is lost, {@link #sendConfirmed} looks for the
     * message, and this method fails. Creates the thread and the prospect if they do not exist.
     *
     * <p><b>Scheduler:</b> a thread of the client. <b>Error handling:</b> fails with
     * {@link com.inboxapp.sdk.InboxAccountException}, before anything is sent, if the account is unknown, offline or
     * paused; fails with {@link com.inboxapp.sdk.InboxUnconfirmedException} if the response was lost, so that it is
     * unconfirmed whether the message was sent. <b>Requests:</b> one send per subscription, which is retried only if
     * the message was certainly not sent. Before it one for the list of accounts unless it is cached, and one more if
     * the account is not in the list or cannot send.
     *
     * @param prospect X's id of the prospect
     * @param text the text of the message, at least one character
     * @return the sent message
     * @throws NullPointerException if {@code prospect} or {@code text} is null
     * @throws IllegalArgumentException if the text is empty or contains an unpaired surrogate
     */
    public Single<SentMessage> send(PlatformUserId prospect, String text) {
        Objects.requireNonNull(prospect, "prospect");
        checkText(text);
        return message(prospect, text).flatMap(message -> rx.messages().quickSend(message));
    }

    /**
     * Sends a message to a prospect, and emits it as soon as it is certain that it was sent. Creates the thread and the
     * prospect if they do not exist.
     *
     * <p><b>Scheduler:</b> a thread of the client. <b>Error handling:</b> fails with
     * {@link com.inboxapp.sdk.InboxAccountException}, before anything is sent, if the account is unknown, offline or
     * paused; else as {@link RxConfirmedSends#quickSend}. <b>Requests:</b> those of {@link RxConfirmedSends#quickSend}
     * per subscription. Before them one for the list of accounts unless it is cached, and one more if the account is
     * not in the list or cannot send.
     *
     * @param prospect X's id of the prospect
     * @param text the text of the message, at least one character
     * @return the sent message
     * @throws NullPointerException if {@code prospect} or {@code text} is null
     * @throws IllegalArgumentException if the text is empty or contains an unpaired surrogate
     */
    public Single<SentMessage> sendConfirmed(PlatformUserId prospect, String text) {
        Objects.requireNonNull(prospect, "prospect");
        checkText(text);
        return message(prospect, text).flatMap(message -> rx.confirmed().quickSend(message));
    }

    private Single<QuickSendRequest> message(PlatformUserId prospect, String text) {
        return accounts.sending(ref)
                .map(account -> QuickSendRequest.builder()
                        .accountLinkId(account.id())
                        .prospectPlatformId(prospect)
                        .text(text)
                        .build());
    }

    static void checkText(String text) {
        if (Objects.requireNonNull(text, "text").isEmpty()) {
            throw new IllegalArgumentException("text must not be empty");
        }
        Checks.sendable(text, "text");
    }
}
