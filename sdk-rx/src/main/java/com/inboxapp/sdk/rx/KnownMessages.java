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
 * Which messages a watch knows: the last ones by their ids, and those before them by their time. A message that is not known is new when something
 * says that there is a new one.
 */
final class KnownMessages {
    /** By how much the times of messages may disagree with the order in which they became visible. */
    static final Duration OVERLAP = Duration.ofMinutes(2);

    private static final int MOST = 10_000;
    /** How many are written down, and more only of those that may be told of again. */
    private static final int MOST_WRITTEN = 1_000;

    private final Map<String, Instant> times = new LinkedHashMap<>();
    /** Threads with messages of before the beginning whose ids are not known, and when the last one came. */
    private final Map<ThreadId, Instant> unnamed = new Recent<>(MOST);
    /** Until when there may have been such in any thread. */
    private Instant unknown = Instant.MIN;

    private final boolean isResumed;
    private @Nullable Instant newestOld;
    private @Nullable Instant begin;
    private Instant forgotten = Instant.MIN;
    private Instant done = Instant.MIN;

    /**
     * Goes on where a position stands.
     *
     * @param position of an earlier run, or null
     * @param now when this one begins: what was done before is not younger
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

    /** Adds a message; false if it was known. */
    boolean add(String id, @Nullable Instant time) {
        boolean isNew = times.putIfAbsent(id, time == null ? Instant.MIN : time) == null;
        if (times.size() > MOST) {
            Iterator<Instant> oldest = times.values().iterator();
            forgotten = later(forgotten, oldest.next());
            oldest.remove();
        }
        return isNew;
    }

    /** An event of before the beginning, whatever time it has, tells of what is not new. */
    void leaveOut(Event event, Instant beginning) {
        boolean isDated = !event.timestamp().isAfter(beginning);
        Instant time = isDated ? event.timestamp() : beginning;
        if (isDated) {
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

    /** Something of before the beginning could not be read. */
    void leaveOutUnread(@Nullable Instant time) {
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
     * Sets from when on what is not known is new.
     *
     * @param beginning of the watch
     * @param newest the last thing that happened before, if anything did: by the server's clock, which the messages go by
     */
    void begin(Instant beginning, @Nullable Instant newest) {
        begin = newest == null ? ServerClock.longBefore(beginning) : newest;
    }

    /** Everything up to a time is done. */
    void done(Instant time) {
        done = later(done, time);
    }

    /**
     * What is not later is not new in a thread, unless an event names it. It reaches to before the beginning if each message of then is known,
     * so that one that became visible late can be told from them.
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

    /** Up to when all are known, if those up to a time were forgotten: later ones may not have been seen yet. */
    private Instant known(Instant forgot) {
        Instant limit = before(done);
        return forgot.isBefore(limit) ? forgot : limit;
    }

    /** A position at which all that was added is done. */
    WatchPosition position(@Nullable Long seq, Instant since) {
        List<String> ids = new ArrayList<>();
        Instant limit = before(since);
        Instant dropped = forgotten;
        int tooMany = times.size() - MOST_WRITTEN;
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
