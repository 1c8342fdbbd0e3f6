package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.EventPage;
import com.inboxapp.sdk.rx.EventSignal.Missing;
import com.inboxapp.sdk.rx.EventSignal.Reason;
import com.inboxapp.sdk.rx.EventSignal.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts events in order, from wherever they come: each number once, none left out in silence. A gap in what the server lists is asked about once
 * more before it counts, since an event may become visible after a later one.
 */
final class EventSequence {
    /** How many deliveries are held that came before what precedes them; the server lists the others. */
    static final int MOST_AHEAD = 1_000;

    private static final long UNKNOWN = -1;
    private static final Duration KEPT = Duration.ofDays(7);
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private final TreeMap<Long, Event> ahead = new TreeMap<>();
    private long last;
    private @Nullable Instant lastTime;
    private long askedAgainUpTo = UNKNOWN;
    private boolean asksAgain;

    private EventSequence(long last, @Nullable Instant lastTime) {
        this.last = last;
        this.lastTime = lastTime;
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
        if (event.seq() <= last || ahead.containsKey(event.seq())) {
            return false;
        }
        if (ahead.size() < MOST_AHEAD) {
            ahead.put(event.seq(), event);
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

    /** Hands out the events that are there without a gap before them. */
    synchronized List<EventSignal> ready() {
        List<EventSignal> signals = new ArrayList<>();
        release(signals);
        return signals;
    }

    /** Forgets all that a page lists, and goes on after it. */
    synchronized void skip(EventPage page) {
        last = Math.max(last, horizon(page));
        page.events().stream().map(Event::timestamp).max(Instant::compareTo).ifPresent(time -> lastTime = time);
        forgetOld();
    }

    /** Takes a page in, and hands out what is in order now. */
    synchronized List<EventSignal> page(EventPage page, Instant now) {
        List<EventSignal> signals = new ArrayList<>();
        if (last == UNKNOWN && !page.events().isEmpty()) {
            last = page.events().stream().mapToLong(Event::seq).min().getAsLong() - 1;
        } else if (last == UNKNOWN && page.lastSeq() != null) {
            last = page.lastSeq();
        }
        forgetOld();
        for (Event event : page.events()) {
            if (event.seq() > last) {
                ahead.put(event.seq(), event);
            }
        }
        long horizon = Math.max(last, horizon(page));
        asksAgain = false;
        release(signals);
        while (last < horizon) {
            Map.Entry<Long, Event> next = ahead.firstEntry();
            long gapEnd = next == null ? horizon : Math.min(horizon, next.getKey() - 1);
            if (last >= askedAgainUpTo) {
                askedAgainUpTo = horizon;
                asksAgain = true;
                break;
            }
            gapEnd = Math.min(gapEnd, askedAgainUpTo);
            signals.add(new Missing(last + 1, gapEnd, reason(now)));
            last = gapEnd;
            release(signals);
        }
        return signals;
    }

    private static long horizon(EventPage page) {
        long newest = page.events().stream().mapToLong(Event::seq).max().orElse(UNKNOWN);
        return page.lastSeq() == null ? newest : Math.max(newest, page.lastSeq());
    }

    private void forgetOld() {
        ahead.headMap(last, true).clear();
    }

    private void release(List<EventSignal> signals) {
        for (Event event = ahead.remove(last + 1); event != null; event = ahead.remove(last + 1)) {
            signals.add(new Received(event));
            last = event.seq();
            lastTime = event.timestamp();
        }
    }

    /** What is missing happened after the last event: it can be too old only if that one nearly is. */
    private Reason reason(Instant now) {
        return lastTime == null || lastTime.isBefore(now.minus(KEPT).plus(CLOCK_SKEW)) ? Reason.RETENTION : Reason.GAP;
    }
}
