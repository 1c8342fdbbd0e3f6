package com.inboxapp.sdk;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the server's clock from its responses. The {@code Date} of a response is when it was made, which is before it arrived. So a
 * response that was made before its request was sent can be recognized: it is from a cache. Thread-safe.
 */
final class ServerClock {
    /** The minimum time for which a reported time is used. The maximum is three times as long, since the server's clock may be set. */
    private static final long PERIOD_NANOS = Duration.ofMinutes(10).toNanos();

    private long started;
    private long periodBegun;
    /**
     * The latest times reported in this period and in the previous one, converted to what the server's clock showed when the count began.
     */
    private @Nullable Instant origin;

    private @Nullable Instant originBefore;
    /** How far the server's clock is behind this machine's clock; zero if it is not behind. */
    private Duration behind = Duration.ZERO;

    /** A time on both clocks of this machine. */
    record Moment(Instant now, long nanos) {
        static Moment of(InboxScheduler time) {
            return new Moment(time.now(), time.nanoTime());
        }
    }

    /** Records the date of a response and when the response arrived. */
    synchronized void told(Instant date, Moment came) {
        forget(came.nanos);
        origin = later(origin, date.minusNanos(came.nanos - started));
    }

    private void forget(long now) {
        long age = now - periodBegun;
        if (origin == null && originBefore == null) {
            started = now;
            periodBegun = now;
        } else if (age > PERIOD_NANOS) {
            originBefore = age > 2 * PERIOD_NANOS ? null : origin;
            origin = null;
            periodBegun = now;
        }
    }

    /** Records the date of a response to a request that no cache answers. */
    synchronized void toldForSure(Instant date, Moment came) {
        Duration difference = Duration.between(date, came.now);
        behind = difference.isNegative() ? Duration.ZERO : difference;
        told(date, came);
    }

    /**
     * Returns whether a response was made before its request was sent.
     *
     * @param tolerance how far the clocks of several servers may differ
     * @param wrongClocks how far the server's clock may be behind this machine's clock, for as long as the server has reported no time
     */
    synchronized boolean isMadeBefore(Instant date, Moment asked, Duration tolerance, Duration wrongClocks) {
        forget(asked.nanos);
        Instant latest = later(origin, originBefore == null ? Instant.MIN : originBefore);
        return date.isBefore(asked.now.minus(behind).minus(wrongClocks))
                || (!latest.equals(Instant.MIN)
                        && date.isBefore(latest.plusNanos(asked.nanos - started).minus(tolerance)));
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || other.isAfter(one) ? other : one;
    }
}
