package com.inboxapp.sdk.ratelimit;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A log of when the client's requests were granted and when they ended. The server counted each request at some time in between. So a
 * request that the server has counted is certainly in the server's window until one window length after it was granted, and it is certainly
 * out of the window one window length after it ended.
 */
final class RequestLog {
    /** How long entries are kept beyond the longest window, in nanoseconds: late responses are compared with the past. */
    private static final long SLACK = 60_000_000_000L;

    private final TimestampRing granted = new TimestampRing();
    private final TimestampRing ended = new TimestampRing();
    private final long maxWindow;
    /** The grant times of the requests in flight, oldest first. */
    private final Set<Long> underWay = new LinkedHashSet<>();

    private long lastGrant = Long.MIN_VALUE;

    RequestLog(long maxWindow) {
        this.maxWindow = maxWindow;
    }

    int underWay() {
        return underWay.size();
    }

    /** Records a granted request and returns its grant time, which identifies it: no two requests have the same. */
    long grant(long now) {
        granted.forget(now - maxWindow - SLACK);
        ended.forget(now - maxWindow - SLACK);
        lastGrant = Math.max(now, lastGrant + 1);
        granted.add(lastGrant);
        underWay.add(lastGrant);
        return lastGrant;
    }

    /** Records that a request has ended, and that the server has counted it, or may have. */
    void end(long grant, long now) {
        underWay.remove(grant);
        ended.add(now);
    }

    /** Records that a request has ended, and that the server has certainly not counted it. */
    void undo(long grant) {
        underWay.remove(grant);
        granted.remove(grant);
    }

    /** Returns how many requests may be in the server's window. */
    int held(long now, long window) {
        return underWay.size() + ended.size() - ended.upTo(now - window);
    }

    /**
     * Returns when the given number (at least one) of the held requests will have left the window, if no response takes longer than until
     * now.
     */
    long freed(int places, long now, long window) {
        int index = ended.upTo(now - window) + places - 1;
        return window + (index < ended.size() ? ended.get(index) : now);
    }

    /** Returns how many requests the server certainly had in its window when it answered the given one, which is included. */
    int surelyCounted(long grant, int underWayBefore, long now, long window) {
        return Math.max(0, granted.between(now - window, grant) - underWayBefore);
    }

    /** Returns how many requests the server may have had in its window when it answered the given one, which has just ended. */
    int possiblyCounted(long grant, long window) {
        return underWay.size() + ended.size() - ended.upTo(grant - window);
    }

    /** Returns how many of the client's requests the server has accepted into one window, all within one window length before now. */
    int accepted(long now, long window) {
        long allEndedBefore =
                underWay.isEmpty() ? Long.MAX_VALUE : underWay.iterator().next();
        return granted.between(now - window, allEndedBefore - 1);
    }
}
