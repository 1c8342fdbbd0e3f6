package com.inboxapp.sdk;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the server's clock shows, as far as its answers have told. An answer says in its {@code Date} when it was made, which is before it came;
 * so that one which was made before it was asked for is known, and is out of a cache. Safe for use by many threads.
 */
final class ServerClock {
    /** How long the server is taken at its word at least, and for three times as long at most: its clock may be set. */
    private static final long PERIOD_NANOS = Duration.ofMinutes(10).toNanos();

    private long begun;
    private long periodBegun;
    /** The latest that was told in this period and in the one before: what the server's clock showed when this began to count. */
    private @Nullable Instant origin;

    private @Nullable Instant originBefore;
    /** How far the server's clock is behind the one of this machine, if it is. */
    private Duration behind = Duration.ZERO;

    /** A moment by the two clocks of this machine. */
    record Moment(Instant now, long nanos) {
        static Moment of(InboxScheduler time) {
            return new Moment(time.now(), time.nanoTime());
        }
    }

    /** An answer that came at a moment. */
    synchronized void told(Instant date, Moment came) {
        forget(came.nanos);
        origin = later(origin, date.minusNanos(came.nanos - begun));
    }

    private void forget(long now) {
        long age = now - periodBegun;
        if (origin == null && originBefore == null) {
            begun = now;
            periodBegun = now;
        } else if (age > PERIOD_NANOS) {
            originBefore = age > 2 * PERIOD_NANOS ? null : origin;
            origin = null;
            periodBegun = now;
        }
    }

    /** An answer to a request that no cache answers. */
    synchronized void toldForSure(Instant date, Moment came) {
        Duration difference = Duration.between(date, came.now);
        behind = difference.isNegative() ? Duration.ZERO : difference;
        told(date, came);
    }

    /**
     * Whether an answer was made before it was asked for.
     *
     * @param tolerance what the clocks of several servers may differ by
     * @param wrongClocks what the server's clock may be behind of the one of this machine, if it has not told what it shows
     */
    synchronized boolean isMadeBefore(Instant date, Moment asked, Duration tolerance, Duration wrongClocks) {
        forget(asked.nanos);
        Instant latest = later(origin, originBefore == null ? Instant.MIN : originBefore);
        return date.isBefore(asked.now.minus(behind).minus(wrongClocks))
                || (!latest.equals(Instant.MIN)
                        && date.isBefore(latest.plusNanos(asked.nanos - begun).minus(tolerance)));
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || other.isAfter(one) ? other : one;
    }
}
