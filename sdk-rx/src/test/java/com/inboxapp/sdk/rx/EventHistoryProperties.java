package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.EventId;
import com.inboxapp.sdk.rx.EventSequence.Numbered;
import com.inboxapp.sdk.rx.EventSignal.Received;
import com.inboxapp.sdk.rx.EventSignal.Reset;
import com.inboxapp.sdk.rx.EventSignal.Unreadable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;

/**
 * Histories of a server: numbers given twice, events that become visible after later ones, such that cannot be read, and states that are
 * restored; with a program that may end after any signal and goes on from its checkpoint.
 */
class EventHistoryProperties {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** What the server has under a number, whether it says the number or not; visible from a reading on. */
    private record Kept(long seq, EventList.Entry entry, int visibleFrom) {}

    private final List<Kept> server = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();
    private int readings;
    private int made;
    private long lastSeq;

    @BeforeTry
    void anotherHistory() {
        server.clear();
        told.clear();
        numbers.clear();
        readings = 0;
        made = 0;
        lastSeq = 0;
    }

    private static String name(EventSignal signal) {
        return signal instanceof Received received
                ? received.event().id().value()
                : signal instanceof Unreadable unreadable ? unreadable.json() : signal.toString();
    }

    private static String name(EventList.Entry entry) {
        return entry.event() == null ? entry.json() : entry.event().id().value();
    }

    private Event event(long seq) {
        int number = made++;
        return EventSequenceProperties.event(seq).toBuilder()
                .id(EventId.of("event_" + number))
                .timestamp(START.plusSeconds(number))
                .build();
    }

    private void happens(Random random, boolean mayHide) {
        lastSeq++;
        int same = random.nextInt(6) == 0 ? 1 + random.nextInt(3) : 1;
        // one that is late is so for one reading; a gap is asked about again
        int visibleFrom = mayHide && random.nextInt(6) == 0 ? readings + 1 : readings;
        for (int i = 0; i < same; i++) {
            EventList.Entry entry = switch (random.nextInt(6)) {
                case 0 -> new EventList.Entry(null, lastSeq, "{\"number\":" + made++ + "}");
                case 1 -> new EventList.Entry(null, null, "{\"number\":" + made++ + "}");
                default -> {
                    Event event = event(lastSeq);
                    yield new EventList.Entry(event, event.seq(), "");
                }
            };
            server.add(new Kept(lastSeq, entry, visibleFrom));
        }
    }

    /** A page does not end between things of one number: what is behind the cut would never be listed. */
    private EventList page(@Nullable Long after, int limit) {
        List<Kept> rest = server.stream()
                .filter(kept -> kept.visibleFrom <= readings && (after == null || kept.seq > after))
                .toList();
        int end = Math.min(limit, rest.size());
        while (end > 0 && end < rest.size() && rest.get(end).seq == rest.get(end - 1).seq) {
            end++;
        }
        readings++;
        List<EventList.Entry> entries = new ArrayList<>();
        for (Kept kept : rest.subList(0, end)) {
            entries.add(kept.entry);
        }
        return new EventList(entries, end < rest.size(), end == 0 ? null : rest.get(end - 1).seq);
    }

    /** Hands signals to a program that may end after each of them; answers where it goes on if it did. */
    private @Nullable EventSequence handle(List<Numbered> signals, Random random, boolean mayEnd) {
        for (Numbered numbered : signals) {
            told.add(name(numbered.signal()));
            numbers.add(numbered.position());
            if (mayEnd && random.nextInt(10) == 0) {
                return EventSequence.after(numbered.position(), numbered.time());
            }
        }
        return null;
    }

    private boolean isBehind(EventSequence sequence) {
        Long after = sequence.afterSeq();
        return server.stream().anyMatch(kept -> after == null || kept.seq > after);
    }

    /** Follows the server until everything was told of. */
    private EventSequence eventStream(EventSequence begun, Random random, int limit, boolean mayEnd, int events) {
        EventSequence sequence = begun;
        int left = events;
        while (left > 0 || isBehind(sequence)) {
            if (left > 0 && random.nextBoolean()) {
                left--;
                happens(random, left > 0);
            }
            List<Numbered> signals = new ArrayList<>();
            if (!server.isEmpty() && random.nextInt(4) == 0) {
                Event delivered =
                        server.get(random.nextInt(server.size())).entry.event();
                // one of several with a number is told of alone, before the server lists the others: those would be
                // lost
                boolean isAlone = delivered != null
                        && server.stream()
                                        .filter(kept -> kept.seq == delivered.seq())
                                        .count()
                                == 1;
                if (delivered != null && isAlone && sequence.offer(delivered) && sequence.isReady()) {
                    signals.addAll(sequence.ready());
                }
                sequence.fallbackChecked();
            }
            EventSequence next = handle(signals, random, mayEnd);
            if (next == null) {
                next = handle(sequence.page(page(sequence.afterSeq(), limit), START), random, mayEnd);
            }
            sequence = next == null ? sequence : next;
        }
        return sequence;
    }

    private Set<String> all() {
        Set<String> all = new LinkedHashSet<>();
        server.forEach(kept -> all.add(name(kept.entry)));
        return all;
    }

    @Example
    void whatAloneIsLeftAndHasNoNumberComesAlsoWhenTheProgramEndsBeforeIt() {
        whatIsNewOnARestoredServerComesAndOnlyWhenTheProgramEndsDoesWhatWasToldOfComeAgain(
                3_137_483_160_555_886_140L, 12, true);
    }

    @Property(tries = 1_000, shrinking = ShrinkingMode.OFF)
    void withoutARestartEachComesOnceAndInOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int limit) {
        eventStream(EventSequence.after(0, null), new Random(seed), limit, false, 60);

        assertThat(told).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all());
        assertThat(numbers).isSorted();
        List<String> events =
                told.stream().filter(name -> name.startsWith("event_")).toList();
        assertThat(events)
                .isEqualTo(server.stream()
                        .filter(kept -> kept.entry.event() != null)
                        .map(kept -> name(kept.entry))
                        .toList());
    }

    @Property(tries = 1_000, shrinking = ShrinkingMode.OFF)
    void afterRestartsAtAnyMomentEachHasCome(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int limit) {
        eventStream(EventSequence.after(0, null), new Random(seed), limit, true, 60);

        assertThat(told).containsAll(all());
        assertThat(all()).containsAll(told);
    }

    @Property(tries = 1_000, shrinking = ShrinkingMode.OFF)
    void whatIsNewOnARestoredServerComesAndOnlyWhenTheProgramEndsDoesWhatWasToldOfComeAgain(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int limit, @ForAll boolean mayEnd) {
        Random random = new Random(seed);
        EventSequence sequence = eventStream(EventSequence.after(0, null), random, limit, false, 30);
        Set<String> before = all();
        long restoredTo = random.nextInt(30);
        server.removeIf(kept -> kept.seq > restoredTo);
        lastSeq = restoredTo;
        happens(random, false);
        told.clear();

        List<Numbered> restarted = sequence.restart(page(null, limit), START);
        assertThat(restarted.get(0).signal())
                .isInstanceOfSatisfying(
                        Reset.class, reset -> assertThat(reset.before()).isEqualTo(30));
        EventSequence next = handle(restarted, random, mayEnd);
        eventStream(next == null ? sequence : next, random, limit, mayEnd, 10);

        List<String> events =
                told.stream().filter(name -> !name.startsWith("Reset")).toList();
        assertThat(events)
                .containsAll(
                        all().stream().filter(name -> !before.contains(name)).toList());
        if (!mayEnd) {
            assertThat(events).doesNotHaveDuplicates().doesNotContainAnyElementsOf(before);
        }
        assertThat(Stream.concat(before.stream(), all().stream())
                        .map(Objects::toString)
                        .toList())
                .containsAll(events);
    }
}
