package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.EventId;
import com.inboxapp.sdk.model.EventType;
import com.inboxapp.sdk.model.EventVersion;
import com.inboxapp.sdk.model.TeamId;
import com.inboxapp.sdk.rx.EventSignal.Reset;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server whose event numbers fall back, as they do when a backup is restored. */
@ExtendWith(UndeliverableErrors.class)
class EventResetTest {
    private static final Instant START = Instant.parse("2025-12-31T00:00:00Z");

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(2);

    private final EventServer server = new EventServer(team);
    private final StateStore store = StateStore.inMemory();

    private static String time(long second) {
        return START.plusSeconds(second).toString();
    }

    private void addEvents(long first, long last) {
        LongStream.rangeClosed(first, last).forEach(seq -> server.put(seq, EventServer.event(seq, time(seq))));
    }

    /** Restores the server to an earlier number and adds new events from there on. */
    private void restore(long to, int newEvents) {
        server.clear();
        addEvents(1, to);
        for (long seq = to + 1; seq <= to + newEvents; seq++) {
            server.put(seq, EventServer.event(seq, time(100_000 + seq)).replace("event_", "later_"));
        }
    }

    private static List<String> received(TestSubscriber<EventSignal> stream) {
        return stream.values().stream()
                .flatMap(signal -> signal instanceof EventSignal.Received received
                        ? Stream.of(received.event().id().value())
                        : Stream.empty())
                .toList();
    }

    private static List<EventSignal> others(TestSubscriber<EventSignal> stream) {
        return stream.values().stream()
                .filter(signal -> !(signal instanceof EventSignal.Received))
                .toList();
    }

    private void advance(Duration time) throws InterruptedException {
        for (Instant end = team.time.now().plus(time); team.time.now().isBefore(end); ) {
            team.time.awaitWaiting();
            team.time.advanceToNext();
            team.time.awaitWaiting();
        }
    }

    private static List<String> ids(String prefix, long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(seq -> prefix + seq).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 5, 9})
    void detectsAResetAfterTenIdleMinutesAndEmitsNewEventsOnce(long restoredTo) throws Exception {
        addEvents(1, 10);
        TestSubscriber<EventSignal> stream =
                team.rx.eventStream().checkpoint(store, "crm").signals().test();
        team.time.awaitWaiting();
        restore(restoredTo, 1);
        advance(Duration.ofMinutes(9));
        assertThat(stream.values()).hasSize(10);
        advance(Duration.ofMinutes(2));

        assertThat(others(stream)).containsExactly(new Reset(10, restoredTo));
        server.put(
                restoredTo + 2, EventServer.event(restoredTo + 2, time(200_000)).replace("event_", "later_"));
        advance(Duration.ofMinutes(1));
        List<String> expected = new ArrayList<>(ids("event_", 1, 10));
        expected.addAll(ids("later_", restoredTo + 1, restoredTo + 2));
        assertThat(received(stream)).isEqualTo(expected);
        assertThat(store.read("crm").orElseThrow()).startsWith((restoredTo + 2) + " ");
        advance(Duration.ofMinutes(30));
        assertThat(others(stream)).hasSize(1);
        assertThat(received(stream)).isEqualTo(expected);
        stream.cancel();
    }

    @Test
    void detectsAResetWhenStartedFromACheckpoint() throws Exception {
        store.write("crm", "10 " + time(10));
        restore(4, 3);
        TestSubscriber<EventSignal> stream =
                team.rx.eventStream().checkpoint(store, "crm").signals().test();
        advance(Duration.ofMinutes(11));

        assertThat(stream.values().get(0)).isEqualTo(new Reset(10, 4));
        assertThat(received(stream)).isEqualTo(ids("later_", 5, 7));
        stream.cancel();
    }

    /** The clock of a test, or of a server with a resolution of one second, may not have advanced. */
    @Test
    void keepsANewEventWithTheTimestampOfTheLastKnownOne() throws Exception {
        store.write("crm", "10 " + time(10));
        addEvents(1, 2);
        server.put(3, EventServer.event(3, time(10)).replace("event_", "later_"));
        TestSubscriber<EventSignal> stream =
                team.rx.eventStream().checkpoint(store, "crm").signals().test();
        advance(Duration.ofMinutes(11));

        assertThat(stream.values().get(0)).isEqualTo(new Reset(10, 2));
        assertThat(received(stream)).containsExactly("later_3");
        stream.cancel();
    }

    @Test
    void reportsNoResetForACheckpointAtTheLatestEvent() throws Exception {
        addEvents(1, 10);
        store.write("crm", "10 " + time(10));
        TestSubscriber<EventSignal> stream =
                team.rx.eventStream().checkpoint(store, "crm").signals().test();
        advance(Duration.ofMinutes(25));

        stream.assertNoValues().cancel();
    }

    @Test
    void detectsAResetImmediatelyByADeliveryWithALowerNumber() throws Exception {
        addEvents(1, 10);
        PublishProcessor<Event> webhook = PublishProcessor.create();
        TestSubscriber<EventSignal> stream =
                team.rx.eventStream().mergeWebhooks(webhook).signals().test();
        team.time.awaitWaiting();
        restore(3, 1);
        Instant before = team.time.now();

        webhook.onNext(Event.builder()
                .id(EventId.of("later_4"))
                .seq(4L)
                .teamId(TeamId.of("team_1"))
                .type(EventType.of("tag.created"))
                .timestamp(Instant.parse(time(100_004)))
                .version(EventVersion.of("1.0"))
                .build());
        stream.awaitCount(12);

        assertThat(others(stream)).containsExactly(new Reset(10, 3));
        assertThat(received(stream)).endsWith("event_10", "later_4").hasSize(11);
        assertThat(team.time.now()).isEqualTo(before);
        stream.cancel();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000, 2_500})
    void reportsNoResetWhenTheServerIsUnchanged(int events) throws Exception {
        addEvents(1, events);
        TestSubscriber<EventSignal> stream = team.rx.eventStream().signals().test();
        advance(Duration.ofMinutes(35));
        long requests = team.received("GET /events");

        stream.assertValueCount(events).cancel();
        assertThat(requests).isLessThanOrEqualTo(90);
    }

    @Test
    void detectsAResetToMoreThanOnePageOfEvents() throws Exception {
        addEvents(1, 4_000);
        TestSubscriber<EventSignal> stream =
                team.rx.eventStream(3_990).signals().test();
        team.time.awaitWaiting();
        restore(2_500, 2);
        advance(Duration.ofMinutes(11));

        assertThat(others(stream)).singleElement().isInstanceOf(Reset.class);
        assertThat(received(stream)).endsWith("later_2501", "later_2502").doesNotHaveDuplicates();
        stream.cancel();
    }

    @Test
    void reportsNoResetForDuplicateDeliveries() throws Exception {
        addEvents(1, 10);
        PublishProcessor<Event> webhook = PublishProcessor.create();
        TestSubscriber<EventSignal> stream =
                team.rx.eventStream().mergeWebhooks(webhook).signals().test();
        team.time.awaitWaiting();
        List<Event> delivered = stream.values().stream()
                .map(signal -> ((EventSignal.Received) signal).event())
                .toList();
        long requests = team.received("GET /events");

        delivered.forEach(webhook::onNext);
        advance(Duration.ofSeconds(1));

        assertThat(team.received("GET /events")).isEqualTo(requests + 1);
        stream.assertValueCount(10).cancel();
    }

    @Test
    void reportsNoResetWhenTheServerHasNoEvents() throws Exception {
        addEvents(1, 3);
        TestSubscriber<EventSignal> stream = team.rx.eventStream().signals().test();
        team.time.awaitWaiting();
        server.clear();
        advance(Duration.ofMinutes(25));
        assertThat(others(stream)).isEmpty();
        server.put(4, EventServer.event(4, time(200_000)));
        advance(Duration.ofMinutes(1));

        assertThat(received(stream)).isEqualTo(ids("event_", 1, 4));
        stream.cancel();
    }

    @Test
    void watchReadsTheThreadListAfterAReset() throws Exception {
        addEvents(1, 10);
        List<Throwable> transientErrors = new ArrayList<>();
        TestSubscriber<IncomingMessage> watch = team.rx
                .accounts()
                .watch()
                .onTransientError(transientErrors::add)
                .messages()
                .test();
        team.time.awaitWaiting();
        restore(5, 1);
        var unused = team.sandbox.receive(TeamSandbox.ids(1).get(0).value(), "5001", "Hi");
        advance(Duration.ofMinutes(9));
        watch.assertNoValues();
        advance(Duration.ofMinutes(3));

        watch.assertValueCount(1);
        assertThat(transientErrors)
                .singleElement()
                .satisfies(transientError -> assertThat(transientError).hasMessageContaining("fallen back"));
        watch.cancel();
    }
}
