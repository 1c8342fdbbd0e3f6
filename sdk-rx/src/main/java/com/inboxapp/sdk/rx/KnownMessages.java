package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages that a watch knows: the last ones by id, and earlier ones by time. An unknown message is new if an event
 * or a sweep indicates a new message.
 */
final class KnownMessages {
    /** The tolerance between the time of a message and the order in which messages become visible. */
    static final Duration OVERLAP = Duration.ofMinutes(2);

    private static final int MAX_IDS = 10_000;
    /** The number of ids in a checkpoint; more only if the server may report their messages again. */
    private static final int MAX_WRITTEN_IDS = 1_000;

    private final Map<String, Instant> times = new LinkedHashMap<>();
    /** Threads with unnamed messages before the start of the watch, and the time of the last one. */
    private final Map<ThreadId, Instant> unnamed = new BoundedMap<>(MAX_IDS);
    /** The time up to which any thread may have had such messages. */
    private Instant unknown = Instant.MIN;

    private final boolean isResumed;
    private @Nullable Instant newestOld;
    private @Nullable Instant begin;
    private Instant forgotten = Instant.MIN;
    private Instant done = Instant.MIN;

    /**
     * Restores a checkpoint.
     *
     * @param position the position of an earlier run, or null
     * @param now the start of this run; messages of earlier runs are not younger
     */
    KnownMessages(@Nullable WatchPosition position, Instant now) {
        isResumed = position != null;
        if (position != null) {
            begin = position.begin();
            done = position.since();
            position.done().forEach(id -> times.put(id, now));
        }
    }

    boolean contains(String id) {
        return times.containsKey(id);
    }

    /** Adds a message. Returns false if it was already known. */
    boolean add(String id, @Nullable Instant time) {
        boolean isNew = times.putIfAbsent(id, time == null ? Instant.MIN : time) == null;
        if (times.size() > MAX_IDS) {
            Iterator<Instant> oldest = times.values().iterator();
            forgotten = later(forgotten, oldest.next());
            oldest.remove();
        }
        return isNew;
    }

    /** Records an event from before the start of the watch, whatever its time: its message is not new. */
    void recordOld(Event event, Instant beginning) {
        boolean hasOldTime = !event.timestamp().isAfter(beginning);
        Instant time = hasOldTime ? event.timestamp() : beginning;
        if (hasOldTime) {
            newestOld = newestOld == null ? time : later(newestOld, time);
        }
        ChangedThread.News news = ChangedThread.isNews(event) ? ChangedThread.news(event) : null;
        if (news != null && news.message() != null) {
            var unused = add(news.message(), time);
        } else if (news != null) {
            unnamed.merge(news.thread(), time, KnownMessages::later);
        } else if (ChangedThread.isNews(event)) {
            unknown = later(unknown, time);
        }
    }

    /** Records that an entry from before the start could not be decoded. */
    void recordUndecodable(@Nullable Instant time) {
        unknown = later(unknown, time == null ? Instant.MAX : time);
    }

    @Nullable
    Instant newestOld() {
        return newestOld;
    }

    @Nullable
    Instant begin() {
        return begin;
    }

    /**
     * Sets the time from which unknown messages are new.
     *
     * @param beginning the start of the watch
     * @param newest the time of the last event before it, or null if there was none; by the server's clock, as are
     *     the times of messages
     */
    void begin(Instant beginning, @Nullable Instant newest) {
        begin = newest == null ? ServerTime.longBefore(beginning) : newest;
    }

    /** Records that everything up to a time is handled. */
    void done(Instant time) {
        done = later(done, time);
    }

    /**
     * Returns the time up to which the messages of a thread are not new unless an event names them. It reaches back
     * before the start of the watch if every message of that time is known, so that one that became visible late can be
     * distinguished.
     */
    Instant floor(ThreadId thread, Instant beginning) {
        Instant start = begin == null ? beginning : begin;
        Instant before = KnownMessages.before(start);
        boolean isExact = !isResumed
                && newestOld != null
                && unknown.isBefore(before)
                && unnamed.getOrDefault(thread, Instant.MIN).isBefore(before);
        return later(isExact ? before : start, known(forgotten));
    }

    /**
     * Limits the time up to which ids were dropped to the handled time minus {@link #OVERLAP}: later messages may not
     * have been seen yet.
     */
    private Instant known(Instant forgot) {
        Instant limit = before(done);
        return forgot.isBefore(limit) ? forgot : limit;
    }

    /** Returns a position at which all added messages are handled. */
    WatchPosition position(@Nullable Long seq, Instant since) {
        List<String> ids = new ArrayList<>();
        Instant limit = before(since);
        Instant dropped = forgotten;
        int tooMany = times.size() - MAX_WRITTEN_IDS;
        for (Map.Entry<String, Instant> message : times.entrySet()) {
            if (tooMany > 0 && message.getValue().isBefore(limit)) {
                tooMany--;
                dropped = later(dropped, message.getValue());
            } else {
                ids.add(message.getKey());
            }
        }
        Instant floor = dropped.isBefore(limit) ? dropped : limit;
        return new WatchPosition(
                seq, since, begin == null || dropped.equals(Instant.MIN) ? begin : later(begin, floor), ids);
    }

    static Instant before(Instant time) {
        return time.isBefore(Instant.MIN.plus(OVERLAP)) ? Instant.MIN : time.minus(OVERLAP);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
