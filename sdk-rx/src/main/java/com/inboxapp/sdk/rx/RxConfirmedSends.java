package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.Confirmation;
import com.inboxapp.sdk.ConfirmedSends;
import com.inboxapp.sdk.InboxUnconfirmedException;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.model.ThreadId;
import io.reactivex.rxjava3.core.Single;
import java.util.Objects;

/**
 * Sends messages and verifies that they arrived, with RxJava types. The rules are those of {@link ConfirmedSends}.
 *
 * <p><b>Scheduler:</b> a thread of the client. Nothing is sent before the subscription, and each subscription sends the
 * message anew. Disposal stops the operation, but does not unsend a message.
 */
public final class RxConfirmedSends {
    private final ConfirmedSends sends;

    RxConfirmedSends(ConfirmedSends sends) {
        this.sends = sends;
    }

    /**
     * Sends a message to a prospect, and emits it as soon as it is certain that it was sent.
     *
     * <p><b>Error handling:</b> fails with {@link InboxUnconfirmedException} if it is still unknown whether the message
     * was sent; the reason is a suppressed exception, or in the exception's message. Fails with another
     * {@link com.inboxapp.sdk.InboxException} if the message was not sent. <b>Requests:</b> one send per subscription.
     * After a lost response also those of {@link #confirm}, and at most two more sends, each only if the thread shows
     * that the one before was not processed.
     *
     * @param message the account link, the prospect and the text
     * @return the sent message and its thread
     * @throws NullPointerException if {@code message} is null
     */
    public Single<SentMessage> quickSend(QuickSendRequest message) {
        Objects.requireNonNull(message, "message");
        return Futures.maybe(() -> sends.quickSendAsync(message)).toSingle();
    }

    /**
     * Sends a message into a thread, and emits it as soon as it is certain that it was sent.
     *
     * <p><b>Error handling:</b> as for {@link #quickSend}. <b>Requests:</b> as for {@link #quickSend}.
     *
     * @param thread the thread
     * @param message the message to send
     * @return the message in the thread
     * @throws NullPointerException if {@code thread} or {@code message} is null
     */
    public Single<Message> send(ThreadId thread, SendMessageRequest message) {
        Objects.requireNonNull(thread, "thread");
        Objects.requireNonNull(message, "message");
        return Futures.maybe(() -> sends.sendAsync(thread, message)).toSingle();
    }

    /**
     * Finds out whether a message was sent.
     *
     * <p><b>Error handling:</b> fails with {@link IllegalArgumentException} if the operation does not send a message, or
     * the exception was deserialized. Fails with {@link com.inboxapp.sdk.InboxException} if the thread cannot be read;
     * it is then still unknown whether the message was sent. <b>Requests:</b> per subscription two for a quick send, and
     * one or two for a message into a thread; more if the thread has many newer messages, and all of them twice if the
     * message is not found at first. None if the message was found before.
     *
     * @param unconfirmed the exception of the send
     * @return the result; {@link Confirmation.NotFound} or {@link Confirmation.Ambiguous} only after the settle time of
     *     the client is over
     * @throws NullPointerException if {@code unconfirmed} is null
     */
    public Single<Confirmation> confirm(InboxUnconfirmedException unconfirmed) {
        Objects.requireNonNull(unconfirmed, "unconfirmed");
        return Futures.maybe(() -> sends.confirmAsync(unconfirmed)).toSingle();
    }
}
