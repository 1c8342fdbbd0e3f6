package com.inboxapp.sdk;

import static com.inboxapp.sdk.VirtualSandbox.LOOKUP;
import static com.inboxapp.sdk.VirtualSandbox.MESSAGES;
import static com.inboxapp.sdk.VirtualSandbox.QUICK_SEND;
import static com.inboxapp.sdk.VirtualSandbox.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.Confirmation.NotFound;
import com.inboxapp.sdk.Confirmation.Sent;
import com.inboxapp.sdk.model.CreateTagRequest;
import com.inboxapp.sdk.model.LookupThreadQuery;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.sandbox.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmTest {
    private static final String JORDAN = "555555555";
    private static final String TEXT = "Is Tuesday fine?";

    private VirtualSandbox server;
    private InboxClient client;
    private Instant start;

    @BeforeEach
    void start() {
        server = new VirtualSandbox();
        client = server.client();
        start = server.time.now();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private InboxUnconfirmedException unconfirmed(Fault fault) {
        return unconfirmed(TEXT, fault);
    }

    private InboxUnconfirmedException unconfirmed(String text, Fault fault) {
        server.faults().on("POST", QUICK_SEND).nth(1, fault);
        return catchThrowableOfType(
                InboxUnconfirmedException.class,
                () -> client.messages().quickSend(message(JORDAN, text)).execute());
    }

    private Confirmation confirm(InboxUnconfirmedException unconfirmed) throws InterruptedException {
        return server.awaitEnd(client.confirmed().confirmAsync(unconfirmed)).join();
    }

    private ThreadId thread() {
        LookupThreadQuery query = LookupThreadQuery.builder()
                .accountLinkId(VirtualSandbox.SALES)
                .prospectPlatformId(PlatformUserId.of(JORDAN))
                .build();
        return server.client().threads().lookup(query).execute().thread().id();
    }

    private String onlyMessage() {
        assertThat(server.sandbox.sentMessages()).hasSize(1);
        return server.sandbox.sentMessages().get(0).id();
    }

    @Test
    void findsAnExistingMessageImmediately() {
        InboxUnconfirmedException lost = unconfirmed(Fault.afterEffect());

        Confirmation confirmation = client.confirmed().confirm(lost);

        assertThat(((Sent) confirmation).message().id().value()).isEqualTo(onlyMessage());
        assertThat(server.time.now()).isEqualTo(start);
        assertThat(server.received())
                .containsExactly("POST " + QUICK_SEND, "GET " + LOOKUP, "GET /threads/" + thread() + "/messages");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 60})
    void findsALateMessageAfterTheSettleTime(int seconds) throws InterruptedException {
        InboxUnconfirmedException lost = unconfirmed(Fault.lateEffect(Duration.ofSeconds(seconds)));

        Confirmation confirmation = confirm(lost);

        assertThat(((Sent) confirmation).message().id().value()).isEqualTo(onlyMessage());
        assertThat(server.time.now()).isEqualTo(start.plusSeconds(60));
    }

    @Test
    void doesNotReportNotFoundBeforeTheSettleTimeIsOver() throws InterruptedException {
        InboxUnconfirmedException lost = unconfirmed(Fault.withoutEffect());
        CompletableFuture<Confirmation> confirmation = client.confirmed().confirmAsync(lost);
        server.time.awaitWaiting(1);

        server.time.advance(Duration.ofMillis(59_999));

        assertThat(confirmation).isNotDone();
        assertThat(server.received()).hasSize(2);

        server.time.advance(Duration.ofMillis(1));

        assertThat(confirmation.join()).isEqualTo(new NotFound(start.plusSeconds(60)));
        assertThat(server.received()).containsExactly("POST " + QUICK_SEND, "GET " + LOOKUP, "GET " + LOOKUP);
    }

    @Test
    void startsTheSettleTimeAtTheEndOfTheAttempt() {
        InboxUnconfirmedException lost = unconfirmed(Fault.withoutEffect());
        server.time.advance(Duration.ofSeconds(60));

        assertThat(client.confirmed().confirm(lost)).isEqualTo(new NotFound(start.plusSeconds(60)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 600})
    void usesTheConfiguredSettleTime(int seconds) throws InterruptedException {
        client = server.client(builder -> builder.settleTime(Duration.ofSeconds(seconds)));

        Confirmation confirmation = confirm(unconfirmed(Fault.withoutEffect()));

        assertThat(confirmation).isEqualTo(new NotFound(start.plusSeconds(seconds)));
    }

    @Test
    void confirmsOnlyOneOfTwoSendsWhenOneMessageExists() throws InterruptedException {
        InboxUnconfirmedException one = unconfirmed(Fault.withoutEffect());
        InboxUnconfirmedException other = unconfirmed(Fault.afterEffect());

        List<Confirmation> confirmations = List.of(confirm(one), confirm(other));

        assertThat(confirmations).hasAtLeastOneElementOfType(Sent.class).hasAtLeastOneElementOfType(NotFound.class);
        assertThat(server.sandbox.sentMessages()).hasSize(1);
    }

    @Test
    void doesNotConfirmALostSendByAnAcknowledgedMessageOfTheSameText() throws InterruptedException {
        InboxUnconfirmedException lost = unconfirmed(Fault.withoutEffect());
        client.messages().quickSend(message(JORDAN, TEXT)).execute();

        assertThat(confirm(lost)).isInstanceOf(NotFound.class);
    }

    @Test
    void confirmsBothSendsOfTheSameTextIfBothTookEffect() throws InterruptedException {
        InboxUnconfirmedException one = unconfirmed(Fault.afterEffect());
        InboxUnconfirmedException other = unconfirmed(Fault.afterEffect());

        Sent first = (Sent) confirm(one);
        Sent second = (Sent) confirm(other);

        assertThat(first.message().id()).isNotEqualTo(second.message().id());
    }

    @Test
    void returnsTheSameResultToConcurrentConfirmations() throws InterruptedException {
        InboxUnconfirmedException lost = unconfirmed(Fault.lateEffect(Duration.ofSeconds(30)));
        CompletableFuture<Confirmation> one = client.confirmed().confirmAsync(lost);
        CompletableFuture<Confirmation> other = client.confirmed().confirmAsync(lost);
        server.time.awaitWaiting(2);

        server.time.advance(Duration.ofSeconds(60));

        assertThat(one.join()).isInstanceOf(Sent.class);
        assertThat(other.join()).isEqualTo(one.join());
    }

    @Test
    void ignoresAnOlderMessageWithTheSameText() throws InterruptedException {
        server.clientOfAnotherProcess()
                .messages()
                .quickSend(message(JORDAN, TEXT))
                .execute();
        server.time.advance(Duration.ofMinutes(6));

        assertThat(confirm(unconfirmed(Fault.withoutEffect()))).isInstanceOf(NotFound.class);
    }

    @Test
    void findsAMessageBehindManyNewerOnes() {
        InboxUnconfirmedException lost = unconfirmed(Fault.afterEffect());
        InboxClient colleague = server.clientOfAnotherProcess();
        for (int i = 0; i < 250; i++) {
            server.time.advance(Duration.ofMillis(1));
            colleague.messages().quickSend(message(JORDAN, "Newer " + i)).execute();
        }
        int before = server.received().size();

        Sent sent = (Sent) client.confirmed().confirm(lost);

        assertThat(sent.message().text()).isEqualTo(TEXT);
        assertThat(server.received()).hasSize(before + 4);
    }

    @Test
    void doesNotReadPagesFromBeforeTheAttempt() throws InterruptedException {
        InboxClient colleague = server.clientOfAnotherProcess();
        for (int i = 0; i < 250; i++) {
            colleague.messages().quickSend(message(JORDAN, "Older " + i)).execute();
        }
        server.time.advance(Duration.ofMinutes(6));
        InboxUnconfirmedException lost = unconfirmed(Fault.withoutEffect());
        int before = server.received().size();

        assertThat(confirm(lost)).isInstanceOf(NotFound.class);
        assertThat(server.received()).hasSize(before + 4);
    }

    @Test
    void looksUpTheThreadOfAReplyIfItsAccountIsUnknown() {
        server.clientOfAnotherProcess()
                .messages()
                .quickSend(message(JORDAN, "Hello"))
                .execute();
        ThreadId thread = thread();
        server.faults().on("POST", MESSAGES).nth(1, Fault.afterEffect());
        InboxUnconfirmedException lost = catchThrowableOfType(
                InboxUnconfirmedException.class,
                () -> client.messages()
                        .send(thread, SendMessageRequest.builder().text(TEXT).build())
                        .execute());

        Sent sent = (Sent) client.confirmed().confirm(lost);

        assertThat(sent.message().text()).isEqualTo(TEXT);
        assertThat(server.received())
                .endsWith(
                        "POST /threads/" + thread + "/messages",
                        "GET /threads/" + thread,
                        "GET /threads/" + thread + "/messages");
    }

    @Test
    void confirmsAReplyWithOneRequestIfItsAccountIsKnown() {
        ThreadId thread = client.messages()
                .quickSend(message(JORDAN, "Hello"))
                .execute()
                .thread()
                .id();
        server.faults().on("POST", MESSAGES).nth(1, Fault.afterEffect());
        InboxUnconfirmedException lost = catchThrowableOfType(
                InboxUnconfirmedException.class,
                () -> client.messages()
                        .send(thread, SendMessageRequest.builder().text(TEXT).build())
                        .execute());

        assertThat(client.confirmed().confirm(lost)).isInstanceOf(Sent.class);
        assertThat(server.received())
                .containsExactly(
                        "POST " + QUICK_SEND,
                        "POST /threads/" + thread + "/messages",
                        "GET /threads/" + thread + "/messages");
    }

    @Test
    void staysConfirmedWithoutAnotherRequest() {
        InboxUnconfirmedException lost = unconfirmed(Fault.afterEffect());
        Confirmation first = client.confirmed().confirm(lost);
        int before = server.received().size();

        assertThat(client.confirmed().confirm(lost)).isEqualTo(first);
        assertThat(server.received()).hasSize(before);
    }

    @Test
    void looksAgainAfterNotFound() throws InterruptedException {
        InboxUnconfirmedException lost = unconfirmed(Fault.lateEffect(Duration.ofSeconds(90)));
        assertThat(confirm(lost)).isInstanceOf(NotFound.class);
        server.time.advance(Duration.ofSeconds(30));

        assertThat(client.confirmed().confirm(lost)).isInstanceOf(Sent.class);
    }

    @Test
    void rejectsOperationsThatDoNotSend() {
        server.faults().on("POST", "/tags").nth(1, Fault.afterEffect());
        InboxUnconfirmedException lost = catchThrowableOfType(
                InboxUnconfirmedException.class,
                () -> client.tags()
                        .create(CreateTagRequest.builder().name("Support").build())
                        .execute());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.confirmed().confirm(lost))
                .withMessageContaining("tags.create");
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> client.confirmed().confirmAsync(lost).join())
                .withCauseExactlyInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void failsWithoutAResultWhenTheThreadCannotBeRead() {
        InboxUnconfirmedException lost = unconfirmed(Fault.afterEffect());
        server.faults().on("GET", LOOKUP).nth(1, Fault.withoutEffect().respond(403));

        assertThatExceptionOfType(InboxApiException.Forbidden.class)
                .isThrownBy(() -> client.confirmed().confirm(lost));
        assertThat(client.confirmed().confirm(lost)).isInstanceOf(Sent.class);
    }

    @Test
    void retriesFailedReads() throws InterruptedException {
        InboxUnconfirmedException lost = unconfirmed(Fault.afterEffect());
        server.faults().on("GET", LOOKUP).between(1, 3, Fault.withoutEffect().respond(503));
        server.faults().on("GET", MESSAGES).between(1, 3, Fault.withoutEffect());

        assertThat(confirm(lost)).isInstanceOf(Sent.class);
    }

    @Test
    void showsNoMessageTextInExceptions() {
        InboxUnconfirmedException lost = unconfirmed("The price is 4711", Fault.afterEffect());
        server.faults().on("GET", MESSAGES).nth(1, Fault.afterEffect().htmlPage(200));

        InboxException unread = catchThrowableOfType(
                InboxException.class, () -> client.confirmed().confirm(lost));

        for (Throwable e : List.of(lost, lost.getCause(), unread)) {
            assertThat(e.toString() + e.getMessage() + lost.context()).doesNotContain("4711");
        }
    }
}
