package com.inboxapp.sdk;

import static com.inboxapp.sdk.VirtualSandbox.QUICK_SEND;
import static com.inboxapp.sdk.VirtualSandbox.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.Confirmation.NotFound;
import com.inboxapp.sdk.Confirmation.Sent;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.Hold;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients of one process that send to the same prospect. */
class ConfirmAcrossClientsTest {
    private static final String JORDAN = "555555555";

    private final int placesBefore = SendRegistry.places();
    private final VirtualSandbox server = new VirtualSandbox();
    private final InboxClient client = server.client();
    private final InboxClient other = server.client();

    @AfterEach
    void stop() {
        server.close();
        assertThat(SendRegistry.places()).isLessThanOrEqualTo(placesBefore);
    }

    private static InboxUnconfirmedException lost(VirtualSandbox server, InboxClient client, Fault fault) {
        server.faults().on("POST", QUICK_SEND).nth(1, fault);
        return catchThrowableOfType(
                InboxUnconfirmedException.class,
                () -> client.messages().quickSend(message(JORDAN, "Hi")).execute());
    }

    private Confirmation confirm(InboxClient by, InboxUnconfirmedException unconfirmed) throws InterruptedException {
        return server.awaitEnd(by.confirmed().confirmAsync(unconfirmed)).join();
    }

    @Test
    void doesNotMistakeAMessageOfAnotherClientForTheLostOne() throws InterruptedException {
        InboxUnconfirmedException lost = lost(server, client, Fault.withoutEffect());
        other.messages().quickSend(message(JORDAN, "Hi")).execute();

        assertThat(confirm(client, lost)).isInstanceOf(NotFound.class);
    }

    @Test
    void confirmsOnlyOneOfTheLostSendsOfTwoClients() throws InterruptedException {
        InboxUnconfirmedException one = lost(server, client, Fault.afterEffect());
        InboxUnconfirmedException two = lost(server, other, Fault.withoutEffect());

        assertThat(confirm(client, one)).isInstanceOf(Sent.class);
        assertThat(confirm(other, two)).isInstanceOf(NotFound.class);
    }

    @Test
    void waitsForInFlightSendsOfAnotherClient() throws Exception {
        InboxUnconfirmedException lost = lost(server, client, Fault.withoutEffect());
        Hold hold = new Hold();
        server.faults()
                .on("POST", QUICK_SEND)
                .nth(1, Fault.afterEffect().realResponse().hold(hold));
        CompletableFuture<SentMessage> slow =
                other.messages().quickSend(message(JORDAN, "Hi")).executeAsync();
        hold.awaitRequest();
        CompletableFuture<Confirmation> confirmation = client.confirmed().confirmAsync(lost);
        server.time.awaitWaiting(1);

        hold.release();
        slow.join();

        assertThat(server.awaitEnd(confirmation).join()).isInstanceOf(NotFound.class);
    }

    @Test
    void excludesMessagesOfAClientThatWasClosed() throws InterruptedException {
        InboxUnconfirmedException lost = lost(server, client, Fault.withoutEffect());
        other.messages().quickSend(message(JORDAN, "Hi")).execute();
        other.close();
        other.close();

        assertThat(confirm(client, lost)).isInstanceOf(NotFound.class);
    }

    @Test
    void closingADerivedClientKeepsItsSendsRegistered() throws InterruptedException {
        InboxUnconfirmedException lost = lost(server, client, Fault.withoutEffect());
        InboxClient derived = client.toBuilder().build();
        derived.messages().quickSend(message(JORDAN, "Hi")).execute();
        derived.close();
        other.close();

        assertThat(confirm(server.client(), lost)).isInstanceOf(NotFound.class);
    }

    @Test
    void cannotExcludeMessagesOfAnotherProcess() throws InterruptedException {
        InboxUnconfirmedException lost = lost(server, client, Fault.withoutEffect());
        server.clientOfAnotherProcess()
                .messages()
                .quickSend(message(JORDAN, "Hi"))
                .execute();

        assertThat(confirm(client, lost)).isInstanceOf(Sent.class);
    }
}
