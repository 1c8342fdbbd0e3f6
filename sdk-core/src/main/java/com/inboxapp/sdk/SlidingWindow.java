package com.inboxapp.sdk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One of the server's limits: how many requests it counts in a window that slides, ours and those of other clients. Whatever is concluded
 * from an answer (that others are there, that a limit is another one) holds for a window's
 * length, and not against answers that no longer say so; then the room is tried out, one step at a time. All times are nanoseconds. Guarded by its budget.
 */
final class SlidingWindow {
    /** Others may come and go at any time: how far that goes in a window's length, in standard deviations of a random arrival. */
    private static final double DRIFT = 0.5;
    /** Kept free beside what others have: even those that come evenly are now one more, now one less. */
    private static final double MARGIN = 1.25;
    /** Others never take all in our reckoning: without a request of ours now and then, nothing new would be heard of them. */
    private static final int LEAST_SHARE = 60;
    /** How much faster than evenly the turns follow each other, when they have to. */
    private static final double HASTE = 1.5;

    /** After answers for so long that say nothing of a conclusion, it is over; the length of the shortest window. */
    private static final long HOLDS = Duration.ofMinutes(1).toNanos();

    private static final long UNBOUND = Long.MAX_VALUE;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final String name;
    private final @Nullable String accountLinkId;
    private final RequestLog log;
    private final long length;
    private final long configured;
    private long limit;
    /** When the limit was stated, and to which of our requests. */
    private long stated;

    private long statedTo;
    /** Whether answers have come for so long without the stated limit that more is tried. */
    private boolean doubted;

    private long blockedUntil;
    /** The most that others may have had when last seen. */
    private long others;

    private long othersSeen;
    private boolean seen;
    /** When an answer counted last. */
    private long measured = NEVER;
    /** When something was counted or refused last that needs others to explain it. */
    private long proven = NEVER;
    /** How many of ours had room when others were seen, or one of ours was refused. */
    private long bound = UNBOUND;

    private long bounded;
    private boolean refused;
    private boolean spaced;
    private long nextTurn;

    SlidingWindow(String name, @Nullable String accountLinkId, RequestLog log, Duration length, long limit) {
        this.name = name;
        this.accountLinkId = accountLinkId;
        this.log = log;
        this.length = length.toNanos();
        this.configured = limit;
        this.limit = limit;
    }

    RequestLog log() {
        return log;
    }

    long length() {
        return length;
    }

    long limit() {
        return limit;
    }

    /** The limit as configured, or as stated if that is more. */
    long mostKnown() {
        return Math.max(limit, configured);
    }

    /** Whether the server may mean this window when it speaks of such a limit. */
    boolean isKnownAs(long spoken) {
        return limit == spoken || configured == spoken;
    }

    /** The server states its limit in the answer to one of our requests. */
    void adopt(long spoken, long grant, long now) {
        if (grant >= statedTo && now - grant < length) {
            limit = spoken;
            statedTo = grant;
            stated = now;
            doubted = false;
        }
    }

    /** Nothing is granted until then, whatever room there is. */
    void block(long until) {
        blockedUntil = Math.max(blockedUntil, until);
    }

    /** How many of what the server counted when it answered one of our requests cannot have been ours; negative if the count is too low. */
    long unexplained(long used, long grant, int underWayBefore, long now) {
        return used - log.surelyCounted(grant, underWayBefore, now, length);
    }

    /**
     * Learns of others from what the server counted when it answered one of our requests. The fewest that explain it are less than what is
     * kept only for a while: whatever is known grows old, and gives way to what is newer and says less.
     */
    void measure(long used, long grant, int underWayBefore, long now) {
        long most = Math.max(0, unexplained(used, grant, underWayBefore, now));
        long least = used - log.possiblyCounted(grant, length);
        if (least > 0) {
            proven = now;
        }
        boolean isNews = isNews(least, most, grant, now);
        measured = now;
        if (isNews && now - grant < length) {
            seen = true;
            others = most;
            othersSeen = grant;
            if (grant >= bounded) {
                bound = most == 0 ? UNBOUND : limit - reserved(grant + length - 1);
                bounded = grant;
                refused = false;
            }
        }
    }

    /**
     * Whether a count says something new of others. When what is known is over, the most that there may be is kept free at first; but not by
     * a client that has listened all the while, and has not heard of one for sure: those would be its own requests that are under way.
     */
    private boolean isNews(long least, long most, long grant, long now) {
        boolean isOver = !isSeen(now) || now - othersSeen >= HOLDS;
        if (isOver && now - measured < 2 * length && now - proven >= length) {
            return most == 0;
        }
        double expected = mostNow(others, othersSeen, now);
        return isOver || mostNow(most, grant, now) <= expected || least > expected;
    }

    private boolean isSeen(long now) {
        return seen && now - othersSeen < length;
    }

    private double mostNow(long then, long seenAt, long now) {
        // a grant's moment may be a few nanoseconds ahead
        double age = Math.max(0, now - seenAt);
        return then + DRIFT * Math.sqrt(2.0 * then * age / length);
    }

    /** The server refused one of our requests: there was room for those that it may have counted, and for no more. */
    void refuse(long grant, long now) {
        proven = now;
        if (now - grant < length) {
            long had = Math.max(1, log.possiblyCounted(grant, length));
            bound = isRefused(now) ? Math.min(bound, had) : had;
            bounded = now;
            refused = true;
        }
    }

    /** The server has let one of our requests in. */
    void accepted(long now) {
        if (now - othersSeen >= HOLDS) {
            seen = false;
        }
        if (now - bounded >= HOLDS) {
            // to be tried out
            bounded = Math.min(bounded, now - length);
        }
        if (limit != configured && now - stated >= HOLDS) {
            doubted = limit < configured;
            limit = doubted ? Math.min(configured, Math.max(limit, log.accepted(now, length))) : configured;
        }
    }

    /** How many places are kept for others. */
    long reserved(long now) {
        if (others == 0 || !isSeen(now)) {
            return 0;
        }
        return Math.min(Math.round(mostNow(others, othersSeen, now) + MARGIN), limit - share(limit));
    }

    private static long share(long limit) {
        return Math.max(1, limit / LEAST_SHARE);
    }

    /** How many of ours may be in the window. */
    private long places(long now) {
        long places = limit - reserved(now) + (doubted ? share(configured) : 0);
        long age = now - bounded;
        if (bound >= places || age >= 2 * length) {
            return places;
        }
        return age < length
                ? (isRefused(now) ? bound : places)
                : Math.min(places, Math.max(bound, log.accepted(now, length) + share(configured)));
    }

    /** Whether one of ours was refused in the last window's length, and the server has not counted since. */
    private boolean isRefused(long now) {
        return refused && now - bounded < length;
    }

    /** When there are more places, though nothing happens; a window from now if not before. */
    private long nextPlaces(long now) {
        long next = now + length;
        if (isSeen(now)) {
            next = Math.min(next, othersSeen + length);
        }
        return bound == UNBOUND || now - bounded >= 2 * length
                ? next
                : Math.min(next, bounded + (now - bounded < length ? length : 2 * length));
    }

    /** Whether a request would have its turn now, as far as is known. */
    boolean hasRoom(long now) {
        return log.held(now, length) < places(now);
    }

    /** How long until a request gets its turn; zero if it gets it now. */
    long untilTurn(long now) {
        long places = places(now);
        int held = log.held(now, length);
        boolean beside = others > 0 && now - othersSeen < 2 * length;
        // without others the log alone is exact, and a burst does no harm; with others a burst would leave them no
        // place for the rest of the window, and us without news of them
        if (held >= places) {
            spaced = beside;
        } else if (held < Math.max(1, places / 10)) {
            spaced = false;
        }
        long wait = Math.min(freed(held, places, 0, now), nextPlaces(now) - now);
        return Math.max(0, Math.max(spaced && beside ? Math.max(wait, nextTurn - now) : wait, blockedUntil - now));
    }

    /** A request has had its turn. */
    void granted(long now) {
        nextTurn = now + (long) (length / (HASTE * (limit - reserved(now))));
    }

    /** How long a request waits at least, behind so many others. */
    long untilFree(long now, int ahead) {
        int held = log.held(now, length);
        long likely = freed(held, places(now), ahead, now);
        long known = isSeen(now) || isRefused(now) ? nextPlaces(now) - now : 0;
        long best = Math.max(known, freed(held, mostKnown(), ahead, now));
        return Math.max(0, Math.max(Math.min(likely, best), blockedUntil - now));
    }

    private long freed(int held, long places, int ahead, long now) {
        long missing = held + ahead + 1L - places;
        if (missing <= 0) {
            return 0;
        }
        if (missing <= held) {
            return log.freed((int) missing, now, length) - now;
        }
        // places that were freed, taken and freed again: first those that are free now
        long again = missing - held - 1;
        long place = again % places - (places - held) + 1;
        return (again / places + 1) * length + (place > 0 ? log.freed((int) place, now, length) - now : 0);
    }

    LimitState state(long now) {
        int held = log.held(now, length);
        long others = Math.max(reserved(now), isRefused(now) ? limit - bound : 0);
        return new LimitState(
                name,
                accountLinkId,
                Duration.ofNanos(length),
                limit,
                held,
                others,
                Math.max(0, limit - held - others),
                Duration.ofNanos(untilFree(now, 0)));
    }
}
