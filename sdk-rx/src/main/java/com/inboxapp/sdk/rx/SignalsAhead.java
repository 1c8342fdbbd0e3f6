package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.rx.EventSignal.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A buffer of signals ahead of the sequence, by number. A number has several signals if the server gave it to different
 * events, or if an unreadable entry was put under it.
 */
final class SignalsAhead {
    private final TreeMap<Long, List<EventSignal>> byNumber = new TreeMap<>();
    private int count;

    boolean isEmpty() {
        return byNumber.isEmpty();
    }

    /** Returns the number of buffered signals. */
    int count() {
        return count;
    }

    boolean has(long number) {
        return byNumber.containsKey(number);
    }

    /** Returns the lowest number, or null if the buffer is empty. */
    @Nullable
    Long first() {
        return byNumber.isEmpty() ? null : byNumber.firstKey();
    }

    /** Returns the signals of a number without removing them. */
    List<EventSignal> under(long number) {
        return byNumber.getOrDefault(number, List.of());
    }

    boolean hasEvent(long number) {
        return events(under(number)).findAny().isPresent();
    }

    /** Returns whether an event is already buffered, from any source. */
    boolean has(Event event) {
        return isAmong(event, under(event.seq()));
    }

    void add(Event event) {
        byNumber.computeIfAbsent(event.seq(), number -> new ArrayList<>()).add(new Received(event));
        count++;
    }

    /**
     * Replaces the signals of a number with those of a page. A webhook event with this number that the page does not
     * list is a different event and comes after them.
     */
    void list(long number, List<EventSignal> listed) {
        List<EventSignal> signals = new ArrayList<>(listed);
        events(under(number))
                .filter(delivered -> !isAmong(delivered.event(), listed))
                .forEach(signals::add);
        count += signals.size() - under(number).size();
        byNumber.put(number, signals);
    }

    /** Removes a signal of a number, if it is buffered. */
    void remove(long number, EventSignal signal) {
        List<EventSignal> signals = under(number);
        if (signals.contains(signal)) {
            signals.remove(signal);
            count--;
            if (signals.isEmpty()) {
                byNumber.remove(number);
            }
        }
    }

    /** Removes and returns the signals of a number. */
    List<EventSignal> take(long number) {
        List<EventSignal> taken = byNumber.remove(number);
        count -= taken == null ? 0 : taken.size();
        return taken == null ? List.of() : taken;
    }

    /** Removes the signals up to and including a number. */
    void forgetUpTo(long number) {
        Map<Long, List<EventSignal>> old = byNumber.headMap(number, true);
        count -= old.values().stream().mapToInt(List::size).sum();
        old.clear();
    }

    void clear() {
        byNumber.clear();
        count = 0;
    }

    private static Stream<Received> events(List<EventSignal> signals) {
        return signals.stream()
                .flatMap(signal -> signal instanceof Received received ? Stream.of(received) : Stream.empty());
    }

    private static boolean isAmong(Event event, List<EventSignal> signals) {
        return events(signals).anyMatch(other -> DeliveredEvents.key(event).equals(DeliveredEvents.key(other.event())));
    }
}
