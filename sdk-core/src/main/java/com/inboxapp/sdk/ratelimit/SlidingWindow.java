package com.inboxapp.sdk.ratelimit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One of the server's limits: a maximum number of requests within a sliding window, counting those of this client and of others. A
 * conclusion from a response (other clients are active, or the limit differs) holds for one window length, unless later responses no longer
 * support it. Then the room is probed, one step at a time. All times are in nanoseconds. Guarded by its limiter.
 */
final class SlidingWindow {
    /**
     * Other clients may start and stop at any time: the expected change within one window length, in standard deviations of random
     * arrivals.
     */
    private static final double DRIFT = 0.5;
    /** Places kept free in addition to the estimate: even evenly spaced requests vary by one. */
    private static final double EXTRA_PLACES = 1.25;
    /**
     * The estimate of other clients never takes the whole limit: without an occasional request, the client would learn nothing new about
     * them.
     */
    private static final int MIN_SHARE_DIVISOR = 60;
    /** How much faster than evenly spaced requests are granted, when spacing is needed. */
    private static final double SPACING_FACTOR = 1.5;

    /** A conclusion ends after responses have not supported it for this long; the length of the shortest window. */
    private static final long CONCLUSION_NANOS = Duration.ofMinutes(1).toNanos();

    private static final long UNBOUNDED = Long.MAX_VALUE;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final String name;
    private final @Nullable String accountLinkId;
    private final RequestLog log;
    private final long length;
    private final long configured;
    private long limit;
    /** When the limit was stated, and in the response to which request (its grant time). */
    private long stated;

    private long statedTo;
    /** Whether responses have not repeated the stated limit for so long that more requests are probed. */
    private boolean doubted;

    private long blockedUntil;
    /** The most requests that other clients may have had when they were last seen. */
    private long others;

    private long othersSeen;
    private boolean seen;
    /** When a response last reported a count. */
    private long measured = NEVER;
    /** When a count or a rejection last could only be explained by other clients. */
    private long proven = NEVER;
    /** How many of the client's requests had room when others were seen, or when a request was rejected. */
    private long bound = UNBOUNDED;

    private long bounded;
    private boolean refused;
    private boolean spaced;
    private long nextGrant;

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

    /** Returns the configured limit, or the stated one if that is higher. */
    long maxKnown() {
        return Math.max(limit, configured);
    }

    /** Returns whether the server may refer to this window when it states the given limit. */
    boolean isKnownAs(long stated) {
        return limit == stated || configured == stated;
    }

    /** Adopts the limit that the server stated in the response to a request. */
    void adopt(long newLimit, long grant, long now) {
        if (grant >= statedTo && now - grant < length) {
            limit = newLimit;
            statedTo = grant;
            stated = now;
            doubted = false;
        }
    }

    /** Grants nothing until the given time, whatever room there is. */
    void block(long until) {
        blockedUntil = Math.max(blockedUntil, until);
    }

    /** Returns how many of the requests that the server counted cannot have been the client's; negative if the count is too low. */
    long unexplained(long used, long grant, int underWayBefore, long now) {
        return used - log.surelyCounted(grant, underWayBefore, now, length);
    }

    /**
     * Updates the estimate of other clients from the server's count in a response. The estimate exceeds the minimum that explains the count
     * only for a while: an old estimate gives way to a newer and lower count.
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
                bound = most == 0 ? UNBOUNDED : limit - reserved(grant + length - 1);
                bounded = grant;
                refused = false;
            }
        }
    }

    /**
     * Returns whether a count is news about other clients. When the previous estimate has expired, the maximum is kept free at first. There
     * is an exception for a client that has received counts all the while without certain evidence of another client: the unexplained
     * requests would be its own, still in flight.
     */
    private boolean isNews(long least, long most, long grant, long now) {
        boolean isOver = !isSeen(now) || now - othersSeen >= CONCLUSION_NANOS;
        if (isOver && now - measured < 2 * length && now - proven >= length) {
            return most == 0;
        }
        double expected = maxNow(others, othersSeen, now);
        return isOver || maxNow(most, grant, now) <= expected || least > expected;
    }

    private boolean isSeen(long now) {
        return seen && now - othersSeen < length;
    }

    private double maxNow(long then, long seenAt, long now) {
        // a grant time may be a few nanoseconds ahead
        double age = Math.max(0, now - seenAt);
        return then + DRIFT * Math.sqrt(2.0 * then * age / length);
    }

    /** Records that the server rejected a request: there was room for the requests that it may have counted, and for no more. */
    void refuse(long grant, long now) {
        proven = now;
        if (now - grant < length) {
            long had = Math.max(1, log.possiblyCounted(grant, length));
            bound = isRefused(now) ? Math.min(bound, had) : had;
            bounded = now;
            refused = true;
        }
    }

    /** Records that the server accepted a request. */
    void accepted(long now) {
        if (now - othersSeen >= CONCLUSION_NANOS) {
            seen = false;
        }
        if (now - bounded >= CONCLUSION_NANOS) {
            // so that the room is probed
            bounded = Math.min(bounded, now - length);
        }
        if (limit != configured && now - stated >= CONCLUSION_NANOS) {
            doubted = limit < configured;
            limit = doubted ? Math.min(configured, Math.max(limit, log.accepted(now, length))) : configured;
        }
    }

    /** Returns how many places are kept free for other clients. */
    long reserved(long now) {
        if (others == 0 || !isSeen(now)) {
            return 0;
        }
        return Math.min(Math.round(maxNow(others, othersSeen, now) + EXTRA_PLACES), limit - share(limit));
    }

    private static long share(long limit) {
        return Math.max(1, limit / MIN_SHARE_DIVISOR);
    }

    /** Returns how many of the client's requests may be in the window. */
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

    /** Returns whether a request was rejected within the last window length, and the server has reported no count since. */
    private boolean isRefused(long now) {
        return refused && now - bounded < length;
    }

    /** Returns when there will be more places without any further event; one window from now at the latest. */
    private long nextPlaces(long now) {
        long next = now + length;
        if (isSeen(now)) {
            next = Math.min(next, othersSeen + length);
        }
        return bound == UNBOUNDED || now - bounded >= 2 * length
                ? next
                : Math.min(next, bounded + (now - bounded < length ? length : 2 * length));
    }

    /** Returns whether a request would be granted now, as far as is known. */
    boolean hasRoom(long now) {
        return log.held(now, length) < places(now);
    }

    /** Returns how long until a request is granted; zero if it is granted now. */
    long untilPermit(long now) {
        long places = places(now);
        int held = log.held(now, length);
        boolean beside = others > 0 && now - othersSeen < 2 * length;
        // without other clients the log alone is exact, and a burst does no harm; with others, a burst would leave them
        // no place for the rest of the window, and would leave this client without counts to learn from
        if (held >= places) {
            spaced = beside;
        } else if (held < Math.max(1, places / 10)) {
            spaced = false;
        }
        long wait = Math.min(freed(held, places, 0, now), nextPlaces(now) - now);
        return Math.max(0, Math.max(spaced && beside ? Math.max(wait, nextGrant - now) : wait, blockedUntil - now));
    }

    /** Records that a request was granted. */
    void granted(long now) {
        nextGrant = now + (long) (length / (SPACING_FACTOR * (limit - reserved(now))));
    }

    /** Returns the minimum wait of a request behind the given number of others. */
    long untilFree(long now, int ahead) {
        int held = log.held(now, length);
        long likely = freed(held, places(now), ahead, now);
        long known = isSeen(now) || isRefused(now) ? nextPlaces(now) - now : 0;
        long best = Math.max(known, freed(held, maxKnown(), ahead, now));
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
        // places that are freed, taken and freed again, starting with those that are free now
        long again = missing - held - 1;
        long place = again % places - (places - held) + 1;
        return (again / places + 1) * length + (place > 0 ? log.freed((int) place, now, length) - now : 0);
    }

    RateLimitStatus state(long now) {
        int held = log.held(now, length);
        long others = Math.max(reserved(now), isRefused(now) ? limit - bound : 0);
        return new RateLimitStatus(
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
