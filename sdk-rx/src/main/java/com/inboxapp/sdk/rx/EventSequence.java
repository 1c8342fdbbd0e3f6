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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
     * @param position the number up to which all is done
     * @param time of the last event up to there, if it is known
     */
    record Numbered(long position, @Nullable Instant time, EventSignal signal) {}

    private final TreeMap<Long, EventSignal> ahead = new TreeMap<>();
    private final DeliveredEvents delivered;
    /** Digests of what could not be read and was told of: without a number, the next page may have it again. */
    private final Map<ByteString, Boolean> unreadable = new Recent<>(MOST_REMEMBERED);

    private long last;
    private @Nullable Instant lastTime;
    /** The last number with something behind it, and not only named. */
    private long lastListed;

    private long askedAgainUpTo = UNKNOWN;
    private boolean asksAgain;
    private boolean suspicious;
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

    /** Takes a delivery in; false if it is a repeat. */
    synchronized boolean offer(Event event) {
        if (event.seq() <= last) {
            boolean isNew = !suspicious && !delivered.mayContain(event);
            suspicious |= isNew;
            return isNew;
        }
        if (ahead.get(event.seq()) instanceof Received) {
            return false;
        }
        if (ahead.size() < MOST_AHEAD) {
            ahead.put(event.seq(), new Received(event));
        }
        return true;
    }

    /** Whether the next event is there already. */
    synchronized boolean isReady() {
        return last != UNKNOWN && ahead.containsKey(last + 1);
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

    /** Forgets all that a page lists, and goes on after it. */
    synchronized void skip(EventList page) {
        last = Math.max(last, page.horizon(UNKNOWN));
        lastListed = last;
        for (EventList.Entry entry : page.entries()) {
            if (entry.event() != null) {
                Instant time = entry.event().timestamp();
                lastTime = lastTime == null || time.isAfter(lastTime) ? time : lastTime;
                delivered.add(entry.event());
            }
        }
        forgetOld();
    }

    /** The server fell back: goes on with what it keeps, but for what was delivered before. */
    synchronized List<Numbered> restart(EventList oldest, Instant now) {
        long before = last;
        ahead.clear();
        askedAgainUpTo = UNKNOWN;
        last = UNKNOWN;
        lastListed = UNKNOWN;
        replays = true;
        List<Numbered> signals = page(oldest, now);
        long after = signals.isEmpty() ? last : Math.max(0, firstNumber(signals.get(0)) - 1);
        signals.add(0, new Numbered(after, lastTime, new Reset(before, after)));
        return signals;
    }

    private static long firstNumber(Numbered first) {
        return first.signal() instanceof Missing missing ? missing.first() : first.position();
    }

    /** Takes a page in, and hands out what is in order now. */
    synchronized List<Numbered> page(EventList page, Instant now) {
        OptionalLong first = page.first();
        if (last == UNKNOWN && first.isPresent()) {
            last = first.getAsLong() - 1;
        } else if (last == UNKNOWN && page.lastSeq() != null) {
            last = page.lastSeq();
            lastListed = last;
        }
        forgetOld();
        long horizon = page.horizon(last);
        List<Unreadable> loose = putAhead(page, horizon);
        asksAgain = false;
        List<Numbered> signals = new ArrayList<>();
        release(signals);
        while (last < horizon) {
            Map.Entry<Long, EventSignal> next = ahead.firstEntry();
            long gapEnd = next == null ? horizon : Math.min(horizon, next.getKey() - 1);
            if (replays && next != null && isKnown(next.getValue())) {
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
            signals.add(new Numbered(gapEnd, lastTime, new Missing(last + 1, gapEnd, reason(now))));
            last = gapEnd;
            release(signals);
        }
        for (Unreadable one : loose) {
            if (unreadable.put(digest(one), true) == null) {
                signals.add(new Numbered(last, lastTime, one));
            }
        }
        replays &= page.hasMore() || asksAgain;
        return signals;
    }

    /**
     * Puts what a page lists where it belongs. What has no number is one of those that the page leaves out at its place: the highest of them,
     * so that the server does not list it again after that. If the page leaves none out there, it is returned.
     */
    private List<Unreadable> putAhead(EventList page, long horizon) {
        for (EventList.Entry entry : page.entries()) {
            Long seq = entry.seq();
            if (seq != null && seq > last) {
                if (entry.event() != null) {
                    ahead.put(seq, new Received(entry.event()));
                } else {
                    ahead.putIfAbsent(seq, new Unreadable(seq, entry.json()));
                }
            }
        }
        Set<Long> listed = page.entries().stream()
                .map(EventList.Entry::seq)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        List<Unreadable> loose = new ArrayList<>();
        long behind = horizon + 1;
        for (int i = page.entries().size() - 1; i >= 0; i--) {
            EventList.Entry entry = page.entries().get(i);
            Unreadable one = new Unreadable(Math.max(0, horizon), entry.json());
            if (entry.seq() != null) {
                behind = Math.min(behind, entry.seq());
            } else if (behind - 1 > last && !listed.contains(behind - 1)) {
                // unless it was delivered, or was here when the page was read before
                ahead.putIfAbsent(--behind, one);
            } else {
                loose.add(0, one);
            }
        }
        return loose;
    }

    private static ByteString digest(Unreadable one) {
        return ByteString.encodeUtf8(one.json()).sha256();
    }

    private void forgetOld() {
        ahead.headMap(last, true).clear();
    }

    private void release(List<Numbered> signals) {
        for (EventSignal next = ahead.remove(last + 1); next != null; next = ahead.remove(last + 1)) {
            last++;
            lastListed = last;
            boolean isRepeat = replays && isKnown(next);
            if (next instanceof Received received) {
                Instant time = received.event().timestamp();
                lastTime = isRepeat && lastTime != null && time.isBefore(lastTime) ? lastTime : time;
                delivered.add(received.event());
            } else if (next instanceof Unreadable one) {
                unreadable.put(digest(one), true);
            }
            if (!isRepeat) {
                signals.add(new Numbered(last, lastTime, next));
            }
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
