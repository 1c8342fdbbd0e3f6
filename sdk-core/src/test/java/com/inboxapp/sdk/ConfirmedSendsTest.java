package com.inboxapp.sdk;

import static com.inboxapp.sdk.VirtualSandbox.LOOKUP;
import static com.inboxapp.sdk.VirtualSandbox.MESSAGES;
import static com.inboxapp.sdk.VirtualSandbox.QUICK_SEND;
import static com.inboxapp.sdk.VirtualSandbox.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.Hold;
import com.inboxapp.sdk.sandbox.SandboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmedSendsTest {
    private static final String TEXT = "Is Tuesday fine?";
    private static final Duration SETTLE_TIME = Duration.ofSeconds(60);

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

    private void sends(long first, long last, Fault fault) {
        server.faults().on("POST", QUICK_SEND).between(first, last, fault);
    }

    private CompletableFuture<SentMessage> startSend() {
        return client.confirmed().quickSendAsync(message("555555555", TEXT));
    }

    private SentMessage send() throws InterruptedException {
        return server.awaitEnd(startSend()).join();
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return ((CompletionException) catchThrowable(
                        () -> future.orTimeout(60, TimeUnit.SECONDS).join()))
                .getCause();
    }

    private List<String> created() {
        return server.sandbox.sentMessages().stream().map(SandboxMessage::id).toList();
    }

    @Test
    void sendsOneRequestWithoutFaults() throws InterruptedException {
        SentMessage sent = send();

        assertThat(created()).containsExactly(sent.message().id().value());
        assertThat(server.received()).containsExactly("POST " + QUICK_SEND);
    }

    @Test
    void findsTheMessageInTheThreadAfterALostResponse() throws InterruptedException {
        sends(1, 1, Fault.afterEffect());

        SentMessage sent = send();

        assertThat(created()).containsExactly(sent.message().id().value());
        assertThat(sent.thread().id())
                .isEqualTo(ThreadId.of(server.sandbox.sentMessages().get(0).threadId()));
        assertThat(sent.message().text()).isEqualTo(TEXT);
        assertThat(server.sends()).isOne();
        assertThat(server.time.now()).isEqualTo(start);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 59, 60})
    void doesNotResendAMessageThatAppearsLate(int seconds) throws InterruptedException {
        sends(1, 1, Fault.lateEffect(Duration.ofSeconds(seconds)).respond(504));

        SentMessage sent = send();

        assertThat(created()).containsExactly(sent.message().id().value());
        assertThat(server.sends()).isOne();
    }

    @Test
    void resendsALostMessageAfterTheSettleTimeAndNotBefore() throws InterruptedException {
        sends(1, 1, Fault.withoutEffect());
        CompletableFuture<SentMessage> sent = startSend();
        server.time.awaitWaiting(1);

        server.time.advance(SETTLE_TIME.minusMillis(1));

        assertThat(server.sends()).isOne();

        server.time.advance(Duration.ofMillis(1));

        String id = sent.join().message().id().value();
        assertThat(created()).containsExactly(id);
        assertThat(server.received())
                .containsExactly("POST " + QUICK_SEND, "GET " + LOOKUP, "GET " + LOOKUP, "POST " + QUICK_SEND);
    }

    @Test
    void givesUpAfterThreeLostMessages() throws InterruptedException {
        sends(1, 10, Fault.withoutEffect().respond(502));

        Throwable failure = failure(server.awaitEnd(startSend()));

        assertThat(failure)
                .isExactlyInstanceOf(InboxUnconfirmedException.class)
                .hasCauseExactlyInstanceOf(InboxApiException.ServerError.class);
        assertThat(server.sends()).isEqualTo(3);
        assertThat(server.time.now()).isEqualTo(start.plus(SETTLE_TIME.multipliedBy(3)));
    }

    @Test
    void doesNotResendARejectedMessage() throws InterruptedException {
        sends(1, 1, Fault.withoutEffect().respond(422));

        Throwable failure = failure(server.awaitEnd(startSend()));

        assertThat(failure).isExactlyInstanceOf(InboxApiException.Unprocessable.class);
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void confirmsAReplyLikeAQuickSend() throws InterruptedException {
        ThreadId thread = send().thread().id();
        server.faults().on("POST", MESSAGES).nth(1, Fault.lateEffect(Duration.ofSeconds(20)));

        Message reply = server.awaitEnd(client.confirmed()
                        .sendAsync(
                                thread,
                                SendMessageRequest.builder().text("Wednesday?").build()))
                .join();

        assertThat(created()).hasSize(2).endsWith(reply.id().value());
        assertThat(server.sends()).isEqualTo(2);
    }

    @Test
    void createsTwoMessagesForTwoSendsOfTheSameText() throws InterruptedException {
        sends(1, 1, Fault.withoutEffect());
        sends(3, 3, Fault.afterEffect());

        SentMessage one = send();
        SentMessage other = send();

        assertThat(created())
                .containsExactly(
                        one.message().id().value(), other.message().id().value());
    }

    @Test
    void doesNotResendWhenTheThreadCannotBeRead() throws InterruptedException {
        sends(1, 1, Fault.withoutEffect());
        server.faults().on("GET", LOOKUP).each(Fault.withoutEffect().respond(500));

        Throwable failure = failure(server.awaitEnd(startSend()));

        assertThat(failure)
                .isExactlyInstanceOf(InboxUnconfirmedException.class)
                .hasCauseExactlyInstanceOf(InboxConnectionException.class);
        assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(InboxApiException.ServerError.class);
        assertThat(server.sends()).isOne();
    }

    @Test
    void doesNotResendWhenTheThreadCannotBeReadAfterTheSettleTime() throws InterruptedException {
        sends(1, 1, Fault.withoutEffect());
        server.faults().on("GET", LOOKUP).nth(2, Fault.withoutEffect().respond(403));

        Throwable failure = failure(server.awaitEnd(startSend()));

        assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(InboxApiException.Forbidden.class);
        assertThat(server.sends()).isOne();
    }

    @Test
    void looksForTheMessageAfterAnAttemptTimeout() throws Exception {
        client = server.client(builder -> builder.options(
                CallOptions.builder().attemptTimeout(Duration.ofSeconds(20)).build()));
        assertHangingSendIsFound();
    }

    @Test
    void looksForTheMessageAfterADeadlineDuringTheSend() throws Exception {
        client = server.client(builder -> builder.options(CallOptions.deadline(Duration.ofSeconds(20))));
        assertHangingSendIsFound();
    }

    private void assertHangingSendIsFound() throws Exception {
        Hold hold = new Hold();
        sends(1, 1, Fault.afterEffect().realResponse().hold(hold));
        CompletableFuture<SentMessage> sent = startSend();
        hold.awaitRequest();

        server.time.advance(Duration.ofSeconds(20));

        String id = sent.orTimeout(60, TimeUnit.SECONDS).join().message().id().value();
        assertThat(created()).containsExactly(id);
        assertThat(server.sends()).isOne();
        hold.release();
    }

    private CompletableFuture<SentMessage> startAndAwaitSettleTimer() throws InterruptedException {
        sends(1, 1, Fault.withoutEffect());
        CompletableFuture<SentMessage> sent = startSend();
        server.time.awaitWaiting(1);
        return sent;
    }

    private void assertNoFurtherRequests() {
        server.time.advance(SETTLE_TIME.multipliedBy(10));
        assertThat(server.received()).containsExactly("POST " + QUICK_SEND, "GET " + LOOKUP);
    }

    @Test
    void cancellationEndsTheWait() throws InterruptedException {
        CompletableFuture<SentMessage> sent = startAndAwaitSettleTimer();

        assertThat(sent.cancel(true)).isTrue();

        assertNoFurtherRequests();
    }

    @Test
    void endsUnconfirmedWhenTheClientIsClosedDuringTheWait() throws InterruptedException {
        CompletableFuture<SentMessage> sent = startAndAwaitSettleTimer();

        client.close();

        Throwable failure = failure(sent);
        assertThat(failure).isExactlyInstanceOf(InboxUnconfirmedException.class);
        assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(InboxClosedException.class);
        assertNoFurtherRequests();
    }

    @Test
    void endsUnconfirmedWhenTheThreadIsInterruptedDuringTheWait() throws InterruptedException {
        sends(1, 1, Fault.withoutEffect());
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            Throwable failure = catchThrowable(() -> client.confirmed().quickSend(message("555555555", TEXT)));
            interrupted.complete(Thread.currentThread().isInterrupted());
            thrown.complete(failure);
        });
        caller.start();
        server.time.awaitWaiting(1);

        caller.interrupt();

        caller.join(30_000);
        assertThat(thrown.join()).isExactlyInstanceOf(InboxUnconfirmedException.class);
        assertThat(thrown.join().getSuppressed()).hasExactlyElementsOfTypes(InboxInterruptedException.class);
        assertThat(interrupted).isCompletedWithValue(true);
        assertNoFurtherRequests();
    }

    @Test
    void endsUnconfirmedWhenTheClientIsClosedDuringTheSecondSend() throws Exception {
        Hold hold = new Hold();
        sends(1, 1, Fault.withoutEffect());
        sends(2, 2, Fault.withoutEffect().hold(hold));
        CompletableFuture<SentMessage> sent = startSend();
        server.time.awaitWaiting(1);
        server.time.advance(SETTLE_TIME);
        hold.awaitRequest();

        client.close();

        Throwable failure = failure(sent);
        assertThat(failure)
                .isExactlyInstanceOf(InboxUnconfirmedException.class)
                .hasCauseExactlyInstanceOf(InboxClosedException.class);
        assertThat(((InboxUnconfirmedException) failure).attemptStartedAt()).isEqualTo(start.plus(SETTLE_TIME));
        hold.release();
    }

    @Test
    void failsWithTheRejectionOfTheSecondSend() throws InterruptedException {
        sends(1, 1, Fault.withoutEffect());
        sends(2, 2, Fault.withoutEffect().respond(422));

        assertThat(failure(server.awaitEnd(startSend()))).isExactlyInstanceOf(InboxApiException.Unprocessable.class);
        assertThat(server.sends()).isEqualTo(2);
    }

    @Test
    void confirmingFailsWithTheReasonThatEndedIt() throws InterruptedException {
        sends(1, 1, Fault.withoutEffect());
        InboxUnconfirmedException lost = (InboxUnconfirmedException)
                failure(client.messages().quickSend(message("555555555", TEXT)).executeAsync());
        CompletableFuture<Confirmation> confirmation = client.confirmed().confirmAsync(lost);
        server.time.awaitWaiting(1);

        client.close();

        assertThat(failure(confirmation)).isExactlyInstanceOf(InboxClosedException.class);
        assertNoFurtherRequests();
    }

    @Test
    void sendsNothingFromAClosedClient() {
        client.close();

        assertThatExceptionOfType(InboxClosedException.class)
                .isThrownBy(() -> client.confirmed().quickSend(message("555555555", TEXT)));
        assertThat(server.received()).isEmpty();
    }

    @Test
    void endsUnconfirmedWhenTheSchedulerRejectsTheWait() throws InterruptedException {
        client = server.client(builder -> builder.scheduler(new com.inboxapp.sdk.Faults.RejectingScheduler(
                server.time, Duration.ofSeconds(50), Duration.ofSeconds(60))));
        sends(1, 1, Fault.withoutEffect());

        Throwable failure = failure(client.confirmed().quickSendAsync(message("555555555", TEXT)));

        assertThat(failure).isExactlyInstanceOf(InboxUnconfirmedException.class);
        assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(RejectedExecutionException.class);
        assertNoFurtherRequests();
    }

    @Test
    void sendsNothingFromAnInterruptedThread() {
        for (int i = 0; i < 20; i++) {
            Thread.currentThread().interrupt();

            Throwable failure = catchThrowable(() -> client.confirmed().quickSend(message("555555555", TEXT)));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure).isExactlyInstanceOf(InboxInterruptedException.class);
        }
        assertThat(server.received()).isEmpty();
    }

    @Test
    void doesNotEndTheSettleTimeEarlyInAClientWithAnotherClock() throws InterruptedException {
        sends(1, 1, Fault.withoutEffect());
        InboxUnconfirmedException lost = (InboxUnconfirmedException)
                failure(client.messages().quickSend(message("555555555", TEXT)).executeAsync());
        InboxClient other = server.client(builder -> builder.scheduler(new DelegatingScheduler() {
            @Override
            public InboxScheduler time() {
                return server.time;
            }

            @Override
            public long nanoTime() {
                return server.time.nanoTime() + Duration.ofDays(1).toNanos();
            }
        }));

        CompletableFuture<Confirmation> confirmation = other.confirmed().confirmAsync(lost);

        server.time.awaitWaiting(1);
        assertThat(confirmation).isNotDone();
        assertThat(server.awaitEnd(confirmation).join()).isInstanceOf(Confirmation.NotFound.class);
        assertThat(server.time.now()).isAfterOrEqualTo(lost.attemptEndedAt().plusSeconds(60));
    }
}
