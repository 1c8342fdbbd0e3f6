package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.rx.EventSignal.Gap;
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
 * Orders events from all sources: emits each number once, and never skips one silently. A gap in a page is requested
 * once more before it is reported, since an event may become visible after a later one.
 */
final class EventSequence {
    /**
     * The maximum number of events of webhooks to buffer ahead of the sequence; the others are read from the server.
     */
    static final int MAX_AHEAD = 1_000;

    private static final long UNKNOWN = -1;
    private static final int MAX_TRACKED_DIGESTS = 1_000;
    private static final Duration RETENTION = Duration.ofDays(7);
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    /**
     * A signal and its position.
     *
     * @param after the number up to which everything was handled before it
     * @param position the number up to which everything is handled with it; if a number has several signals, only
     *     the last one advances to it
     * @param time the time of the last event up to the position, if known
     */
    record Numbered(long after, long position, @Nullable Instant time, EventSignal signal) {}

    private record Placed(long number, Unreadable one) {}

    private final SignalsAhead ahead = new SignalsAhead();
    private final DeliveredEvents delivered;
    /** Digests of reported unreadable events: the next page may contain one without a number again. */
    private final Map<ByteString, Boolean> unreadable = new BoundedMap<>(MAX_TRACKED_DIGESTS);

    /** The positions that the last page gave to events without a number; every page assigns them again. */
    private final List<Placed> placed = new ArrayList<>();

    private long last;
    private @Nullable Instant lastTime;
    /** The last number for which the server listed an event, not only a number. */
    private long lastListed;

    private long gapRetriedUpTo = UNKNOWN;
    private boolean retriesGap;
    private boolean suspicious;
    /** Whether the skipped events have reached the new ones. */
    private boolean skippedToNew;
    /**
     * Whether the events of a server whose numbers fell back are read from the oldest on, so that delivered events
     * appear again.
     */
    private boolean replays;

    private EventSequence(long last, @Nullable Instant lastTime) {
        this.last = last;
        this.lastListed = last;
        this.lastTime = lastTime;
        this.delivered = new DeliveredEvents(lastTime);
    }

    /** Starts at the oldest event that the server keeps. */
    static EventSequence fromOldest() {
        return new EventSequence(UNKNOWN, null);
    }

    /** Resumes after an event, whose time is optional. */
    static EventSequence after(long seq, @Nullable Instant time) {
        return new EventSequence(seq, time);
    }

    /**
     * Validates a number from a state store.
     *
     * @throws NumberFormatException if this class never returns such a number
     */
    static long checked(long seq) {
        if (seq < UNKNOWN) {
            throw new NumberFormatException("negative number");
        }
        return seq;
    }

    /** Returns the value of {@code afterSeq} for the next request, or null for all events that the server keeps. */
    synchronized @Nullable Long afterSeq() {
        return last == UNKNOWN ? null : last;
    }

    /** Returns the time of the last event, or null if unknown. */
    synchronized @Nullable Instant lastTime() {
        return lastTime;
    }

    /** Returns whether the last page left a gap that must be requested again. */
    synchronized boolean retriesGap() {
        return retriesGap;
    }

    /** Adds an event of a webhook. Returns false if it is a duplicate or has a negative number. */
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
        if (ahead.count() < MAX_AHEAD) {
            ahead.add(event);
        }
        return true;
    }

    /** Returns whether the next event is available. */
    synchronized boolean isReady() {
        return last != UNKNOWN && ahead.has(last + 1);
    }

    /** Returns whether an event of a webhook is ahead of the sequence. */
    synchronized boolean isAhead() {
        return !ahead.isEmpty();
    }

    /**
     * Returns whether a webhook delivered an event whose number was already passed: the numbers may have fallen back.
     */
    synchronized boolean isSuspicious() {
        return suspicious;
    }

    /**
     * Returns the last number that the server must list unless its numbers fell back or its events have expired; null
     * if unknown.
     */
    synchronized @Nullable Long lastListed() {
        return lastListed == UNKNOWN ? null : lastListed;
    }

    /** Returns whether a page that should list the last number does not, or lists another event with it. */
    synchronized boolean isBehind(EventList page) {
        return page.horizon(UNKNOWN) < lastListed
                || (lastTime != null
                        && page.entries().stream()
                                .map(EventList.Entry::event)
                                .anyMatch(event ->
                                        event != null && event.seq() == lastListed && !delivered.mayContain(event)));
    }

    /** Records that the server was checked, which clears the suspicion. */
    synchronized void fallbackChecked() {
        suspicious = false;
    }

    /** Returns the available signals up to the next gap. */
    synchronized List<Numbered> ready() {
        List<Numbered> signals = new ArrayList<>();
        release(signals);
        return signals;
    }

    /** Skips the events of a page except the new ones, and advances after the page. */
    synchronized List<Numbered> skip(EventList page, Predicate<Instant> isNew) {
        long horizon = page.horizon(UNKNOWN);
        List<Numbered> signals = new ArrayList<>();
        for (Map.Entry<Long, List<EventList.Entry>> under : upTo(horizon, page).entrySet()) {
            long before = last;
            Instant timeBefore = lastTime;
            List<EventSignal> fresh = new ArrayList<>();
            for (EventList.Entry entry : under.getValue()) {
                Instant time = entry.time();
                // an entry without a readable time is as new as the one before it
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

    /**
     * Returns the entries of a page and the webhook events up to its end by number. An entry without a number is put
     * under the number before it.
     */
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

    /** Restarts with the events of a server whose numbers fell back, except those that were delivered before. */
    synchronized List<Numbered> restart(EventList oldest, Instant now) {
        long before = last;
        Instant time = lastTime;
        ahead.clear();
        placed.clear();
        gapRetriedUpTo = UNKNOWN;
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

    /** Adds a page, and returns the signals that are now in order. */
    synchronized List<Numbered> page(EventList page, Instant now) {
        List<Numbered> signals = new ArrayList<>();
        // only the full list contains the unnumbered entries of a first page again, so keep the position until all
        // are reported
        long before = last;
        if (last == UNKNOWN) {
            begin(page, signals);
        }
        ahead.forgetUpTo(last);
        long horizon = page.horizon(last);
        // before the numbered events of the page: once those are handled, the server does not list these again
        List<Unreadable> loose = putAhead(page, horizon);
        for (int i = 0; i < loose.size(); i++) {
            signals.add(new Numbered(before, i < loose.size() - 1 ? before : last, lastTime, loose.get(i)));
        }
        retriesGap = false;
        release(signals);
        while (last < horizon) {
            Long next = ahead.first();
            long gapEnd = next == null ? horizon : Math.min(horizon, next - 1);
            if (replays && next != null && ahead.under(next).stream().anyMatch(this::isKnown)) {
                last = gapEnd; // an old gap, which was reported when it occurred
                release(signals);
                continue;
            }
            if (last >= gapRetriedUpTo) {
                gapRetriedUpTo = horizon;
                retriesGap = true;
                break;
            }
            gapEnd = Math.min(gapEnd, gapRetriedUpTo);
            signals.add(new Numbered(last, gapEnd, lastTime, new Gap(last + 1, gapEnd, reason(now))));
            last = gapEnd;
            release(signals);
        }
        replays &= page.hasMore() || retriesGap;
        return signals;
    }

    /**
     * Determines where the server's list starts. Webhook events before that are emitted first, since the server may
     * list them later.
     */
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

    /**
     * Returns the number before the first event of a full list, or the list's last number if it has no events;
     * {@code UNKNOWN} if neither is present.
     */
    private static long start(EventList page) {
        OptionalLong first = page.first();
        return first.isPresent() ? first.getAsLong() - 1 : Objects.requireNonNullElse(page.lastSeq(), UNKNOWN);
    }

    /**
     * Puts the entries of a page into the buffer. An entry without a number gets one of the numbers that the page
     * leaves out at its position, the highest one, so that the server does not list it again after that number. If the
     * page leaves out none there, the entry is reported with the number before it.
     *
     * @return the entries before all numbers that were not reported yet
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
                continue; // the request was for higher numbers
            }
            before = seq == null ? before : seq;
            Unreadable one = new Unreadable(entry.seq() != null ? entry.seq() : Math.max(0, horizon), entry.json());
            if (entry.event() == null && (seq == null ? unreadable.containsKey(digest(one)) : ahead.hasEvent(seq))) {
                continue; // already reported or delivered
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

    /** Returns the assigned numbers of the entries without a number, by index. */
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

    /** Emits the signals of the next number. */
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

    /** If a number has several signals, only the last one advances the position. */
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

    /**
     * Returns the likely reason of a gap. The missing events happened after the last event, so they can only have
     * expired if that event has nearly expired.
     */
    private Reason reason(Instant now) {
        return lastTime == null || lastTime.isBefore(now.minus(RETENTION).plus(CLOCK_SKEW))
                ? Reason.RETENTION
                : Reason.GAP;
    }
}
