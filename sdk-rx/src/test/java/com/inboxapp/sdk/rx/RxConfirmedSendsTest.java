package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.inboxapp.sdk.CallListener;
import com.inboxapp.sdk.CallOptions;
import com.inboxapp.sdk.Confirmation;
import com.inboxapp.sdk.InboxApiException;
import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.InboxUnconfirmedException;
import com.inboxapp.sdk.RetryPolicy;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.Hold;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import com.inboxapp.sdk.sandbox.SandboxMessage;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.observers.TestObserver;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(UndeliverableErrors.class)
class RxConfirmedSendsTest {
    private static final String QUICK_SEND = "/threads/messages";
    private static final String SEND = "/threads/{threadId}/messages";
    private static final QuickSendRequest MESSAGE = QuickSendRequest.builder()
            .accountLinkId(AccountLinkId.of("acc_abc123"))
            .prospectPlatformId(PlatformUserId.of("555555555"))
            .text("Is Tuesday fine?")
            .build();
    private static final SendMessageRequest REPLY =
            SendMessageRequest.builder().text("Or Wednesday?").build();

    private final BlockingQueue<CallListener.CallEnd> ends = new LinkedBlockingQueue<>();
    private final InboxSandbox sandbox =
            InboxSandbox.builder().empty().unlimited().start();
    private final InboxClient client = InboxClient.builder()
            .baseUrl(sandbox.baseUrl())
            .apiToken("sandbox-token")
            .options(CallOptions.builder().retries(RetryPolicy.none()).build())
            .listener(new CallListener() {
                @Override
                public void callEnded(CallInfo call, CallEnd end) {
                    ends.add(end);
                }
            })
            .build();
    private final RxInboxClient rx = RxInboxClient.create(client);

    @AfterEach
    void stop() {
        client.close();
        sandbox.close();
    }

    private void loseFirstResponse(String path) {
        sandbox.faults().on("POST", path).between(1, 1, Fault.afterEffect());
    }

    private List<String> sentIds() {
        return sandbox.sentMessages().stream().map(SandboxMessage::id).toList();
    }

    @Test
    void findsTheQuickSendWhoseResponseWasLost() {
        loseFirstResponse(QUICK_SEND);

        SentMessage sent = rx.confirmed().quickSend(MESSAGE).blockingGet();

        assertThat(sentIds()).containsExactly(sent.message().id().value());
    }

    @Test
    void findsTheReplyWhoseResponseWasLost() {
        ThreadId thread =
                rx.messages().quickSend(MESSAGE).blockingGet().thread().id();
        loseFirstResponse(SEND);

        Message sent = rx.confirmed().send(thread, REPLY).blockingGet();

        assertThat(sent.text()).isEqualTo(REPLY.text());
        assertThat(sentIds()).hasSize(2).endsWith(sent.id().value());
    }

    @Test
    void findsTheMessageFromAnAccountWhoseResponseWasLost() {
        loseFirstResponse(QUICK_SEND);

        SentMessage sent = rx.accounts()
                .from(AccountRef.id(MESSAGE.accountLinkId()))
                .sendConfirmed(MESSAGE.prospectPlatformId(), MESSAGE.text())
                .blockingGet();

        assertThat(sentIds()).containsExactly(sent.message().id().value());
    }

    @Test
    void confirmsASendThatEndedUnconfirmed() throws InterruptedException {
        loseFirstResponse(QUICK_SEND);
        rx.messages().quickSend(MESSAGE).test().await().assertError(InboxUnconfirmedException.class);

        Confirmation found = rx.confirmed().confirm(unconfirmed()).blockingGet();

        assertThat(found).isInstanceOf(Confirmation.Sent.class);
        assertThat(sentIds()).hasSize(1);
    }

    private InboxUnconfirmedException unconfirmed() throws InterruptedException {
        return (InboxUnconfirmedException) ends.take().failure();
    }

    @Test
    void sendsOnceForEachSubscription() {
        Single<SentMessage> send = rx.confirmed().quickSend(MESSAGE);
        assertThat(sandbox.requests()).isEmpty();

        String first = send.blockingGet().message().id().value();
        String second = send.blockingGet().message().id().value();

        assertThat(sentIds()).containsExactly(first, second);
    }

    @Test
    void failsWithTheRefusalOfTheServer() throws InterruptedException {
        sandbox.faults()
                .on("POST", QUICK_SEND)
                .between(1, 1, Fault.withoutEffect().respond(422));

        rx.confirmed().quickSend(MESSAGE).test().await().assertError(InboxApiException.Unprocessable.class);

        assertThat(sandbox.requests()).hasSize(1);
    }

    @Test
    void cancelsTheSendWhenTheSubscriptionIsDisposed() throws InterruptedException {
        Hold hold = new Hold();
        sandbox.faults().on("POST", QUICK_SEND).each(Fault.afterEffect().hold(hold));
        TestObserver<SentMessage> send = rx.confirmed().quickSend(MESSAGE).test();
        hold.awaitRequest();

        send.dispose();

        CallListener.CallEnd end = ends.poll(60, TimeUnit.SECONDS);
        hold.release();
        assertThat(end).isNotNull();
        assertThat(end.failure()).isInstanceOf(CancellationException.class);
        send.assertNoErrors().assertNotComplete();
        assertThat(sandbox.requests()).hasSize(1);
    }

    @Test
    void refusesNullByName() {
        RxConfirmedSends sends = rx.confirmed();

        assertThatNullPointerException().isThrownBy(() -> sends.quickSend(null)).withMessage("message");
        assertThatNullPointerException()
                .isThrownBy(() -> sends.send(null, REPLY))
                .withMessage("thread");
        assertThatNullPointerException()
                .isThrownBy(() -> sends.send(ThreadId.of("thread_1"), null))
                .withMessage("message");
        assertThatNullPointerException().isThrownBy(() -> sends.confirm(null)).withMessage("unconfirmed");
    }
}
