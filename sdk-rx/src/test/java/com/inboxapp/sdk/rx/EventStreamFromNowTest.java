package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.sandbox.Fault;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An event stream that starts from now. */
@ExtendWith(UndeliverableErrors.class)
class EventStreamFromNowTest {
    private static final String BEFORE = "2025-12-31T23:00:00.000Z";

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(2);

    private final AtomicInteger requests = new AtomicInteger();
    private final PublishProcessor<Event> webhook = PublishProcessor.create();
    private EventServer server;

    private void serveOldEvents(int events, Runnable onRequest) {
        // registered before the rule that responds
        team.faults().on("GET", "/events").decide(request -> {
            requests.incrementAndGet();
            onRequest.run();
            return Optional.empty();
        });
        server = new EventServer(team);
        for (int seq = 1; seq <= events; seq++) {
            server.put(seq, EventServer.event(seq, BEFORE));
        }
    }

    private void addEvent(long seq) {
        server.put(seq, EventServer.event(seq, team.time.now().plusSeconds(1).toString()));
    }

    private Event delivered(long seq, boolean isNew) {
        return EventSequenceProperties.event(seq).toBuilder()
                .timestamp(isNew ? team.time.now().plusSeconds(1) : Instant.parse(BEFORE))
                .build();
    }

    private TestSubscriber<EventSignal> start() throws Exception {
        TestSubscriber<EventSignal> stream =
                team.rx.eventStream().fromNow().mergeWebhooks(webhook).signals().test();
        team.time.awaitWaiting();
        return stream;
    }

    private void tick() throws Exception {
        team.time.advanceToNext();
        team.time.awaitWaiting();
    }

    private static List<Long> numbers(TestSubscriber<EventSignal> stream) {
        return stream.values().stream()
                .map(signal -> ((EventSignal.Received) signal).event().seq())
                .toList();
    }

    @Test
    void ignoresOldDeliveriesWhileSkippingOldEvents() throws Exception {
        serveOldEvents(2_500, () -> {
            if (requests.get() <= 2) {
                webhook.onNext(delivered(requests.get() * 1_000L + 1, false));
            }
        });

        TestSubscriber<EventSignal> stream = start();

        stream.assertNoValues();
        addEvent(2_501);
        tick();
        assertThat(numbers(stream)).contains(2_501L);
        stream.cancel();
    }

    @Test
    void emitsNewEventsInOrderWhileSkippingOldOnes() throws Exception {
        serveOldEvents(2_500, () -> {
            if (requests.get() == 1) {
                webhook.onNext(delivered(2_502, true));
                addEvent(2_501);
                addEvent(2_502);
                addEvent(2_503);
            }
        });

        TestSubscriber<EventSignal> stream = start();
        tick();

        assertThat(numbers(stream)).containsExactly(2_501L, 2_502L, 2_503L);
        stream.cancel();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void emitsEventsThatHappenBeforeTheServerResponds(int old) throws Exception {
        team.faults()
                .on("GET", "/events")
                .decide(request -> requests.incrementAndGet() <= 5
                        ? Optional.of(Fault.withoutEffect().respond(503))
                        : Optional.empty());
        serveOldEvents(old, () -> {});
        TestSubscriber<EventSignal> stream = start();
        addEvent(old + 1);
        for (int i = 0; i < 6; i++) {
            tick();
        }

        assertThat(numbers(stream)).containsExactly(old + 1L);
        stream.cancel();
    }
}
