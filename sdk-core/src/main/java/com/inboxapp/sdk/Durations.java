package com.inboxapp.sdk;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** Validates, converts and formats durations. */
final class Durations {
    /** No limit. */
    static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    /** An upper bound (100 years) that can be added to a {@link System#nanoTime()} value without overflow. */
    private static final Duration MAX = Duration.ofDays(36_500);

    private static final int MILLI_DIGITS = 3;
    private static final int NANO_DIGITS = 9;

    private Durations() {}

    /** Returns the duration in nanoseconds, capped at 100 years. */
    static long nanos(Duration duration) {
        return (duration.compareTo(MAX) > 0 ? MAX : duration).toNanos();
    }

    static Duration positive(Duration value, String name) {
        if (Objects.requireNonNull(value, name).isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than zero, but is " + value);
        }
        return value;
    }

    static Duration notNegative(Duration value, String name) {
        if (Objects.requireNonNull(value, name).isNegative()) {
            throw new IllegalArgumentException(name + " must be zero or longer, but is " + value);
        }
        return value;
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Formats a duration for messages, without rounding: in seconds, or in milliseconds if it is shorter than one second. */
    static String text(Duration duration) {
        BigDecimal seconds =
                BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS));
        boolean isShort = seconds.abs().compareTo(BigDecimal.ONE) < 0;
        BigDecimal figure = isShort ? seconds.movePointRight(MILLI_DIGITS) : seconds;
        return figure.stripTrailingZeros().toPlainString() + (isShort ? " ms" : " s");
    }
}
