package com.inboxapp.sdk;

import static com.inboxapp.sdk.VirtualSandbox.QUICK_SEND;
import static com.inboxapp.sdk.VirtualSandbox.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.testing.Warnings;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A custom clock that fails once, or from then on, after a message may have been sent. */
class ConfirmFaultsTest {
    private static final String TEXT = "Is Tuesday fine?";
    private static final int MAX_READINGS = 200;

    private final VirtualSandbox server = new VirtualSandbox();

    @AfterEach
    void stop() {
        server.close();
    }

    /** Once armed, fails at one reading or at that one and all later ones, with an exception or a wrong value. */
    private static final class Failing implements DelegatingScheduler {
        private final VirtualTime time;
        private final AtomicInteger readings = new AtomicInteger();
        private volatile int at;
        private volatile boolean forGood;
        private volatile Supplier<@Nullable Instant> failure = () -> Instant.EPOCH;

        Failing(VirtualTime time) {
            this.time = time;
        }

        void arm(int reading, boolean allLater, Supplier<@Nullable Instant> how) {
            readings.set(0);
            forGood = allLater;
            failure = how;
            at = reading;
        }

        boolean hasFailed() {
            return at > 0 && readings.get() >= at;
        }

        private boolean fails() {
            int reading = readings.incrementAndGet();
            return at > 0 && (reading == at || (forGood && reading > at));
        }

        @Override
        public InboxScheduler time() {
            return time;
        }

        @Override
        @SuppressWarnings("NullAway") // a clock may return null despite its contract
        public Instant now() {
            return fails() ? failure.get() : time.now();
        }

        @Override
        public long nanoTime() {
            if (fails()) {
                var unused = failure.get();
            }
            return time.nanoTime();
        }
    }

    private static Supplier<@Nullable Instant> raising(Throwable failure) {
        return () -> Faults.<Instant, RuntimeException>raise(failure);
    }

    static Stream<Supplier<@Nullable Instant>> failures() {
        return Stream.of(
                raising(new IllegalStateException("broken")),
                raising(new NoSuchFieldError("x")),
                raising(new StackOverflowError()),
                () -> null,
                () -> Instant.MAX,
                () -> Instant.MIN);
    }

    private @Nullable Throwable end(CompletableFuture<?> work) throws InterruptedException {
        CompletableFuture<?> ended = server.awaitEnd(work);
        return ended.isCompletedExceptionally() ? Failures.unwrapped(catchThrowable(ended::join)) : null;
    }

    @ParameterizedTest
    @MethodSource("failures")
    void endsUnconfirmedWhenTheClockFailsAfterASend(Supplier<@Nullable Instant> failure) throws Exception {
        Failing clock = new Failing(server.time);
        InboxClient client = server.client(builder -> builder.scheduler(clock));
        int prospect = 1_000;
        for (boolean forGood : new boolean[] {false, true}) {
            int at = 0;
            do {
                at++;
                long before = server.sends();
                server.faults().on("POST", QUICK_SEND).nth(1, Fault.withoutEffect());
                clock.arm(at, forGood, failure);
                CompletableFuture<SentMessage> sent =
                        client.confirmed().quickSendAsync(message(String.valueOf(++prospect), TEXT));

                Throwable thrown = end(sent);

                long requests = server.sends() - before;
                assertThat(thrown instanceof InboxUnconfirmedException
                                || (requests == 0 && thrown instanceof InboxException)
                                || (requests == 2 && thrown == null))
                        .as("reading %s, %s requests: %s", at, requests, thrown)
                        .isTrue();
            } while (clock.hasFailed() && at < MAX_READINGS);
            assertThat(at).isBetween(20, MAX_READINGS - 1);
        }
        assertThat(Warnings.takenTexts()).isSubsetOf("cleaning up after a call failed");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void confirmingFailsOnlyWithSdkExceptionsWhenTheClockFails(Supplier<@Nullable Instant> failure) throws Exception {
        Failing clock = new Failing(server.time);
        InboxClient client = server.client(builder -> builder.scheduler(clock));
        for (boolean forGood : new boolean[] {false, true}) {
            int at = 0;
            do {
                at++;
                clock.arm(0, false, failure);
                server.faults().on("POST", QUICK_SEND).nth(1, Fault.withoutEffect());
                InboxUnconfirmedException lost = (InboxUnconfirmedException) end(client.messages()
                        .quickSend(message(String.valueOf(10_000 + at), TEXT))
                        .executeAsync());
                clock.arm(at, forGood, failure);

                Throwable thrown = end(client.confirmed().confirmAsync(lost));

                assertThat(thrown == null || thrown instanceof InboxException)
                        .as("reading %s: %s", at, thrown)
                        .isTrue();
            } while (clock.hasFailed() && at < MAX_READINGS);
            assertThat(at).isBetween(10, MAX_READINGS - 1);
        }
        assertThat(Warnings.takenTexts()).isSubsetOf("cleaning up after a call failed");
    }

    @Test
    void addsLaterFailuresAsSuppressedToTheExceptionOfTheSend() throws Exception {
        IllegalStateException broken = new IllegalStateException("broken");
        Failing clock = new Failing(server.time);
        InboxClient client = server.client(builder -> builder.scheduler(clock).listener(new CallListener() {
            @Override
            public void callEnded(CallInfo call, CallEnd end) {
                if (call.operation().equals("messages.quickSend")) {
                    clock.arm(1, true, raising(broken));
                }
            }
        }));
        server.faults().on("POST", QUICK_SEND).nth(1, Fault.afterEffect());

        Throwable thrown = end(client.confirmed().quickSendAsync(message("555555555", TEXT)));

        assertThat(thrown).isExactlyInstanceOf(InboxUnconfirmedException.class);
        assertThat(thrown.getSuppressed()).containsExactly(broken);
        assertThat(server.sends()).isOne();
        clock.arm(0, false, raising(broken));
        Confirmation confirmation = client.confirmed().confirm((InboxUnconfirmedException) thrown);
        assertThat(confirmation)
                .isInstanceOfSatisfying(
                        Confirmation.Sent.class,
                        sent -> assertThat(sent.message())
                                .extracting(Message::text)
                                .isEqualTo(TEXT));
    }
}
