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

/** A message that was sent twice, since it was not found, and whose fate is still unknown. */
class ConfirmRepeatsTest {
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

    /** The first send has its effect, which does not show yet; the second one has none, and the last look is refused. */
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

    /** A message whose text the service stores like that of the one that was lost before. */
    private InboxUnconfirmedException lostAndStoredAlike() {
        server.faults()
                .on("GET", MESSAGES)
                .each(Fault.afterEffect()
                        .realResponse()
                        .body(page -> RewrittenTextTest.rewritten(
                                page, text -> text.replace(" & ", " &amp; "), message -> {})));
        return lost("Fish & chips", Fault.afterEffect());
    }

    @Test
    void theMessageOfTheFirstSendIsTheOne() throws InterruptedException {
        InboxUnconfirmedException lost = lostTwice("Is Tuesday fine?");

        Sent sent = (Sent) confirm(lost);

        assertThat(sent.message().text()).isEqualTo("Is Tuesday fine?");
        assertThat(confirm(lost)).isEqualTo(sent);
        assertThat(server.sends()).isEqualTo(3);
    }

    @Test
    void theMessageOfTheFirstSendIsTheOneAlsoWhenTheSecondOneWasCutOff() throws Exception {
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
    void onceItIsFoundNoneOfItsSendsKeepsAnotherOneInDoubt() throws InterruptedException {
        InboxUnconfirmedException lost = lostTwice("Fish &amp; chips");
        assertThat(confirm(lost)).isInstanceOf(Sent.class);

        assertThat(confirm(lostAndStoredAlike())).isInstanceOf(Sent.class);
    }

    @Test
    void onceTheSecondSendIsAnsweredTheFirstOneKeepsNoOtherInDoubt() throws InterruptedException {
        server.faults().on("POST", QUICK_SEND).nth(1, Fault.withoutEffect());
        assertThat(server.awaitEnd(client.confirmed().quickSendAsync(message(JORDAN, "Fish &amp; chips"))))
                .isCompleted();

        assertThat(confirm(lostAndStoredAlike())).isInstanceOf(Sent.class);
    }

    @Test
    void aMessageThatWasNotFoundMayStillComeAndKeepsAnotherInDoubt() throws InterruptedException {
        InboxUnconfirmedException late = lost("Fish &amp; chips", Fault.lateEffect(SETTLE_TIME.plusSeconds(1)));
        assertThat(confirm(late)).isInstanceOf(NotFound.class);

        assertThat(confirm(lostAndStoredAlike())).isInstanceOf(Ambiguous.class);

        assertThat(confirm(late)).isInstanceOf(Sent.class);
    }

    /** Its message is there, and the look that decided did not show it. */
    private void lostAndNotFound(String text) throws InterruptedException {
        client.messages().quickSend(message(JORDAN, "Hello")).execute();
        InboxUnconfirmedException lost = lost(text, Fault.afterEffect());
        server.faults()
                .on("GET", MESSAGES)
                .between(1, 2, Fault.afterEffect().realResponse().body(page -> NO_MESSAGES));
        assertThat(confirm(lost)).isInstanceOf(NotFound.class);
    }

    @Test
    void aProgramThatSendsAgainItselfFindsTheMessageOfItsFirstSend() throws InterruptedException {
        lostAndNotFound("Is Tuesday fine?");

        InboxUnconfirmedException again = lost("Is Tuesday fine?", Fault.withoutEffect());

        assertThat(confirm(again)).isInstanceOf(Sent.class);
        assertThat(confirm(again)).isInstanceOf(Sent.class);
    }

    @Test
    void aConfirmedSendFindsTheMessageThatTheProgramSentBefore() throws InterruptedException {
        lostAndNotFound("Is Tuesday fine?");
        server.faults().on("POST", QUICK_SEND).each(Fault.withoutEffect());

        CompletableFuture<SentMessage> again =
                server.awaitEnd(client.confirmed().quickSendAsync(message(JORDAN, "Is Tuesday fine?")));

        assertThat(again.join().message().text()).isEqualTo("Is Tuesday fine?");
        assertThat(server.sends()).isEqualTo(3);
    }

    @Test
    void whatWasNotFoundIsNotTheMessageOfASendWithAnotherText() throws InterruptedException {
        lostAndNotFound("Is Tuesday fine?");

        assertThat(confirm(lost("Is Friday fine?", Fault.withoutEffect()))).isInstanceOf(NotFound.class);
    }

    @Test
    void onceItWasSentAgainALaterSendOfTheSameTextIsOneOfItsOwn() throws InterruptedException {
        lostAndNotFound("Is Tuesday fine?");
        client.messages().quickSend(message(JORDAN, "Is Tuesday fine?")).execute();
        server.time.advance(SETTLE_TIME);

        assertThat(confirm(lost("Is Tuesday fine?", Fault.withoutEffect()))).isInstanceOf(NotFound.class);
    }
}
