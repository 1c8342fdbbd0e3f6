package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    private static final Duration CENTURY = Duration.ofDays(36_500);
    private static final Duration NANO = Duration.ofNanos(1);

    @Test
    void capsNanosecondsAtACentury() {
        assertThat(Durations.nanos(Duration.ZERO)).isZero();
        assertThat(Durations.nanos(NANO)).isOne();
        assertThat(Durations.nanos(NANO.negated())).isEqualTo(-1);
        assertThat(Durations.nanos(CENTURY.minus(NANO))).isEqualTo(CENTURY.toNanos() - 1);
        assertThat(Durations.nanos(CENTURY)).isEqualTo(CENTURY.toNanos());
        assertThat(Durations.nanos(CENTURY.plus(NANO))).isEqualTo(CENTURY.toNanos());
        assertThat(Durations.nanos(Durations.FOREVER)).isEqualTo(CENTURY.toNanos());
        assertThat(Durations.nanos(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(CENTURY.toNanos());
    }

    @Test
    void allowsAddingACenturyToAnyNanoTime() {
        long late = Long.MAX_VALUE;

        assertThat(late + Durations.nanos(CENTURY) - late).isEqualTo(CENTURY.toNanos());
    }

    @Test
    void acceptsOnlyPositiveDurations() {
        assertThat(Durations.positive(NANO, "wait")).isEqualTo(NANO);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.positive(Duration.ZERO, "wait"))
                .withMessage("wait must be longer than zero, but is PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.positive(NANO.negated(), "wait"))
                .withMessage("wait must be longer than zero, but is PT-0.000000001S");
    }

    @Test
    void acceptsZeroAndPositiveDurations() {
        assertThat(Durations.notNegative(Duration.ZERO, "wait")).isZero();
        assertThat(Durations.notNegative(NANO, "wait")).isEqualTo(NANO);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.notNegative(NANO.negated(), "wait"))
                .withMessage("wait must be zero or longer, but is PT-0.000000001S");
    }

    @Test
    @SuppressWarnings("NullAway")
    void rejectsNullByName() {
        assertThatNullPointerException()
                .isThrownBy(() -> Durations.positive(null, "wait"))
                .withMessage("wait");
        assertThatNullPointerException()
                .isThrownBy(() -> Durations.notNegative(null, "wait"))
                .withMessage("wait");
    }

    @Test
    void returnsTheShorterDuration() {
        assertThat(Durations.shorter(NANO, CENTURY)).isSameAs(NANO);
        assertThat(Durations.shorter(CENTURY, NANO)).isSameAs(NANO);
        Duration equal = Duration.ofNanos(1);
        assertThat(Durations.shorter(NANO, equal)).isSameAs(NANO);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 ms",
        "PT0.000000001S, 0.000001 ms",
        "PT0.0009S, 0.9 ms",
        "PT0.001S, 1 ms",
        "PT0.010S, 10 ms",
        "PT0.999999999S, 999.999999 ms",
        "PT1S, 1 s",
        "PT1.000999S, 1.000999 s",
        "PT1.001S, 1.001 s",
        "PT1.2S, 1.2 s",
        "PT10S, 10 s",
        "PT2S, 2 s",
        "PT59.5S, 59.5 s",
        "PT2M, 120 s",
        "PT876000H, 3153600000 s"
    })
    void formatsMillisecondsBelowASecondAndSecondsAbove(Duration duration, String text) {
        assertThat(Durations.text(duration)).isEqualTo(text);
    }

    @Test
    void formatsForeverExactly() {
        assertThat(Durations.text(Durations.FOREVER)).isEqualTo("9223372036854775807.999999999 s");
    }

    @Property
    void formatsEveryDurationExactly(
            @ForAll @LongRange(min = -100, max = 1_000_000) long seconds,
            @ForAll @LongRange(max = 999_999_999) long nanos) {
        Duration duration = Duration.ofSeconds(seconds, nanos);
        String[] text = Durations.text(duration).split(" ", -1);

        assertThat(new BigDecimal(text[0]).movePointRight(text[1].equals("ms") ? 6 : 9))
                .isEqualByComparingTo(BigDecimal.valueOf(duration.toNanos()));
        assertThat(text[0]).matches("0|-?(0|[1-9][0-9]*)([.][0-9]*[1-9])?");
    }
}
