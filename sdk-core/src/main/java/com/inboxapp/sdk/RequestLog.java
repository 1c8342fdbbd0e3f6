package com.inboxapp.sdk;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * When our requests were granted, and when they ended. The server counted each of them somewhere in between, so that one is certainly still
 * in a window of the server's until it was granted, and certainly out of it a window's length after it ended.
 */
final class RequestLog {
    /** Kept beyond the longest window, for answers that take long: what they say is compared with the past. */
    private static final long SLACK = 60_000_000_000L;

    private final Moments granted = new Moments();
    private final Moments ended = new Moments();
    private final long longest;
    /** The grants of those that have not ended, oldest first. */
    private final Set<Long> underWay = new LinkedHashSet<>();

    private long lastGrant = Long.MIN_VALUE;

    RequestLog(long longestWindow) {
        this.longest = longestWindow;
    }

    int underWay() {
        return underWay.size();
    }

    /** Counts a request, and names it by its moment: no two have the same. */
    long grant(long now) {
        granted.forget(now - longest - SLACK);
        ended.forget(now - longest - SLACK);
        lastGrant = Math.max(now, lastGrant + 1);
        granted.add(lastGrant);
        underWay.add(lastGrant);
        return lastGrant;
    }

    /** A request has ended, and the server has counted it, or may have. */
    void end(long grant, long now) {
        underWay.remove(grant);
        ended.add(now);
    }

    /** A request has ended, and the server has certainly not counted it. */
    void undo(long grant) {
        underWay.remove(grant);
        granted.remove(grant);
    }

    /** How many may be in a window of the server's. */
    int held(long now, long window) {
        return underWay.size() + ended.size() - ended.upTo(now - window);
    }

    /** When so many of those that are held, one or more, will have left the window, if no answer is longer in coming than until now. */
    long freed(int places, long now, long window) {
        int index = ended.upTo(now - window) + places - 1;
        return window + (index < ended.size() ? ended.get(index) : now);
    }

    /** How many requests the server had certainly in its window when it answered one, that one included. */
    int surelyCounted(long grant, int underWayBefore, long now, long window) {
        return Math.max(0, granted.between(now - window, grant) - underWayBefore);
    }

    /** How many requests the server may have had in its window when it answered one that has just ended. */
    int possiblyCounted(long grant, long window) {
        return underWay.size() + ended.size() - ended.upTo(grant - window);
    }

    /** How many of ours the server has let into one window, all of them since a window's length before now. */
    int accepted(long now, long window) {
        long allEndedBefore =
                underWay.isEmpty() ? Long.MAX_VALUE : underWay.iterator().next();
        return granted.between(now - window, allEndedBefore - 1);
    }
}
