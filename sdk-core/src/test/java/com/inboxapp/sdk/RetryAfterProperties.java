package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.runtime.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

class RetryAfterProperties {
    private static final long YEAR = Duration.ofDays(366).toSeconds();
    private static final Instant NOW = Instant.parse("2025-11-10T18:03:16Z");

    private static @Nullable Duration retryAfter(String value) {
        return RetryAfter.of(
                new Headers.Builder().addUnsafeNonAscii("Retry-After", value).build(), NOW);
    }

    @Property
    void returnsNullOrAtMostAYearForAnyText(@ForAll("values") String value) {
        Duration wait = retryAfter(value);

        if (wait != null) {
            assertThat(wait).isBetween(Duration.ZERO, Duration.ofSeconds(YEAR));
        }
    }

    @Property
    void readsAndCapsAnyNumberOfSeconds(@ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long seconds) {
        assertThat(retryAfter(Long.toString(seconds))).isEqualTo(Duration.ofSeconds(Math.min(seconds, YEAR)));
    }

    @Property
    void readsAndCapsAnyDate(@ForAll @LongRange(min = -2_000_000_000L, max = 200_000_000_000L) long seconds) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                NOW.plusSeconds(seconds).atOffset(ZoneOffset.UTC));

        assertThat(retryAfter(date)).isEqualTo(Duration.ofSeconds(Math.max(0, Math.min(seconds, YEAR))));
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> nearlyDates =
                Arbitraries.strings().withChars("MonTueNovGMT0123456789,:. +-").ofMaxLength(32);
        Arbitrary<String> nearlyNumbers =
                Arbitraries.strings().withChars("0123456789.-+eE").ofMaxLength(40);
        Arbitrary<String> farDates =
                Arbitraries.longs().between(0, Long.MAX_VALUE).map(year -> "Mon, 10 Nov +" + year + " 18:03:16 GMT");
        return Arbitraries.oneOf(Texts.any(0, 40), nearlyDates, nearlyNumbers, farDates)
                .filter(text -> text.indexOf('\n') < 0 && text.indexOf('\r') < 0 && text.indexOf('\0') < 0);
    }
}
