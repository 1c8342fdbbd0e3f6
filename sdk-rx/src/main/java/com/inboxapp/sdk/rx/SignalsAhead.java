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
 * Signals that wait for what precedes them, by their numbers. A number has several when the server gave it to different events, or has something
 * on the same place that cannot be read.
 */
final class SignalsAhead {
    private final TreeMap<Long, List<EventSignal>> byNumber = new TreeMap<>();
    private int count;

    boolean isEmpty() {
        return byNumber.isEmpty();
    }

    /** How many signals wait. */
    int count() {
        return count;
    }

    boolean has(long number) {
        return byNumber.containsKey(number);
    }

    /** The lowest number, or null if nothing waits. */
    @Nullable
    Long first() {
        return byNumber.isEmpty() ? null : byNumber.firstKey();
    }

    /** What waits under a number, which stays. */
    List<EventSignal> under(long number) {
        return byNumber.getOrDefault(number, List.of());
    }

    boolean hasEvent(long number) {
        return events(under(number)).findAny().isPresent();
    }

    /** Whether the event waits already, from whichever source. */
    boolean has(Event event) {
        return isAmong(event, under(event.seq()));
    }

    void add(Event event) {
        byNumber.computeIfAbsent(event.seq(), number -> new ArrayList<>()).add(new Received(event));
        count++;
    }

    /** Takes over what a page lists under a number. A delivery under it that the page does not list is another event, and comes after that. */
    void list(long number, List<EventSignal> listed) {
        List<EventSignal> signals = new ArrayList<>(listed);
        events(under(number))
                .filter(delivered -> !isAmong(delivered.event(), listed))
                .forEach(signals::add);
        count += signals.size() - under(number).size();
        byNumber.put(number, signals);
    }

    /** Removes one of what waits under a number, if it does. */
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

    /** Removes what waits under a number. */
    List<EventSignal> take(long number) {
        List<EventSignal> taken = byNumber.remove(number);
        count -= taken == null ? 0 : taken.size();
        return taken == null ? List.of() : taken;
    }

    /** Removes what waits under a number and all below it. */
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
