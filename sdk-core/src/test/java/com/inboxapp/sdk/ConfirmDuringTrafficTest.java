package com.inboxapp.sdk;

import static com.inboxapp.sdk.VirtualSandbox.MESSAGES;
import static com.inboxapp.sdk.VirtualSandbox.QUICK_SEND;
import static com.inboxapp.sdk.VirtualSandbox.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.Confirmation.Ambiguous;
import com.inboxapp.sdk.Confirmation.NotFound;
import com.inboxapp.sdk.Confirmation.Sent;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Confirming a send while the same account sends other messages. */
class ConfirmDuringTrafficTest {
    private static final String JORDAN = "555555555";
    private static final Duration LONG_AFTER = Duration.ofHours(1);

    private final VirtualSandbox server = new VirtualSandbox();
    private InboxClient client = server.client();

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

    /** A send whose message is stored immediately and whose response is held until the hold is released. */
    private CompletableFuture<SentMessage> slowSend(String text, Hold hold) throws Exception {
        server.faults()
                .on("POST", QUICK_SEND)
                .nth(1, Fault.afterEffect().realResponse().hold(hold));
        CompletableFuture<SentMessage> slow =
                client.messages().quickSend(message(JORDAN, text)).executeAsync();
        hold.awaitRequest();
        return slow;
    }

    private Confirmation confirm(InboxUnconfirmedException unconfirmed) throws InterruptedException {
        return end(client.confirmed().confirmAsync(unconfirmed));
    }

    /** Advances the time until the work ends. It must end within {@link #LONG_AFTER}, even if another send never does. */
    private <R> R end(CompletableFuture<R> work) throws InterruptedException {
        var unusedEnd = work.whenComplete((value, failure) -> {
            var unusedTask = server.time.schedule(() -> {}, Duration.ZERO);
        });
        Instant limit = server.time.now().plus(LONG_AFTER);
        while (!work.isDone() && server.time.now().isBefore(limit)) {
            server.time.awaitWaiting(1);
            server.time.advanceToNext();
        }
        assertThat(work).isDone();
        return work.join();
    }

    @Test
    void doesNotWaitForSendsStartedAfterTheThreadWasRead() throws Exception {
        InboxUnconfirmedException lost = lost("Hi", Fault.withoutEffect());
        Hold first = new Hold();
        var slow = slowSend("One", first);
        server.time.advance(Duration.ofSeconds(60));
        CompletableFuture<Confirmation> confirmation = client.confirmed().confirmAsync(lost);
        server.time.awaitWaiting(1);
        Hold second = new Hold();
        var other = slowSend("Two", second);
        first.release();
        slow.join();

        assertThat(end(confirmation)).isInstanceOf(NotFound.class);

        second.release();
        assertThat(other.join().message().text()).isEqualTo("Two");
    }

    @Test
    void reportsAmbiguousWhenAnotherSendDoesNotEnd() throws Exception {
        InboxUnconfirmedException lost = lost("Hi", Fault.withoutEffect());
        Hold hold = new Hold();
        var slow = slowSend("One", hold);
        Instant started = server.time.now();

        Ambiguous ambiguous = (Ambiguous) confirm(lost);

        assertThat(server.time.now()).isEqualTo(started.plusSeconds(60 + 120));
        assertThat(ambiguous.candidates()).extracting(Message::text).containsExactly("One");
        hold.release();
        assertThat(slow.join().message().id())
                .isEqualTo(ambiguous.candidates().get(0).id());
        assertThat(confirm(lost)).isInstanceOf(NotFound.class);
    }

    @Test
    void doesNotMatchTheMessageOfAHangingSendOfTheSameText() throws Exception {
        InboxUnconfirmedException lost = lost("Hi", Fault.withoutEffect());
        Hold hold = new Hold();
        var slow = slowSend("Hi", hold);

        assertThat(confirm(lost)).isInstanceOf(Ambiguous.class);

        hold.release();
        assertThat(slow.join().message().text()).isEqualTo("Hi");
    }

    @Test
    void waitsForOtherSendsNoLongerThanTheCallDeadline() throws Exception {
        Duration deadline = Duration.ofSeconds(20);
        client = server.client(builder -> builder.scheduler(new WithoutDeadlineTimer(server.time, deadline)));
        InboxClient withDeadline =
                client.toBuilder().options(CallOptions.deadline(deadline)).build();
        InboxUnconfirmedException lost = lost("Hi", Fault.withoutEffect());
        Hold hold = new Hold();
        var slow = slowSend("One", hold);
        Instant started = server.time.now();

        assertThat(end(withDeadline.confirmed().confirmAsync(lost))).isInstanceOf(Ambiguous.class);

        assertThat(server.time.now()).isEqualTo(started.plusSeconds(60 + 20));
        withDeadline.close();
        hold.release();
        slow.join();
    }

    @Test
    void reportsAmbiguousForTwoLostMessagesWithReplacedLinks() throws Exception {
        server.faults()
                .on("GET", MESSAGES)
                .each(Fault.afterEffect()
                        .realResponse()
                        .body(page -> RewrittenTextTest.rewritten(
                                page, text -> text.replaceAll("https://\\S+", "https://t.co/Ab1"), message -> {})));
        InboxUnconfirmedException one = lost("See https://a.example", Fault.withoutEffect());
        InboxUnconfirmedException other = lost("See https://b.example", Fault.afterEffect());

        assertThat(confirm(one)).isInstanceOf(Ambiguous.class);
        assertThat(confirm(other)).isInstanceOf(Ambiguous.class);
    }

    @Test
    void aConfirmedMessageLeavesNoOtherSendAmbiguous() throws Exception {
        InboxUnconfirmedException one = lost("Fish &amp; chips", Fault.afterEffect());
        assertThat(confirm(one)).isInstanceOf(Sent.class);
        server.faults()
                .on("GET", MESSAGES)
                .each(Fault.afterEffect()
                        .realResponse()
                        .body(page -> RewrittenTextTest.rewritten(
                                page, text -> text.replace(" & ", " &amp; "), message -> {})));
        InboxUnconfirmedException other = lost("Fish & chips", Fault.afterEffect());

        assertThat(confirm(other)).isInstanceOf(Sent.class);
    }

    /** A scheduler that never runs tasks with one specific delay, which disables the call deadlines. */
    private record WithoutDeadlineTimer(InboxScheduler time, Duration length) implements DelegatingScheduler {
        @Override
        public Future<?> schedule(Runnable task, Duration delay) {
            return delay.equals(length) ? new CompletableFuture<>() : time.schedule(task, delay);
        }
    }
}
