package com.inboxapp.sdk;

import static com.inboxapp.sdk.VirtualSandbox.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.Hold;
import com.inboxapp.sdk.sandbox.SandboxMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Several sends of one text to one prospect with lost responses: each message belongs to exactly one of them. */
class SameTextSendsTest {
    private static final Duration SETTLE_TIME = Duration.ofSeconds(60);

    private final VirtualSandbox server = new VirtualSandbox();

    @AfterEach
    void stop() {
        server.close();
    }

    @RepeatedTest(20)
    void findsADifferentMessageForEachOfTwoConcurrentSends() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        InboxClient client = server.client(builder -> builder.listener(new CallListener() {
            @Override
            public void callEnded(CallInfo call, CallEnd end) {
                if (call.operation().equals("messages.list")) {
                    try {
                        together.await(60, TimeUnit.SECONDS);
                    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                        // the other lookup is not running
                    }
                }
            }
        }));
        server.faults()
                .on("POST", VirtualSandbox.QUICK_SEND)
                .between(1, 2, Fault.lateEffect(Duration.ofSeconds(30)).respond(504));

        var one = client.confirmed().quickSendAsync(message("555555555", "Hi"));
        var two = client.confirmed().quickSendAsync(message("555555555", "Hi"));
        server.time.awaitWaiting(2);
        server.time.advance(SETTLE_TIME);
        server.awaitEnd(CompletableFuture.allOf(one, two)).join();

        assertThat(server.sandbox.sentMessages())
                .extracting(SandboxMessage::id)
                .containsExactlyInAnyOrder(
                        one.join().message().id().value(),
                        two.join().message().id().value());
        assertThat(server.sends()).isEqualTo(2);
    }

    @Test
    void doesNotMatchTheMessageOfASendInFlight() throws Exception {
        InboxClient client = server.client();
        Hold hold = new Hold();
        server.faults()
                .on("POST", VirtualSandbox.QUICK_SEND)
                .nth(1, Fault.afterEffect().realResponse().hold(hold))
                .nth(2, Fault.withoutEffect());
        CompletableFuture<SentMessage> slow = client.confirmed().quickSendAsync(message("555555555", "Hi"));
        hold.awaitRequest();
        CompletableFuture<SentMessage> lost = client.confirmed().quickSendAsync(message("555555555", "Hi"));
        for (int i = 0; i < 5; i++) {
            server.time.awaitWaiting(1);
            server.time.advanceToNext();
        }
        assertThat(lost).isNotDone();

        hold.release();
        server.awaitEnd(CompletableFuture.allOf(slow, lost)).join();

        assertThat(slow.join().message().id())
                .isNotEqualTo(lost.join().message().id());
        assertThat(server.sandbox.sentMessages()).hasSize(2);
    }

    @Test
    void doesNotWaitForSendsToOtherProspects() throws Exception {
        InboxClient client = server.client();
        Hold hold = new Hold();
        server.faults()
                .on("POST", VirtualSandbox.QUICK_SEND)
                .nth(1, Fault.afterEffect().realResponse().hold(hold))
                .nth(2, Fault.afterEffect());
        var elsewhere = client.confirmed().quickSendAsync(message("666666666", "Hi"));
        hold.awaitRequest();

        var lost = client.confirmed().quickSendAsync(message("555555555", "Hi"));

        assertThat(server.awaitEnd(lost).join().message().text()).isEqualTo("Hi");
        hold.release();
        assertThat(server.awaitEnd(elsewhere).join()).isNotNull();
        assertThat(server.sends()).isEqualTo(2);
    }

    @Test
    void doesNotMatchAMessageOfTheConfirmingClientItself() throws Exception {
        InboxClient first = server.client();
        server.faults().on("POST", VirtualSandbox.QUICK_SEND).nth(1, Fault.withoutEffect());
        InboxUnconfirmedException lost = catchThrowableOfType(
                InboxUnconfirmedException.class,
                () -> first.messages().quickSend(message("555555555", "Hi")).execute());
        first.close();
        InboxClient second = server.client();
        second.messages().quickSend(message("555555555", "Hi")).execute();

        assertThat(server.awaitEnd(second.confirmed().confirmAsync(lost)).join())
                .isInstanceOf(Confirmation.NotFound.class);
    }

    @Test
    void numbersCallsAcrossClients() {
        List<Long> numbers = new CopyOnWriteArrayList<>();
        CallListener listener = new CallListener() {
            @Override
            public void callStarted(CallInfo call) {
                numbers.add(call.number());
            }
        };
        InboxClient one = server.client(builder -> builder.listener(listener));
        InboxClient two = server.client(builder -> builder.listener(listener));

        one.team().get().execute();
        two.team().get().execute();

        assertThat(numbers).doesNotHaveDuplicates().hasSize(2);
    }
}
