package com.inboxapp.sdk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One of the server's limits: how many requests it counts in a window that slides, ours and those of other clients. What others have there is
 * never known for sure, since an answer tells the count of one moment, and not of whom. All times are nanoseconds. Guarded by its budget.
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

    private final String name;
    private final @Nullable String accountLinkId;
    private final RequestLog log;
    private final long length;
    private final long configured;
    private long limit;
    private long blockedUntil;
    /** The most that others may have had when last seen. */
    private long others;

    private long othersSeen;
    private boolean seen;
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

    /** Whether the server may mean this window when it speaks of such a limit. */
    boolean isKnownAs(long spoken) {
        return limit == spoken || configured == spoken;
    }

    void adopt(long spoken) {
        limit = spoken;
    }

    /** Nothing is granted until then, whatever room there is. */
    void block(long until) {
        blockedUntil = Math.max(blockedUntil, until);
    }

    /** How many places are kept for others. */
    long reserved(long now) {
        if (others == 0) {
            return 0;
        }
        return Math.min(
                Math.round(mostNow(others, othersSeen, now) + MARGIN), limit - Math.max(1, limit / LEAST_SHARE));
    }

    private double mostNow(long then, long seenAt, long now) {
        // a grant's moment may be a few nanoseconds ahead
        double age = Math.max(0, Math.min(now - seenAt, length));
        return then + DRIFT * Math.sqrt(2.0 * then * age / length);
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
        double expected = mostNow(others, othersSeen, now);
        if (!seen || mostNow(most, grant, now) <= expected || least > expected) {
            seen = true;
            others = most;
            othersSeen = grant;
        }
    }

    /** How long until a request gets its turn; zero if it gets it now. */
    long untilTurn(long now) {
        long places = limit - reserved(now);
        int held = log.held(now, length);
        // without others the log alone is exact, and a burst does no harm; with others a burst would leave them no
        // place for the rest of the window, and us without news of them
        if (held >= places) {
            spaced = others > 0;
        } else if (held < places / 10) {
            spaced = false;
        }
        long wait = freed(held, places, 0, now);
        return Math.max(0, Math.max(spaced ? Math.max(wait, nextTurn - now) : wait, blockedUntil - now));
    }

    /** A request has had its turn. */
    void granted(long now) {
        nextTurn = now + (long) (length / (HASTE * (limit - reserved(now))));
    }

    /** How long a request waits, as far as is known, behind so many others. */
    long untilFree(long now, int ahead) {
        return Math.max(
                0, Math.max(freed(log.held(now, length), limit - reserved(now), ahead, now), blockedUntil - now));
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
        long reserved = reserved(now);
        return new LimitState(
                name,
                accountLinkId,
                Duration.ofNanos(length),
                limit,
                held,
                reserved,
                Math.max(0, limit - held - reserved),
                Duration.ofNanos(untilFree(now, 0)));
    }
}
