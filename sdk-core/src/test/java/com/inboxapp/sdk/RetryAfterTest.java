package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2025-11-10T18:03:16Z");
    private static final Duration MAX = Duration.ofDays(366);

    private static @Nullable Duration retryAfter(String value) {
        return RetryAfter.of(
                new Headers.Builder().addUnsafeNonAscii("Retry-After", value).build(), NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "7, 7",
        "007, 7",
        "000000000000000007, 7",
        "120, 120",
        "31622399, 31622399",
        "31622400, 31622400"
    })
    void readsWholeSeconds(String value, long seconds) {
        assertThat(retryAfter(value)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 1", "0.0, 1", "1., 2", "1.5, 2", "1.999999999, 2", "6.000000000000000000000000001, 7"})
    void roundsFractionsUp(String value, long seconds) {
        assertThat(retryAfter(value)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31622401",
                "31622400.5",
                "99999999999",
                "999999999999999999",
                "999999999999999999.9",
                "1000000000000000000",
                "9223372036854775807",
                "9223372036854775808",
                "99999999999999999999999999999999999999.5"
            })
    void capsSecondsAtAYear(String value) {
        assertThat(retryAfter(value)).isEqualTo(MAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-5",
                "-0",
                "+5",
                "5s",
                "5 seconds",
                "5,5",
                "1e3",
                ".5",
                ".",
                "0x10",
                "1 2",
                "١٢",
                "null",
                "soon",
                "NaN",
                "Infinity",
                "5;5",
                "PT5S"
            })
    void ignoresOtherTexts(String value) {
        assertThat(retryAfter(value)).isNull();
    }

    @Test
    void readsADateAsTheTimeUntilThen() {
        assertThat(retryAfter("Mon, 10 Nov 2025 18:03:17 GMT")).isEqualTo(Duration.ofSeconds(1));
        assertThat(retryAfter("Mon, 10 Nov 2025 18:05:16 GMT")).isEqualTo(Duration.ofMinutes(2));
        assertThat(retryAfter("Tue, 11 Nov 2025 18:03:16 GMT")).isEqualTo(Duration.ofDays(1));
        assertThat(retryAfter("Tue, 6 Jan 2026 18:03:16 GMT")).isEqualTo(Duration.ofDays(57));
        assertThat(retryAfter("Tue, 06 Jan 2026 18:03:16 GMT")).isEqualTo(Duration.ofDays(57));
    }

    @Test
    void comparesDatesWithNanosecondPrecision() {
        Headers headers = Headers.of("Retry-After", "Mon, 10 Nov 2025 18:03:17 GMT");

        assertThat(RetryAfter.of(headers, NOW.plusNanos(1))).isEqualTo(Duration.ofNanos(999_999_999));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mon, 10 Nov 2025 18:03:16 GMT",
                "Mon, 10 Nov 2025 18:03:15 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Thu, 01 Jan 1970 00:00:00 GMT"
            })
    void returnsZeroForADateInThePast(String value) {
        assertThat(retryAfter(value)).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wed, 11 Nov 2026 18:03:17 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void capsDatesAtAYear(String value) {
        assertThat(retryAfter(value)).isEqualTo(MAX);
    }

    @Test
    void readsADateInExactlyAYear() {
        assertThat(retryAfter("Wed, 11 Nov 2026 18:03:15 GMT")).isEqualTo(MAX.minusSeconds(1));
        assertThat(retryAfter("Wed, 11 Nov 2026 18:03:16 GMT")).isEqualTo(MAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tuesday, 11-Nov-25 18:03:16 GMT",
                "Tue Nov 11 18:03:16 2025",
                "tue, 11 nov 2025 18:03:16 gmt",
                "Tue, 11 Nov 2025 18:03:16 UTC",
                "Tue, 11 Nov 2025 18:03:16 +0000",
                "Mon, 11 Nov 2025 18:03:16 GMT"
            })
    void readsObsoleteDateFormats(String value) {
        assertThat(retryAfter(value)).isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tue, 11 Nov 2025 18:03:16",
                "11 Nov 2025 18:03:16 GMT",
                "Di, 11 Nov 2025 18:03:16 GMT",
                "2025-11-11T18:03:16Z",
                "1762884196000000000Z"
            })
    void ignoresDatesInOtherFormats(String value) {
        assertThat(retryAfter(value)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", " \t "})
    void ignoresAnEmptyValue(String value) {
        assertThat(retryAfter(value)).isNull();
    }

    @Test
    void ignoresSurroundingWhitespace() {
        assertThat(retryAfter("  7 ")).isEqualTo(Duration.ofSeconds(7));
        assertThat(retryAfter("\u20037\u3000")).isEqualTo(Duration.ofSeconds(7));
        assertThat(retryAfter("\t1.5\t")).isEqualTo(Duration.ofSeconds(2));
        assertThat(retryAfter(" Mon, 10 Nov 2025 18:03:17 GMT ")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void returnsNullWithoutTheHeader() {
        assertThat(RetryAfter.of(Headers.of("After", "7"), NOW)).isNull();
        assertThat(RetryAfter.of(Headers.of(), NOW)).isNull();
    }

    @Test
    void readsTheHeaderNameInAnyCase() {
        assertThat(RetryAfter.of(Headers.of("retry-after", "7"), NOW)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void readsADateAsAnInstant() {
        assertThat(RetryAfter.date("Mon, 10 Nov 2025 18:03:16 GMT")).isEqualTo(NOW);
        assertThat(RetryAfter.date("yesterday")).isNull();
    }
}
