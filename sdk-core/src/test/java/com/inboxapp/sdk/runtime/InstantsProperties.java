package com.inboxapp.sdk.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class InstantsProperties {
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    @Property
    void readsWhatInstantParseReadsWithAnyNumberOfDecimals(
            @ForAll("instants") Instant instant, @ForAll @IntRange(max = 9) int decimals) {
        String text = formatter(decimals).format(instant);

        assertThat(Instants.parse(text)).isEqualTo(Instant.parse(text));
    }

    @Property
    void readsAnyOffsetAsTheSameInstant(
            @ForAll("instants") Instant instant, @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int minutes) {
        String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.atOffset(ZoneOffset.ofTotalSeconds(minutes * 60)));

        assertThat(Instants.parse(text)).isEqualTo(instant);
    }

    @Property
    void readsBackWhatItWroteToTheMillisecond(@ForAll("instants") Instant instant) {
        String text = Instants.format(instant);

        assertThat(text).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Instants.parse(text)).isEqualTo(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    @Property(tries = 5000)
    void agreesWithInstantParseOnDamagedTexts(@ForAll("damagedTexts") String text) {
        assertThat(Instants.parse(text)).isEqualTo(reference(text));
    }

    @Property
    void agreesWithInstantParseOnAnyText(@ForAll String text) {
        assertThat(Instants.parse(text)).isEqualTo(reference(text));
    }

    private static @Nullable Instant reference(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Provide
    Arbitrary<Instant> instants() {
        Arbitrary<Long> seconds = Arbitraries.longs().between(FIRST.getEpochSecond(), LAST.getEpochSecond());
        Arbitrary<Integer> nanos = Arbitraries.integers().between(0, 999_999_999);
        return Combinators.combine(seconds, nanos).as(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<String> damagedTexts() {
        Arbitrary<String> texts = Combinators.combine(
                        instants(), Arbitraries.integers().between(0, 9))
                .as((instant, decimals) -> formatter(decimals).format(instant));
        Arbitrary<Character> characters = Arbitraries.chars().with("0123456789-+:.,TZtz /x٣\u0000");
        return Combinators.combine(
                        texts,
                        Arbitraries.integers().between(0, 30),
                        characters,
                        Arbitraries.integers().between(0, 2))
                .as(InstantsProperties::damage);
    }

    private static String damage(String text, int at, char character, int kind) {
        int from = Math.min(at, text.length());
        String tail = text.substring(kind == 0 ? from : Math.min(from + 1, text.length()));
        return text.substring(0, from) + (kind == 2 ? "" : character) + tail;
    }

    private static DateTimeFormatter formatter(int decimals) {
        return new DateTimeFormatterBuilder().appendInstant(decimals).toFormatter();
    }
}
