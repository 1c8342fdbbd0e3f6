package com.inboxapp.sdk;

import static com.inboxapp.sdk.VirtualSandbox.MESSAGES;
import static com.inboxapp.sdk.VirtualSandbox.QUICK_SEND;
import static com.inboxapp.sdk.VirtualSandbox.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.Confirmation.Ambiguous;
import com.inboxapp.sdk.Confirmation.NotFound;
import com.inboxapp.sdk.Confirmation.Sent;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.Hold;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A message that was sent a second time because it was not found, and that is still unconfirmed. */
class ConfirmRetriesTest {
    private static final String JORDAN = "555555555";
    private static final Duration SETTLE_TIME = Duration.ofMinutes(10);
    private static final String NO_MESSAGES = "{\"threadId\":\"thread_1\",\"messages\":[],\"nextCursor\":null}";

    private final VirtualSandbox server = new VirtualSandbox();
    private final InboxClient client = server.client(builder -> builder.settleTime(SETTLE_TIME));

    @AfterEach
    void stop() {
        server.close();
    }

    private InboxUnconfirmedException lost(String text, Fault fault) {
        server.faults().on("POST", QUICK_SEND).nth(1, fault);
        return catchThrowableOfType(
                InboxUnconfirmedException.class,
                () -> client.messages().quickSend(message(JORDAN, text)).execute());
    }

    /** The first send takes effect but is not visible yet, the second has no effect, and the last lookup is rejected. */
    private InboxUnconfirmedException lostTwice(String text) throws InterruptedException {
        client.messages().quickSend(message(JORDAN, "Hello")).execute();
        server.faults().on("POST", QUICK_SEND).nth(1, Fault.afterEffect());
        server.faults().on("POST", QUICK_SEND).nth(2, Fault.withoutEffect());
        server.faults()
                .on("GET", MESSAGES)
                .between(1, 3, Fault.afterEffect().realResponse().body(page -> NO_MESSAGES));
        server.faults().on("GET", MESSAGES).nth(4, Fault.withoutEffect().respond(403));
        CompletableFuture<SentMessage> sent = server.awaitEnd(client.confirmed().quickSendAsync(message(JORDAN, text)));
        Throwable failure = Failures.unwrapped(catchThrowable(sent::join));
        assertThat(failure).isExactlyInstanceOf(InboxUnconfirmedException.class);
        assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(InboxApiException.Forbidden.class);
        assertThat(server.sends()).isEqualTo(3);
        return (InboxUnconfirmedException) failure;
    }

    private Confirmation confirm(InboxUnconfirmedException unconfirmed) throws InterruptedException {
        return server.awaitEnd(client.confirmed().confirmAsync(unconfirmed)).join();
    }

    /** A lost message whose stored text equals that of an earlier lost message. */
    private InboxUnconfirmedException lostWithTheSameStoredText() {
        server.faults()
                .on("GET", MESSAGES)
                .each(Fault.afterEffect()
                        .realResponse()
                        .body(page -> RewrittenTextTest.rewritten(
                                page, text -> text.replace(" & ", " &amp; "), message -> {})));
        return lost("Fish & chips", Fault.afterEffect());
    }

    @Test
    void confirmsTheMessageOfTheFirstSend() throws InterruptedException {
        InboxUnconfirmedException lost = lostTwice("Is Tuesday fine?");

        Sent sent = (Sent) confirm(lost);

        assertThat(sent.message().text()).isEqualTo("Is Tuesday fine?");
        assertThat(confirm(lost)).isEqualTo(sent);
        assertThat(server.sends()).isEqualTo(3);
    }

    @Test
    void confirmsTheMessageOfTheFirstSendWhenTheSecondWasAborted() throws Exception {
        client.messages().quickSend(message(JORDAN, "Hello")).execute();
        Hold hold = new Hold();
        server.faults().on("POST", QUICK_SEND).nth(1, Fault.afterEffect());
        server.faults().on("POST", QUICK_SEND).nth(2, Fault.withoutEffect().hold(hold));
        server.faults()
                .on("GET", MESSAGES)
                .between(1, 2, Fault.afterEffect().realResponse().body(page -> NO_MESSAGES));
        CompletableFuture<SentMessage> sent = client.confirmed().quickSendAsync(message(JORDAN, "Is Tuesday fine?"));
        server.time.awaitWaiting(1);
        server.time.advance(SETTLE_TIME);
        hold.awaitRequest();
        client.close();
        Throwable failure = Failures.unwrapped(catchThrowable(sent::join));
        hold.release();

        Confirmation confirmation = server.awaitEnd(
                        server.client().confirmed().confirmAsync((InboxUnconfirmedException) failure))
                .join();

        assertThat(confirmation).isInstanceOf(Sent.class);
    }

    @Test
    void aConfirmedRetryLeavesNoOtherSendAmbiguous() throws InterruptedException {
        InboxUnconfirmedException lost = lostTwice("Fish &amp; chips");
        assertThat(confirm(lost)).isInstanceOf(Sent.class);

        assertThat(confirm(lostWithTheSameStoredText())).isInstanceOf(Sent.class);
    }

    @Test
    void aSuccessfulRetryLeavesNoOtherSendAmbiguous() throws InterruptedException {
        server.faults().on("POST", QUICK_SEND).nth(1, Fault.withoutEffect());
        assertThat(server.awaitEnd(client.confirmed().quickSendAsync(message(JORDAN, "Fish &amp; chips"))))
                .isCompleted();

        assertThat(confirm(lostWithTheSameStoredText())).isInstanceOf(Sent.class);
    }

    @Test
    void aMessageThatWasNotFoundKeepsASimilarSendAmbiguous() throws InterruptedException {
        InboxUnconfirmedException late = lost("Fish &amp; chips", Fault.lateEffect(SETTLE_TIME.plusSeconds(1)));
        assertThat(confirm(late)).isInstanceOf(NotFound.class);

        assertThat(confirm(lostWithTheSameStoredText())).isInstanceOf(Ambiguous.class);

        assertThat(confirm(late)).isInstanceOf(Sent.class);
    }

    /** The message exists, but the deciding lookup did not return it. */
    private void lostAndNotFound(String text) throws InterruptedException {
        client.messages().quickSend(message(JORDAN, "Hello")).execute();
        InboxUnconfirmedException lost = lost(text, Fault.afterEffect());
        server.faults()
                .on("GET", MESSAGES)
                .between(1, 2, Fault.afterEffect().realResponse().body(page -> NO_MESSAGES));
        assertThat(confirm(lost)).isInstanceOf(NotFound.class);
    }

    @Test
    void findsTheFirstMessageAfterTheCallerSentItAgain() throws InterruptedException {
        lostAndNotFound("Is Tuesday fine?");

        InboxUnconfirmedException again = lost("Is Tuesday fine?", Fault.withoutEffect());

        assertThat(confirm(again)).isInstanceOf(Sent.class);
        assertThat(confirm(again)).isInstanceOf(Sent.class);
    }

    @Test
    void aConfirmedSendFindsTheEarlierMessageOfTheCaller() throws InterruptedException {
        lostAndNotFound("Is Tuesday fine?");
        server.faults().on("POST", QUICK_SEND).each(Fault.withoutEffect());

        CompletableFuture<SentMessage> again =
                server.awaitEnd(client.confirmed().quickSendAsync(message(JORDAN, "Is Tuesday fine?")));

        assertThat(again.join().message().text()).isEqualTo("Is Tuesday fine?");
        assertThat(server.sends()).isEqualTo(3);
    }

    @Test
    void doesNotMatchAnEarlierMessageWithAnotherText() throws InterruptedException {
        lostAndNotFound("Is Tuesday fine?");

        assertThat(confirm(lost("Is Friday fine?", Fault.withoutEffect()))).isInstanceOf(NotFound.class);
    }

    @Test
    void treatsALaterSendOfTheSameTextAsASeparateMessage() throws InterruptedException {
        lostAndNotFound("Is Tuesday fine?");
        client.messages().quickSend(message(JORDAN, "Is Tuesday fine?")).execute();
        server.time.advance(SETTLE_TIME);

        assertThat(confirm(lost("Is Tuesday fine?", Fault.withoutEffect()))).isInstanceOf(NotFound.class);
    }
}
