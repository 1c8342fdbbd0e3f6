package com.inboxapp.sdk;

import static com.inboxapp.sdk.VirtualSandbox.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.ReceivedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

class ConfirmedSendsProperties {
    private static final int TRIES = 52;
    private static final int SENDS_PER_TRY = 200;
    private static final Duration SETTLE_TIME = Duration.ofSeconds(60);

    private static VirtualSandbox server;
    private static InboxClient client;
    private static final Traffic TRAFFIC = new Traffic();
    private static final Set<String> MATCHED = new HashSet<>();
    private static int texts;
    private static int sends;
    private static int sendsWithFaults;

    private enum Kind {
        PLAIN,
        PLAIN_AND_CONFIRMED,
        CONFIRMED_SEND
    }

    private enum End {
        SENT,
        NOT_SENT,
        UNKNOWN
    }

    /** A message to send, with the faults of the sending and the reading requests. */
    private record Send(
            Kind kind,
            boolean reply,
            boolean sameTextAgain,
            Duration before,
            List<Fault> sending,
            List<Fault> reading) {}

    private record Arrived(boolean sends, Instant at, boolean rejected) {}

    /** Supplies the faults of one send and records the requests that the server receives. */
    private static final class Traffic {
        private final Deque<Fault> sending = new ArrayDeque<>();
        private final Deque<Fault> reading = new ArrayDeque<>();
        private final List<Arrived> arrived = new ArrayList<>();

        synchronized void begin(Send send) {
            arrived.clear();
            sending.clear();
            sending.addAll(send.sending);
            reading.clear();
            reading.addAll(send.reading);
        }

        synchronized Optional<Fault> fault(ReceivedRequest request) {
            boolean sends = request.method().equals("POST");
            Optional<Fault> fault = Optional.ofNullable(sends ? sending.poll() : reading.poll());
            boolean rejected = fault.filter(injected -> injected.toString().contains("respond(429)"))
                    .isPresent();
            arrived.add(new Arrived(sends, server.time.now(), rejected));
            return fault;
        }

        synchronized List<Arrived> arrived() {
            return List.copyOf(arrived);
        }
    }

    /** The intended sends with one text, and the outcomes that were reported to the callers. */
    private static final class Intent {
        private final List<End> ends = new ArrayList<>();
        private long created;

        long ended(End end) {
            return ends.stream().filter(one -> one == end).count();
        }

        @Override
        public String toString() {
            return created + " messages for " + ends;
        }
    }

    @BeforeContainer
    static void start() {
        server = new VirtualSandbox();
        client = server.client();
        server.faults().onEvery().decide(TRAFFIC::fault);
    }

    @AfterContainer
    static void stop() {
        server.close();
        assertThat(10 * sendsWithFaults).isGreaterThanOrEqualTo(3 * sends);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void createsNoMessageTwiceUnderAnyFaults(@ForAll("scripts") List<Send> script) throws Exception {
        Map<String, Intent> intents = new HashMap<>();
        String prospect = "";
        String text = "";
        ThreadId thread = null;
        for (Send send : script) {
            server.time.advance(send.before);
            if (!send.sameTextAgain || text.isEmpty()) {
                text = "text " + ++texts;
                prospect = String.valueOf(1_000_000 + texts);
            }
            Result result = run(send, text, prospect, send.reply ? thread : null);
            thread = result.thread != null ? result.thread : thread;
            intents.computeIfAbsent(text, unused -> new Intent()).ends.add(result.end);
            sends++;
            sendsWithFaults += send.sending.isEmpty() ? 0 : 1;
        }
        TRAFFIC.begin(new Send(Kind.PLAIN, false, false, Duration.ZERO, List.of(), List.of()));
        server.time.advance(SETTLE_TIME);

        for (var message : server.sandbox.sentMessages()) {
            Intent intent = intents.get(message.text());
            if (intent != null) {
                intent.created++;
            }
        }
        assertThat(intents.values()).allSatisfy(intent -> {
            assertThat(intent.created).isLessThanOrEqualTo(intent.ends.size());
            assertThat(intent.created).isGreaterThanOrEqualTo(intent.ended(End.SENT));
            assertThat(intent.created).isLessThanOrEqualTo(intent.ended(End.SENT) + intent.ended(End.UNKNOWN));
        });
    }

    private record Result(End end, @Nullable ThreadId thread) {}

    private static Result run(Send send, String text, String prospect, @Nullable ThreadId thread)
            throws InterruptedException {
        TRAFFIC.begin(send);
        try {
            Message message = await(begin(send.kind == Kind.CONFIRMED_SEND, text, prospect, thread));
            return sent(message, text);
        } catch (InboxUnconfirmedException unconfirmed) {
            return send.kind == Kind.PLAIN_AND_CONFIRMED ? confirm(unconfirmed, text) : new Result(End.UNKNOWN, null);
        } catch (InboxException rejected) {
            return new Result(End.NOT_SENT, null);
        } finally {
            assertNotSentAgainTooEarly(send.kind == Kind.CONFIRMED_SEND);
        }
    }

    private static CompletableFuture<Message> begin(
            boolean confirms, String text, String prospect, @Nullable ThreadId thread) {
        if (thread == null) {
            QuickSendRequest quickSend = message(prospect, text);
            return (confirms
                            ? client.confirmed().quickSendAsync(quickSend)
                            : client.messages().quickSend(quickSend).executeAsync())
                    .thenApply(SentMessage::message);
        }
        SendMessageRequest reply = SendMessageRequest.builder().text(text).build();
        return confirms
                ? client.confirmed().sendAsync(thread, reply)
                : client.messages().send(thread, reply).executeAsync();
    }

    private static Result confirm(InboxUnconfirmedException unconfirmed, String text) throws InterruptedException {
        try {
            Confirmation confirmation = await(client.confirmed().confirmAsync(unconfirmed));
            if (confirmation instanceof Confirmation.Sent sent) {
                return sent(sent.message(), text);
            }
            if (confirmation instanceof Confirmation.Ambiguous) {
                return new Result(End.UNKNOWN, null);
            }
            assertThat(server.time.now())
                    .isAfterOrEqualTo(unconfirmed.attemptEndedAt().plus(SETTLE_TIME));
            return new Result(End.NOT_SENT, null);
        } catch (InboxException unread) {
            return new Result(End.UNKNOWN, null);
        }
    }

    private static Result sent(Message message, String text) {
        assertThat(message.text()).isEqualTo(text);
        assertThat(MATCHED.add(message.id().value()))
                .as("reported for one send alone")
                .isTrue();
        return new Result(End.SENT, message.threadId());
    }

    private static <R> R await(CompletableFuture<R> work) throws InterruptedException {
        try {
            return server.awaitEnd(work).join();
        } catch (CompletionException e) {
            throw (InboxException) e.getCause();
        }
    }

    private static void assertNotSentAgainTooEarly(boolean confirms) {
        Arrived before = null;
        Instant read = Instant.MIN;
        for (Arrived request : TRAFFIC.arrived()) {
            if (!request.sends) {
                read = request.at;
                continue;
            }
            if (before != null && !before.rejected) {
                assertThat(confirms).as("may send again").isTrue();
                assertThat(read).as("looked").isAfterOrEqualTo(before.at.plus(SETTLE_TIME));
            }
            before = request;
        }
    }

    @Provide
    Arbitrary<List<Send>> scripts() {
        Arbitrary<List<Fault>> sending = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(List.of())),
                Tuple.of(1, sendingFaults().list().ofMinSize(1).ofMaxSize(4)));
        Arbitrary<List<Fault>> reading = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.just(List.of())),
                Tuple.of(1, readingFaults().list().ofMinSize(1).ofMaxSize(3)));
        Arbitrary<Duration> before = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(Duration.ZERO)),
                Tuple.of(1, Arbitraries.longs().between(1, 90_000).map(Duration::ofMillis)));
        return Combinators.combine(Arbitraries.of(Kind.class), chance(3), chance(4), before, sending, reading)
                .as(Send::new)
                .list()
                .ofSize(SENDS_PER_TRY);
    }

    private static Arbitrary<Boolean> chance(int oneIn) {
        return Arbitraries.integers().between(1, oneIn).map(number -> number == 1);
    }

    private static Arbitrary<Fault> sendingFaults() {
        Arbitrary<Duration> delays = Arbitraries.oneOf(
                Arbitraries.of(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(59_999), SETTLE_TIME),
                Arbitraries.longs().between(0, 60_000).map(Duration::ofMillis));
        Arbitrary<Fault> late = Combinators.combine(delays, Arbitraries.of(0, 408, 500, 502, 503, 504))
                .as((delay, status) -> {
                    Fault fault = Fault.lateEffect(delay);
                    return status == 0 ? fault : fault.respond(status);
                });
        Fault nothing = Fault.withoutEffect();
        Fault sent = Fault.afterEffect();
        return Arbitraries.frequencyOf(
                Tuple.of(1, late),
                Tuple.of(
                        2,
                        Arbitraries.of(
                                Fault.unread(),
                                nothing,
                                nothing.respond(408),
                                nothing.respond(429).header("Retry-After", "0"),
                                nothing.respond(429).header("Retry-After", "7"),
                                nothing.respond(429),
                                nothing.respond(500),
                                nothing.respond(503).header("Retry-After", "0"),
                                nothing.respond(400),
                                nothing.respond(302, "text/plain", "").header("Location", "/api/v1/team"),
                                nothing.htmlPage(200),
                                nothing.htmlPage(502),
                                sent,
                                sent.respond(408),
                                sent.respond(500),
                                sent.respond(503).header("Retry-After", "0"),
                                sent.htmlPage(200),
                                sent.respond(200, "application/json", ""),
                                sent.respond(200, "application/json", "null"),
                                sent.realResponse().halfBody(),
                                sent.realResponse().brokenOff())));
    }

    private static Arbitrary<Fault> readingFaults() {
        Fault nothing = Fault.withoutEffect();
        return Arbitraries.of(
                nothing,
                nothing.respond(403),
                nothing.respond(429).header("Retry-After", "3"),
                nothing.respond(503),
                nothing.htmlPage(200),
                Fault.afterEffect().realResponse().brokenOff());
    }
}
