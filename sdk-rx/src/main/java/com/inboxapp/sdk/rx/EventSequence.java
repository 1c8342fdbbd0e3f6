package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.rx.EventSignal.Missing;
import com.inboxapp.sdk.rx.EventSignal.Reason;
import com.inboxapp.sdk.rx.EventSignal.Received;
import com.inboxapp.sdk.rx.EventSignal.Reset;
import com.inboxapp.sdk.rx.EventSignal.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Puts events in order, from wherever they come: each number once, none left out in silence. A gap in what the server lists is asked about once
 * more before it counts, since an event may become visible after a later one.
 */
final class EventSequence {
    /** How many deliveries are held that came before what precedes them; the server lists the others. */
    static final int MOST_AHEAD = 1_000;

    private static final long UNKNOWN = -1;
    private static final int MOST_REMEMBERED = 1_000;
    private static final Duration KEPT = Duration.ofDays(7);
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    /**
     * A signal, and how far one has come with it.
     *
     * @param after the number up to which all was done before it
     * @param position the number up to which all is done with it; of several signals under a number, the last one has it
     * @param time of the last event up to there, if it is known
     */
    record Numbered(long after, long position, @Nullable Instant time, EventSignal signal) {}

    private record Placed(long number, Unreadable one) {}

    private final SignalsAhead ahead = new SignalsAhead();
    private final DeliveredEvents delivered;
    /** Digests of what could not be read and was told of: without a number, the next page may have it again. */
    private final Map<ByteString, Boolean> unreadable = new Recent<>(MOST_REMEMBERED);

    /** Where what has no number was put by the last page; each page says anew where it belongs. */
    private final List<Placed> placed = new ArrayList<>();

    private long last;
    private @Nullable Instant lastTime;
    /** The last number with something behind it, and not only named. */
    private long lastListed;

    private long askedAgainUpTo = UNKNOWN;
    private boolean asksAgain;
    private boolean suspicious;
    /** Whether what was left out up to now has come to what is new. */
    private boolean skippedToNew;
    /** Whether a server that fell back is read from its oldest event on, so that what was delivered before is met again. */
    private boolean replays;

    private EventSequence(long last, @Nullable Instant lastTime) {
        this.last = last;
        this.lastListed = last;
        this.lastTime = lastTime;
        this.delivered = new DeliveredEvents(lastTime);
    }

    /** Begins with the oldest event that the server keeps. */
    static EventSequence fromOldest() {
        return new EventSequence(UNKNOWN, null);
    }

    /** Goes on after an event, whose time may be known. */
    static EventSequence after(long seq, @Nullable Instant time) {
        return new EventSequence(seq, time);
    }

    /**
     * A number that a journal has kept.
     *
     * @throws NumberFormatException if it is none that this class has given
     */
    static long checked(long seq) {
        if (seq < UNKNOWN) {
            throw new NumberFormatException("below 0");
        }
        return seq;
    }

    /** What to ask the server for: events after this number, or all that it keeps. */
    synchronized @Nullable Long afterSeq() {
        return last == UNKNOWN ? null : last;
    }

    /** When the last event happened, if that is known. */
    synchronized @Nullable Instant lastTime() {
        return lastTime;
    }

    /** Whether the last page left a gap that the server is to be asked about again. */
    synchronized boolean asksAgain() {
        return asksAgain;
    }

    /** Takes a delivery in; false if it is a repeat, or has a number that none can have. */
    synchronized boolean offer(Event event) {
        if (event.seq() < 0) {
            return false;
        }
        if (event.seq() <= last) {
            boolean isNew = !suspicious && !delivered.mayContain(event);
            suspicious |= isNew;
            return isNew;
        }
        if (ahead.has(event)) {
            return false;
        }
        if (ahead.count() < MOST_AHEAD) {
            ahead.add(event);
        }
        return true;
    }

    /** Whether the next event is there already. */
    synchronized boolean isReady() {
        return last != UNKNOWN && ahead.has(last + 1);
    }

    /** Whether something was delivered that cannot be handed out yet. */
    synchronized boolean isAhead() {
        return !ahead.isEmpty();
    }

    /** Whether an event was delivered with a number that is behind already: the server may have fallen back. */
    synchronized boolean isSuspicious() {
        return suspicious;
    }

    /** The last number that the server must list, unless it fell back or keeps nothing of that time any more; null if none is known. */
    synchronized @Nullable Long lastListed() {
        return lastListed == UNKNOWN ? null : lastListed;
    }

    /** Whether a page that should list the last number does not, or lists another event under it. */
    synchronized boolean isBehind(EventList page) {
        return page.horizon(UNKNOWN) < lastListed
                || (lastTime != null
                        && page.entries().stream()
                                .map(EventList.Entry::event)
                                .anyMatch(event ->
                                        event != null && event.seq() == lastListed && !delivered.mayContain(event)));
    }

    /** The server was looked at: whatever looked suspicious is answered. */
    synchronized void lookedAt() {
        suspicious = false;
    }

    /** Hands out the events that are there without a gap before them. */
    synchronized List<Numbered> ready() {
        List<Numbered> signals = new ArrayList<>();
        release(signals);
        return signals;
    }

    /** Leaves out what a page lists, but for what is new, and goes on after it. */
    synchronized List<Numbered> skip(EventList page, Predicate<Instant> isNew) {
        long horizon = page.horizon(UNKNOWN);
        List<Numbered> signals = new ArrayList<>();
        for (Map.Entry<Long, List<EventList.Entry>> under : upTo(horizon, page).entrySet()) {
            long before = last;
            Instant timeBefore = lastTime;
            List<EventSignal> fresh = new ArrayList<>();
            for (EventList.Entry entry : under.getValue()) {
                Instant time = entry.time();
                // what has no time of its own is as new as what it stands behind
                skippedToNew = time == null ? skippedToNew : isNew.test(time);
                EventSignal signal = entry.event() == null
                        ? new Unreadable(under.getKey(), entry.json())
                        : new Received(entry.event());
                if (skippedToNew) {
                    fresh.add(signal);
                }
                passed(signal);
            }
            last = Math.max(last, under.getKey());
            number(fresh, before, timeBefore, signals);
        }
        last = Math.max(last, horizon);
        lastListed = last;
        return signals;
    }

    /** What a page lists and what was delivered up to its end, each under its number or that of what it stands behind. */
    private Map<Long, List<EventList.Entry>> upTo(long horizon, EventList page) {
        Map<Long, List<EventList.Entry>> byNumber = new TreeMap<>();
        long place = Math.max(0, last);
        for (EventList.Entry entry : page.entries()) {
            place = entry.seq() == null ? place : entry.seq();
            if (entry.seq() == null || entry.seq() > last) {
                byNumber.computeIfAbsent(place, number -> new ArrayList<>()).add(entry);
            }
        }
        for (Long first = ahead.first(); first != null && first <= horizon; first = ahead.first()) {
            List<EventList.Entry> under = byNumber.computeIfAbsent(first, number -> new ArrayList<>());
            Set<String> listed = under.stream()
                    .flatMap(entry -> Stream.ofNullable(entry.event()))
                    .map(DeliveredEvents::key)
                    .collect(Collectors.toSet());
            for (EventSignal signal : ahead.take(first)) {
                if (signal instanceof Received one && listed.add(DeliveredEvents.key(one.event()))) {
                    under.add(new EventList.Entry(one.event(), one.event().seq(), ""));
                }
            }
        }
        return byNumber;
    }

    /** The server fell back: goes on with what it keeps, but for what was delivered before. */
    synchronized List<Numbered> restart(EventList oldest, Instant now) {
        long before = last;
        Instant time = lastTime;
        ahead.clear();
        placed.clear();
        askedAgainUpTo = UNKNOWN;
        last = UNKNOWN;
        lastListed = UNKNOWN;
        replays = true;
        List<Numbered> signals = page(oldest, now);
        long after = signals.isEmpty() ? Math.max(0, last) : signals.get(0).after();
        signals.add(
                0,
                new Numbered(
                        after, after, time, new Reset(before, after == UNKNOWN ? Math.max(0, start(oldest)) : after)));
        return signals;
    }

    /** Takes a page in, and hands out what is in order now. */
    synchronized List<Numbered> page(EventList page, Instant now) {
        List<Numbered> signals = new ArrayList<>();
        // until all of a first page that have no number were told of, only the whole list has them again
        long before = last;
        if (last == UNKNOWN) {
            begin(page, signals);
        }
        ahead.forgetUpTo(last);
        long horizon = page.horizon(last);
        // before the events that follow on the page: once those are done, the server does not list these any more
        List<Unreadable> loose = putAhead(page, horizon);
        for (int i = 0; i < loose.size(); i++) {
            signals.add(new Numbered(before, i < loose.size() - 1 ? before : last, lastTime, loose.get(i)));
        }
        asksAgain = false;
        release(signals);
        while (last < horizon) {
            Long next = ahead.first();
            long gapEnd = next == null ? horizon : Math.min(horizon, next - 1);
            if (replays && next != null && ahead.under(next).stream().anyMatch(this::isKnown)) {
                last = gapEnd; // a gap of the past, which was told of then
                release(signals);
                continue;
            }
            if (last >= askedAgainUpTo) {
                askedAgainUpTo = horizon;
                asksAgain = true;
                break;
            }
            gapEnd = Math.min(gapEnd, askedAgainUpTo);
            signals.add(new Numbered(last, gapEnd, lastTime, new Missing(last + 1, gapEnd, reason(now))));
            last = gapEnd;
            release(signals);
        }
        replays &= page.hasMore() || asksAgain;
        return signals;
    }

    /** Finds out where the server's list begins. What was delivered from before it comes first: the server may list it later. */
    private void begin(EventList page, List<Numbered> signals) {
        long begin = start(page);
        if (begin == UNKNOWN) {
            return;
        }
        for (Long delivered = ahead.first(); delivered != null && delivered <= begin; delivered = ahead.first()) {
            last = delivered - 1;
            release(signals);
        }
        last = begin;
        lastListed = page.first().isPresent() ? lastListed : begin;
    }

    /** The number after which a list of all begins, if it shows. */
    private static long start(EventList page) {
        OptionalLong first = page.first();
        return first.isPresent() ? first.getAsLong() - 1 : Objects.requireNonNullElse(page.lastSeq(), UNKNOWN);
    }

    /**
     * Puts what a page lists where it belongs. What has no number is one of those that the page leaves out at its place: the highest of them,
     * so that the server does not list it again after that. If the page leaves none out there, it is told of with the number before it.
     *
     * @return what stands before all numbers, and was not told of yet
     */
    private List<Unreadable> putAhead(EventList page, long horizon) {
        List<EventList.Entry> entries = page.entries();
        Map<Integer, Long> places = places(entries, horizon);
        placed.forEach(before -> ahead.remove(before.number, before.one));
        placed.clear();
        Map<Long, List<EventSignal>> listed = new TreeMap<>();
        List<Unreadable> loose = new ArrayList<>();
        Long before = null;
        for (int i = 0; i < entries.size(); i++) {
            EventList.Entry entry = entries.get(i);
            Long seq = entry.seq() != null ? entry.seq() : places.get(i);
            if (seq != null && seq <= last) {
                continue; // it was asked for what comes after that
            }
            before = seq == null ? before : seq;
            Unreadable one = new Unreadable(entry.seq() != null ? entry.seq() : Math.max(0, horizon), entry.json());
            if (entry.event() == null && (seq == null ? unreadable.containsKey(digest(one)) : ahead.hasEvent(seq))) {
                continue; // it was told of, or delivered
            }
            EventSignal signal = entry.event() != null ? new Received(entry.event()) : one;
            if (before == null) {
                unreadable.put(digest(one), true);
                loose.add(one);
                continue;
            }
            if (entry.seq() == null) {
                placed.add(new Placed(before, one));
            }
            List<EventSignal> same = listed.computeIfAbsent(before, number -> new ArrayList<>());
            if (!same.contains(signal)) {
                same.add(signal);
            }
        }
        listed.forEach(ahead::list);
        return loose;
    }

    /** The numbers of what has none of its own, by its index. */
    private Map<Integer, Long> places(List<EventList.Entry> entries, long horizon) {
        Set<Long> listed = entries.stream()
                .map(EventList.Entry::seq)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Map<Integer, Long> places = new HashMap<>();
        long behind = horizon == Long.MAX_VALUE ? horizon : horizon + 1;
        for (int i = entries.size() - 1; i >= 0; i--) {
            Long seq = entries.get(i).seq();
            if (seq != null) {
                behind = Math.min(behind, seq);
            } else if (behind - 1 > last && !listed.contains(behind - 1)) {
                places.put(i, --behind);
            }
        }
        return places;
    }

    private static ByteString digest(Unreadable one) {
        return ByteString.encodeUtf8(one.json()).sha256();
    }

    private void release(List<Numbered> signals) {
        for (List<EventSignal> next = ahead.take(last + 1); !next.isEmpty(); next = ahead.take(last + 1)) {
            handOut(next, signals);
        }
    }

    /** Hands out what is under the next number. */
    private void handOut(List<EventSignal> next, List<Numbered> signals) {
        long before = last;
        Instant timeBefore = lastTime;
        List<EventSignal> fresh =
                next.stream().filter(signal -> !replays || !isKnown(signal)).toList();
        last++;
        lastListed = last;
        if (fresh.stream().anyMatch(Received.class::isInstance)) {
            lastTime = null;
        }
        next.forEach(this::passed);
        number(fresh, before, timeBefore, signals);
    }

    private void passed(EventSignal signal) {
        if (signal instanceof Received received) {
            Instant time = received.event().timestamp();
            lastTime = lastTime == null || time.isAfter(lastTime) ? time : lastTime;
            delivered.add(received.event());
        } else if (signal instanceof Unreadable one) {
            unreadable.put(digest(one), true);
        }
    }

    /** Of several signals under a number, the position moves past it with the last one. */
    private void number(List<EventSignal> fresh, long before, @Nullable Instant timeBefore, List<Numbered> signals) {
        for (int i = 0; i < fresh.size(); i++) {
            boolean isLast = i == fresh.size() - 1;
            signals.add(new Numbered(before, isLast ? last : before, isLast ? lastTime : timeBefore, fresh.get(i)));
        }
    }

    private boolean isKnown(EventSignal signal) {
        return signal instanceof Received received
                ? delivered.contains(received.event())
                : signal instanceof Unreadable one && unreadable.containsKey(digest(one));
    }

    /** What is missing happened after the last event: it can be too old only if that one nearly is. */
    private Reason reason(Instant now) {
        return lastTime == null || lastTime.isBefore(now.minus(KEPT).plus(CLOCK_SKEW)) ? Reason.RETENTION : Reason.GAP;
    }
}
