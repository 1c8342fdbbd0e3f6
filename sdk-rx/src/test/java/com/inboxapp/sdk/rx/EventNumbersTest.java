package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxDecodingException;
import com.inboxapp.sdk.InboxPaginationException;
import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.rx.EventSignal.Received;
import com.inboxapp.sdk.rx.EventSignal.Unreadable;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event numbers that no server should assign: negative, beyond the range of a long, or shared by several events. */
@ExtendWith(UndeliverableErrors.class)
class EventNumbersTest {
    private static final String TIME = "2026-01-01T00:00:00.000Z";

    @RegisterExtension
    final TeamSandbox team = new TeamSandbox(2);

    private final StateStore store = StateStore.inMemory();
    private final List<Throwable> transientErrors = new ArrayList<>();

    private void respondWith(LongFunction<String> afterSeq) {
        team.faults()
                .on("GET", "/events")
                .decide(request -> Optional.of(EventServer.json(afterSeq.apply(Long.parseLong(
                        request.query().getOrDefault("afterSeq", "-1").toString())))));
    }

    private static String page(Object lastSeq, String... events) {
        return "{\"events\":[" + String.join(",", events) + "],\"hasMore\":false,\"lastSeq\":" + lastSeq + "}";
    }

    private static String event(Object seq, String id) {
        return EventServer.event(1, TIME)
                .replace("\"seq\":1", "\"seq\":" + seq)
                .replace("\"event_1\"", "\"" + id + "\"");
    }

    private static final String NOTHING = page(null);

    /** Describes each signal by the id of its event, or by the JSON of an unreadable entry. */
    private static List<String> describe(List<EventSignal> signals) {
        return signals.stream()
                .map(signal -> signal instanceof Received received
                        ? received.event().id().value()
                        : signal instanceof Unreadable unreadable ? unreadable.json() : signal.toString())
                .toList();
    }

    private TestSubscriber<EventSignal> eventStream() throws InterruptedException {
        TestSubscriber<EventSignal> stream = team.rx
                .eventStream(0)
                .onTransientError(transientErrors::add)
                .signals()
                .test();
        team.time.awaitWaiting();
        return stream;
    }

    private void tick() throws InterruptedException {
        team.time.awaitWaiting();
        team.time.advanceToNext();
        team.time.awaitWaiting();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-5", "-9223372036854775808"})
    void treatsANegativeLastNumberAsMissing(String lastSeq) throws Exception {
        respondWith(after -> page(lastSeq, after < 1 ? new String[] {event(1, "one")} : new String[0]));
        TestSubscriber<EventSignal> stream = eventStream();
        tick();

        assertThat(describe(stream.values())).containsExactly("one");
        assertThat(transientErrors).isEmpty();
        stream.assertNoErrors().cancel();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "-5",
                "-9223372036854775808",
                "-9223372036854775809",
                "9223372036854775808",
                "1e400",
                "-1e400",
                "1.5"
            })
    void treatsAnEventWithAnInvalidNumberAsUnreadable(String seq) throws Exception {
        respondWith(after -> page(
                null,
                Stream.of(event(1, "one"), event(seq, "odd"), event(2, "two"))
                        .filter(json -> after < 2 || json.contains("odd"))
                        .toArray(String[]::new)));
        TestSubscriber<EventSignal> stream = eventStream();
        tick();
        tick();

        assertThat(describe(stream.values())).containsExactly("one", event(seq, "odd"), "two");
        assertThat(transientErrors)
                .isNotEmpty()
                .allSatisfy(transientError -> assertThat(transientError)
                        .isInstanceOfAny(InboxDecodingException.class, InboxPaginationException.class)
                        .hasMessageStartingWith("events.list: "));
        stream.assertNoErrors().cancel();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-7", "9223372036854775808", "1e400", "\"a\"", "{}"})
    void handlesInvalidNumbersFromTheOldestEventOn(String number) throws Exception {
        respondWith(after -> page(number, event(number, "odd")));
        TestSubscriber<EventSignal> stream =
                team.rx.eventStream().checkpoint(store, "crm").signals().test();
        tick();
        tick();

        assertThat(describe(stream.values())).containsExactly(event(number, "odd"));
        stream.assertNoErrors().cancel();
        assertThat(store.read("crm")).isEmpty();
    }

    @Test
    void continuesAfterTheMaxNumber() throws Exception {
        String max = String.valueOf(Long.MAX_VALUE);
        respondWith(after -> after == Long.MAX_VALUE ? NOTHING : page(max, event(max, "last"), "7"));
        TestSubscriber<EventSignal> stream = team.rx
                .eventStream(Long.MAX_VALUE - 1)
                .checkpoint(store, "crm")
                .signals()
                .test();
        tick();
        tick();

        assertThat(describe(stream.values())).containsExactly("last", "7");
        assertThat(store.read("crm").orElseThrow()).startsWith(max + " ");
        stream.assertNoErrors().cancel();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void ignoresADeliveryWithANegativeNumber(long seq) throws Exception {
        respondWith(after -> NOTHING);
        PublishProcessor<Event> webhook = PublishProcessor.create();
        TestSubscriber<EventSignal> stream =
                team.rx.eventStream(0).mergeWebhooks(webhook).signals().test();
        team.time.awaitWaiting();

        webhook.onNext(EventSequenceProperties.event(seq));
        tick();

        stream.assertNoValues().assertNoErrors().cancel();
    }

    @Test
    void rejectsANegativeCheckpointByName() {
        store.write("crm", "-5");

        team.rx
                .eventStream()
                .checkpoint(store, "crm")
                .signals()
                .test()
                .assertError(failure -> failure instanceof IllegalArgumentException
                        && failure.getMessage().contains("crm"));
    }

    /** Its position changes once the server lists the missing events around it. */
    @Test
    void emitsAnUnnumberedEntryBehindAGapOnce() throws Exception {
        String unnumbered = "{\"poison\":1}";
        respondWith(after -> after < 1
                ? page(7, event(1, "one"), unnumbered, event(7, "seven"))
                : after < 7 ? page(7, unnumbered, event(5, "five"), event(7, "seven")) : NOTHING);
        TestSubscriber<EventSignal> stream = eventStream();
        tick();
        tick();

        assertThat(describe(stream.values())).containsOnlyOnce("one", unnumbered, "five", "seven");
        stream.cancel();
    }

    @Test
    void emitsEventsWithTheSameNumberInResponseOrderAndDuplicatesOnce() throws Exception {
        String other = event(2, "b").replace("tag.created", "tag.deleted");
        respondWith(after -> after < 3
                ? page(3, event(1, "one"), event(2, "b"), event(2, "b"), other, event(2, "a"), event(3, "three"))
                : NOTHING);
        TestSubscriber<EventSignal> stream = eventStream();
        tick();

        assertThat(describe(stream.values())).containsExactly("one", "b", "b", "a", "three");
        stream.cancel();
    }

    @Test
    void emitsADeliveryAndAListedEventWithTheSameNumber() throws Exception {
        PublishProcessor<Event> webhook = PublishProcessor.create();
        AtomicBoolean happened = new AtomicBoolean();
        respondWith(after -> happened.get() && after < 2 ? page(2, event(1, "one"), event(2, "listed")) : NOTHING);
        TestSubscriber<EventSignal> stream =
                team.rx.eventStream(0).mergeWebhooks(webhook).signals().test();
        team.time.awaitWaiting();
        happened.set(true);
        webhook.onNext(EventSequenceProperties.event(2));
        stream.awaitCount(3);

        assertThat(describe(stream.values())).containsExactly("one", "listed", "event_2");
        stream.cancel();
    }

    /** The next run emits the signals that were not handled, however many were. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void losesNoSignalOnARestart(int handled) {
        String[] events = {
            "{\"at\":\"the beginning\"}",
            event(1, "one"),
            event(2, "two"),
            event(2, "two again"),
            "{\"in\":\"between\"}",
            event(3, "three"),
            "{\"at\":\"the end\"}"
        };
        List<String> expected = Stream.of(events)
                .map(json -> json.replaceFirst("^\\{\"id\":\"([^\"]*)\".*", "$1"))
                .toList();
        respondWith(after -> page(
                after < 3 ? 3 : null,
                // like a server that numbers entries by their position
                after <= 0
                        ? events
                        : List.of(events)
                                .subList(after == 1 ? 2 : after == 2 ? 5 : 7, 7)
                                .toArray(String[]::new)));
        EventStream eventStream = team.rx.eventStream(0).checkpoint(store, "crm");
        TestSubscriber<EventSignal> first = eventStream.signals().test(handled);
        first.awaitCount(handled).cancel();
        TestSubscriber<EventSignal> second = eventStream.signals().test();
        second.awaitCount(expected.size() - handled);

        List<String> all = new ArrayList<>(describe(first.values()));
        all.addAll(describe(second.values()));
        assertThat(describe(first.values())).isEqualTo(expected.subList(0, handled));
        assertThat(all.stream().distinct().collect(Collectors.toList())).containsExactlyInAnyOrderElementsOf(expected);
        second.cancel();
    }
}
