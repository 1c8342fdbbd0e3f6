package com.inboxapp.sdk;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Checks and counts durations. */
final class Durations {
    /** No end. */
    static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    /** Longer than anybody waits, and short enough to be added to a time of {@link System#nanoTime()}. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final int MILLI_DIGITS = 3;
    private static final int NANO_DIGITS = 9;

    private Durations() {}

    /** Its nanoseconds, at most a hundred years. */
    static long nanos(Duration duration) {
        return (duration.compareTo(LONGEST) > 0 ? LONGEST : duration).toNanos();
    }

    static Duration positive(Duration value, String name) {
        if (value == null || value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than zero, but is " + value);
        }
        return value;
    }

    static Duration notNegative(Duration value, String name) {
        if (value == null || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be zero or longer, but is " + value);
        }
        return value;
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** For messages: in seconds, or in milliseconds if it is shorter than one, to the last digit. */
    static String text(Duration duration) {
        BigDecimal seconds =
                BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS));
        boolean isShort = seconds.abs().compareTo(BigDecimal.ONE) < 0;
        BigDecimal figure = isShort ? seconds.movePointRight(MILLI_DIGITS) : seconds;
        return figure.stripTrailingZeros().toPlainString() + (isShort ? " ms" : " s");
    }
}
