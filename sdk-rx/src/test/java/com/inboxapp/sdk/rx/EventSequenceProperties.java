package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.EventId;
import com.inboxapp.sdk.model.EventPage;
import com.inboxapp.sdk.model.EventType;
import com.inboxapp.sdk.model.EventVersion;
import com.inboxapp.sdk.model.TeamId;
import com.inboxapp.sdk.rx.EventSequence.Numbered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Pages and deliveries in any order, with numbers that never arrive and numbers that arrive late. */
class EventSequenceProperties {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static Event event(long seq) {
        return Event.builder()
                .id(EventId.of("event_" + seq))
                .seq(seq)
                .teamId(TeamId.of("team_1"))
                .type(EventType.MESSAGE_CREATED)
                .timestamp(NOW)
                .version(EventVersion.of("1.0"))
                .build();
    }

    private static EventPage page(Set<Long> visible, long after, int limit) {
        List<Event> listed = visible.stream()
                .filter(seq -> seq > after)
                .limit(limit)
                .map(EventSequenceProperties::event)
                .toList();
        boolean more = visible.stream().filter(seq -> seq > after).count() > limit;
        return EventPage.builder()
                .events(listed)
                .hasMore(more)
                .lastSeq(listed.isEmpty() ? null : listed.get(listed.size() - 1).seq())
                .build();
    }

    @Property(tries = 1_000)
    void emitsEachNumberOnceInOrderAsAnEventOrAGap(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int limit) {
        Random random = new Random(seed);
        int last = 1 + random.nextInt(60);
        Set<Long> never = new TreeSet<>();
        Set<Long> visible = new TreeSet<>();
        for (long seq = 1; seq < last; seq++) {
            if (random.nextInt(5) == 0) {
                never.add(seq);
            }
        }
        EventSequence sequence = EventSequence.after(0, null);
        List<EventSignal> signals = new ArrayList<>();
        long published = 0;
        while (published < last || !visible.stream().allMatch(seq -> seq <= sequence.afterSeq())) {
            if (published < last && random.nextBoolean()) {
                published++;
                if (!never.contains(published)) {
                    visible.add(published);
                }
            }
            if (!visible.isEmpty() && random.nextInt(3) == 0) {
                List<Long> known = List.copyOf(visible);
                boolean taken = sequence.offer(event(known.get(random.nextInt(known.size()))));
                if (taken && sequence.isReady()) {
                    sequence.ready().forEach(one -> signals.add(one.signal()));
                }
            }
            sequence.page(EventList.of(page(visible, sequence.afterSeq(), limit)), NOW)
                    .forEach(one -> signals.add(one.signal()));
        }
        List<Long> numbers = new ArrayList<>();
        for (EventSignal signal : signals) {
            if (signal instanceof EventSignal.Received received) {
                numbers.add(received.event().seq());
                assertThat(never).doesNotContain(received.event().seq());
            } else if (signal instanceof EventSignal.Gap gap) {
                for (long seq = gap.first(); seq <= gap.last(); seq++) {
                    numbers.add(seq);
                    assertThat(never).contains(seq);
                }
            }
        }
        List<Long> expected = new ArrayList<>();
        for (long seq = 1; seq <= last; seq++) {
            expected.add(seq);
        }
        assertThat(numbers).isEqualTo(expected);
    }

    /** Each unreadable entry, numbered or not, has exactly one position, regardless of the gaps and duplicates around it. */
    @Property(tries = 1_000)
    void givesEachNumberOnePositionDespiteUnreadableEntries(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int limit) {
        Random random = new Random(seed);
        int last = 1 + random.nextInt(60);
        TreeMap<Long, EventList.Entry> visible = new TreeMap<>();
        Set<String> unreadableEntries = new TreeSet<>();
        EventSequence sequence = EventSequence.after(0, null);
        List<Numbered> signals = new ArrayList<>();
        long published = 0;
        while (published < last || (!visible.isEmpty() && visible.lastKey() > sequence.afterSeq())) {
            if (published < last && random.nextBoolean()) {
                published++;
                switch (published == last ? 3 : random.nextInt(5)) {
                    case 0 -> {}
                    case 1 -> visible.put(published, unreadableEntry(unreadableEntries, published, published));
                    case 2 -> visible.put(published, unreadableEntry(unreadableEntries, published, null));
                    default -> visible.put(published, new EventList.Entry(event(published), published, ""));
                }
            }
            long after = sequence.afterSeq();
            if (!visible.isEmpty() && random.nextInt(3) == 0) {
                List<EventList.Entry> known = List.copyOf(visible.values());
                Event delivered = known.get(random.nextInt(known.size())).event();
                if (delivered != null && sequence.offer(delivered) && sequence.isReady()) {
                    signals.addAll(sequence.ready());
                    after = sequence.afterSeq();
                }
            }
            signals.addAll(sequence.page(page(visible.tailMap(after, false), limit), NOW));
        }

        long position = 0;
        for (Numbered numbered : signals) {
            assertThat(numbered.position()).isGreaterThan(position);
            if (numbered.signal() instanceof EventSignal.Gap gap) {
                assertThat(gap.first()).isEqualTo(position + 1);
                assertThat(gap.last()).isEqualTo(numbered.position());
            } else {
                assertThat(numbered.position()).isEqualTo(position + 1);
            }
            position = numbered.position();
        }
        assertThat(position).isEqualTo(last);
        assertThat(signals.stream()
                        .flatMap(one -> one.signal() instanceof EventSignal.Unreadable unreadable
                                ? Stream.of(unreadable.json())
                                : Stream.empty()))
                .containsExactlyInAnyOrderElementsOf(unreadableEntries);
        assertThat(signals.stream().filter(one -> one.signal() instanceof EventSignal.Received))
                .hasSize((int) visible.values().stream()
                        .filter(entry -> entry.event() != null)
                        .count());
    }

    private static EventList.Entry unreadableEntry(Set<String> unreadableEntries, long number, @Nullable Long seq) {
        String json = "{\"number\":" + number + "}";
        unreadableEntries.add(json);
        return new EventList.Entry(null, seq, json);
    }

    private static EventList page(NavigableMap<Long, EventList.Entry> rest, int limit) {
        List<Long> numbers = rest.keySet().stream().limit(limit).toList();
        return new EventList(
                numbers.stream().map(rest::get).toList(),
                rest.size() > limit,
                numbers.isEmpty() ? null : numbers.get(numbers.size() - 1));
    }
}
