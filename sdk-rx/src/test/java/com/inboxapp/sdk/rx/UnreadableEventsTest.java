package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxDecodingException;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(UndeliverableErrors.class)
class UnreadableEventsTest {
    private static final String TIME = "2026-01-01T00:00:00.000Z";
    private static final String SECRET = "text of a customer";

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(2);

    private final EventServer server = new EventServer(team);

    /** Entries that cannot be read as events; SEQ is a placeholder for the number. */
    private static final List<String> NUMBERED = List.of(
            "{\"id\":\"event_x\",\"seq\":SEQ,\"type\":\"message.created\",\"timestamp\":\"" + TIME
                    + "\",\"version\":\"1.0\",\"data\":\"" + SECRET + "\"}",
            "{\"seq\":SEQ}",
            "{\"id\":\"event_x\",\"seq\":SEQ,\"teamId\":\"team_1\",\"type\":\"tag.created\",\"timestamp\":\"yesterday\",\"version\":\"1.0\"}",
            "{\"id\":{\"a\":[1,{}]},\"seq\":SEQ,\"teamId\":7,\"type\":[],\"timestamp\":\"" + TIME
                    + "\",\"version\":\"1.0\"}");

    private static final List<String> UNNUMBERED = List.of(
            "{}",
            "{\"id\":\"event_x\",\"seq\":\"third\",\"teamId\":\"team_1\",\"type\":\"tag.created\",\"timestamp\":\""
                    + TIME + "\",\"version\":\"1.0\"}",
            "{\"id\":\"event_x\",\"seq\":3.5,\"teamId\":\"team_1\"}",
            "{\"id\":\"event_x\",\"seq\":99999,\"teamId\":\"team_1\"}",
            "{\"id\":\"event_x\",\"seq\":-3}",
            "5",
            "\"" + SECRET + "\"",
            "null",
            "[]",
            "[[1,2],{\"seq\":3}]",
            "true");

    static Stream<Arguments> unreadableEntries() {
        return Stream.of(1, 3, 5)
                .flatMap(place -> Stream.concat(
                        NUMBERED.stream().map(json -> Arguments.of(json, place, true)),
                        UNNUMBERED.stream().map(json -> Arguments.of(json, place, false))));
    }

    private void serve(int events, int place, String json) {
        for (int seq = 1; seq <= events; seq++) {
            server.put(seq, seq == place ? json.replace("SEQ", String.valueOf(seq)) : EventServer.event(seq, TIME));
        }
    }

    private static List<Long> received(TestSubscriber<EventSignal> stream) {
        return stream.values().stream()
                .flatMap(signal -> signal instanceof EventSignal.Received received
                        ? Stream.of(received.event().seq())
                        : Stream.empty())
                .toList();
    }

    private static List<EventSignal> others(TestSubscriber<EventSignal> stream) {
        return stream.values().stream()
                .filter(signal -> !(signal instanceof EventSignal.Received))
                .toList();
    }

    private void tick() throws InterruptedException {
        team.time.awaitWaiting();
        team.time.advanceToNext();
        team.time.awaitWaiting();
    }

    @ParameterizedTest
    @MethodSource("unreadableEntries")
    void emitsAnUnreadableEventAndContinues(String entry, int place, boolean numbered) throws Exception {
        serve(5, place, entry);
        List<Throwable> transientErrors = new ArrayList<>();
        StateStore store = StateStore.inMemory();
        TestSubscriber<EventSignal> stream = team.rx
                .eventStream(0)
                .checkpoint(store, "crm")
                .onTransientError(transientErrors::add)
                .signals()
                .test();
        team.time.awaitWaiting();
        server.put(6, EventServer.event(6, TIME));
        tick();

        assertThat(received(stream))
                .isEqualTo(Stream.of(1L, 2L, 3L, 4L, 5L, 6L)
                        .filter(seq -> seq != place)
                        .toList());
        String json = entry.replace("SEQ", String.valueOf(place));
        EventSignal unreadable = new EventSignal.Unreadable(numbered ? place : 5, json);
        assertThat(others(stream)).containsExactly(unreadable);
        assertThat(unreadable.toString()).doesNotContain("event_x", SECRET).contains(numbered ? "" + place : "5");
        assertThat(transientErrors)
                .singleElement()
                .satisfies(transientError -> assertThat(transientError)
                        .isInstanceOf(InboxDecodingException.class)
                        .message()
                        .doesNotContain(SECRET));
        assertThat(team.received("GET /events")).isEqualTo(3);
        assertThat(store.read("crm").orElseThrow()).startsWith("6 ");
        stream.cancel();
    }

    @Test
    void movesTheCheckpointPastAnUnreadableEvent() throws Exception {
        serve(2, 2, "{\"seq\":SEQ}");
        StateStore store = StateStore.inMemory();
        EventStream eventStream = team.rx.eventStream().checkpoint(store, "crm");
        TestSubscriber<EventSignal> first = eventStream.signals().test();
        team.time.awaitWaiting();
        first.assertValueCount(2).cancel();
        assertThat(store.read("crm").orElseThrow()).startsWith("2 ");

        TestSubscriber<EventSignal> second = eventStream.signals().test();
        tick();

        second.assertNoValues().cancel();
    }

    @Test
    void emitsUnreadableEventsOnceAndContinuesWithLaterEvents() throws Exception {
        for (int seq = 1; seq <= 3; seq++) {
            server.put(seq, "{\"number\":" + seq + "}");
        }
        TestSubscriber<EventSignal> stream = team.rx.eventStream().signals().test();
        for (int i = 0; i < 3; i++) {
            tick();
        }
        assertThat(others(stream)).hasSize(3).doesNotHaveDuplicates();
        server.put(4, EventServer.event(4, TIME));
        tick();

        assertThat(received(stream)).containsExactly(4L);
        assertThat(others(stream)).hasSize(3);
        stream.cancel();
    }

    @Test
    void unnumberedEntriesBetweenConsecutiveNumbersUseNoNumber() throws Exception {
        team.faults().clear();
        team.faults()
                .on("GET", "/events")
                .decide(request -> Optional.of(EventServer.json(
                        request.query().get("afterSeq").equals("0")
                                ? "{\"events\":[" + EventServer.event(1, TIME) + ",null," + EventServer.event(2, TIME)
                                        + ",7],\"hasMore\":false,\"lastSeq\":2}"
                                : "{\"events\":[7"
                                        + (request.query().get("afterSeq").equals("2")
                                                ? "," + EventServer.event(3, TIME)
                                                : "")
                                        + "],\"hasMore\":false,\"lastSeq\":null}")));
        TestSubscriber<EventSignal> stream = team.rx.eventStream(0).signals().test();
        tick();
        tick();

        assertThat(received(stream)).containsExactly(1L, 2L, 3L);
        assertThat(others(stream))
                .containsExactly(new EventSignal.Unreadable(2, "null"), new EventSignal.Unreadable(2, "7"));
        stream.cancel();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"page\":[1,2]}", "{\"events\":{}}", "{\"events\":[{}", "[]", "7", ""})
    void failsOnAMalformedPageOfEvents(String body) {
        team.faults().clear();
        team.faults().on("GET", "/events").each(EventServer.json(body));

        team.rx
                .eventStream()
                .signals()
                .test()
                .awaitDone(20, TimeUnit.SECONDS)
                .assertError(InboxDecodingException.class);
    }

    @Test
    void failsOnAnHtmlPage() {
        team.faults().clear();
        team.faults().on("GET", "/events").each(Fault.withoutEffect().htmlPage(200));

        team.rx
                .eventStream()
                .signals()
                .test()
                .awaitDone(20, TimeUnit.SECONDS)
                .assertError(InboxDecodingException.class);

        assertThat(team.received("GET /events")).isEqualTo(2);
    }

    /** The handler works in another thread: the position moves only once it has finished. */
    @Test
    void redeliversASignalBeingHandledAfterARestart() throws Exception {
        serve(3, 0, "");
        EventStream eventStream = team.rx.eventStream().checkpoint(StateStore.inMemory(), "crm");
        List<EventSignal> started = new ArrayList<>();
        CompletableSubject second = CompletableSubject.create();
        TestObserver<Void> first = eventStream
                .handle(signal -> Completable.defer(() -> {
                            started.add(signal);
                            if (started.size() == 2) {
                                second.onComplete();
                                return Completable.never();
                            }
                            return Completable.complete();
                        })
                        .subscribeOn(Schedulers.io()))
                .test();
        assertThat(second.blockingAwait(20, TimeUnit.SECONDS)).isTrue();
        first.dispose();

        List<EventSignal> redelivered = new ArrayList<>();
        TestObserver<Void> next = eventStream
                .handle(signal -> Completable.fromAction(() -> redelivered.add(signal)))
                .test();
        team.time.awaitWaiting();

        assertThat(redelivered).hasSize(2).first().isEqualTo(started.get(1));
        next.dispose();
    }
}
