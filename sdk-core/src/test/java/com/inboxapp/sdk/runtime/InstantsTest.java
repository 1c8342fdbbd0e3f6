package com.inboxapp.sdk.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {
    @ParameterizedTest
    @CsvSource({
        "2025-11-10T18:03:16.000Z, 2025-11-10T18:03:16Z",
        "2025-11-10T18:03:16Z, 2025-11-10T18:03:16Z",
        "2025-11-10T18:03:16.1Z, 2025-11-10T18:03:16.100Z",
        "2025-11-10T18:03:16.123456Z, 2025-11-10T18:03:16.123456Z",
        "2025-11-10T18:03:16.123456789Z, 2025-11-10T18:03:16.123456789Z",
        "2024-02-29T00:00:00.000Z, 2024-02-29T00:00:00Z",
        "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
        "2025-11-10T20:03:16.000+02:00, 2025-11-10T18:03:16Z",
        "2025-11-10T12:33:16-05:30, 2025-11-10T18:03:16Z",
        "+12025-11-10T18:03:16Z, +12025-11-10T18:03:16Z",
        "2025-11-10T18:03:16.000+0000, 2025-11-10T18:03:16Z",
        "2025-11-10T18:03:16+00, 2025-11-10T18:03:16Z",
        "2025-11-10T18:03:16-00:00, 2025-11-10T18:03:16Z",
        "2025-11-10T20:03:16+02, 2025-11-10T18:03:16Z",
        "2025-11-10T12:33:16-0530, 2025-11-10T18:03:16Z",
        "2025-11-10T18:03Z, 2025-11-10T18:03:00Z",
        "2025-11-10T20:03+02:00, 2025-11-10T18:03:00Z",
        "2025-11-10T18Z, 2025-11-10T18:00:00Z",
        "20251110T180316Z, 2025-11-10T18:03:16Z",
        "20251110T180316.5+0000, 2025-11-10T18:03:16.500Z",
        "20251110T1803Z, 2025-11-10T18:03:00Z",
        "2025-11-10t18:03:16z, 2025-11-10T18:03:16Z",
        "2025-11-10T18:03:16.1234567899Z, 2025-11-10T18:03:16.123456789Z",
        "2025-11-10T24:00:00Z, 2025-11-11T00:00:00Z",
        "2025-11-10T24:00Z, 2025-11-11T00:00:00Z",
        "20251231T240000+0000, 2026-01-01T00:00:00Z",
        "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z",
        "20161231T235960Z, 2016-12-31T23:59:59Z",
        "2016-12-31T23:59:60.5+0000, 2016-12-31T23:59:59.5Z",
        "2017-01-01T00:59:60+01:00, 2016-12-31T23:59:59Z",
        "2017-01-01T05:29:60.25+0530, 2016-12-31T23:59:59.25Z",
        "20161231T185960-05, 2016-12-31T23:59:59Z",
        "2017-01-01T08:59:60+09:00, 2016-12-31T23:59:59Z",
        "2016-12-31t12:59:60-11:00, 2016-12-31T23:59:59Z",
        "2016-12-31T23:59:60-00:00, 2016-12-31T23:59:59Z",
    })
    void readsEveryFormatOfTheApiAndOfProxies(String text, String expected) {
        assertThat(Instants.parse(text)).isEqualTo(Instant.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "null",
                "1762797796",
                "2025-11-10",
                "2025-11-10T18:03:16",
                "2025-11-10T18:03:16.12x4Z",
                "20251110T18:03:16Z",
                "2025-11-10T180316Z",
                "2025-1110T18:03:16Z",
                "2025-11-10T18:0316Z",
                "2025-11-10T18:03.5Z",
                "2025-11-10T18.5Z",
                "2025-11-10T18:03:16+0",
                "2025-11-10T18:03:16+000",
                "2025-11-10T18:03:16+19",
                "2025-11-10T18:03:16+0060",
                "2025-11-10T18:03:16\u221205:30",
                "2025-11-10T24:00:01Z",
                "2025-11-10T24:01Z",
                "2025-11-10T18:03+00:00Z",
                "2025-314T18:03:16Z",
                "2025-W46-1T18:03:16Z",
                "2025-11-10 18:03:16.000Z",
                "2025-11-10T18:03:60Z",
                "2017-01-01T00:59:60Z",
                "2017-01-01T00:59:60+02:00",
                "2017-01-01T00:59:61+01:00",
                "2016-12-31T24:59:60+01:00",
                "2025-11-10T18:60:60+01:00",
                "2025-11-10T18:60:16Z",
                "2025-11-10T25:03:16Z",
                "2025-02-29T18:03:16Z",
                "2025-13-10T18:03:16Z",
                "2025-00-10T18:03:16Z",
                "2025-11-31T18:03:16Z",
                "2025-1a-10T18:03:16Z",
                "-025-11-10T18:03:16Z",
                "２０２５-11-10T18:03:16Z",
                "2025-11-10T18:03:16.000Z ",
                "2025-11-10T18:03:16+99:00",
                "Mon, 10 Nov 2025 18:03:16 GMT",
            })
    void returnsNullForAnyOtherText(String text) {
        assertThat(Instants.parse(text)).isNull();
    }

    @Test
    void writesMillisecondsAndZEvenIfZero() throws IOException {
        assertThat(written("2025-11-10T18:03:16Z")).isEqualTo("\"2025-11-10T18:03:16.000Z\"");
        assertThat(written("2025-11-10T18:03:16.120Z")).isEqualTo("\"2025-11-10T18:03:16.120Z\"");
    }

    @Test
    void truncatesToMilliseconds() throws IOException {
        assertThat(written("2025-11-10T18:03:16.999999999Z")).isEqualTo("\"2025-11-10T18:03:16.999Z\"");
        assertThat(written("1969-12-31T23:59:59.999999999Z")).isEqualTo("\"1969-12-31T23:59:59.999Z\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yesterday\"", "\"\"", "1762797796000", "true", "{}", "[]"})
    void reportsAMalformedTimeInAResponseWithItsPath(String value) throws IOException {
        JsonReader reader = JsonReader.of(new Buffer().writeUtf8("{\"createdAt\":" + value + "}"));
        reader.beginObject();
        assertThat(reader.nextName()).isNotEmpty();

        assertThatThrownBy(() -> Json.instant(reader))
                .isInstanceOf(JsonDataException.class)
                .hasMessageContaining("$.createdAt");
    }

    @Test
    void acceptsACommaAsDecimalSeparator() {
        assertThat(Instants.parse("2025-11-10T18:03:16,123Z")).isEqualTo(Instant.parse("2025-11-10T18:03:16.123Z"));
        assertThat(Instants.parse("20251110T180316,5+02")).isEqualTo(Instant.parse("2025-11-10T16:03:16.5Z"));
    }

    @Test
    void rejectsATimeOfMoreThan100Characters() {
        String start = "2025-11-10T18:03:16.";

        assertThat(Instants.parse(start + "5".repeat(79) + "Z"))
                .isEqualTo(Instant.parse("2025-11-10T18:03:16.555555555Z"));
        assertThat(Instants.parse(start + "5".repeat(80) + "Z")).isNull();
        assertThat(Instants.parse(start + "5".repeat(10_000_000) + "Z")).isNull();
    }

    private static String written(String instant) throws IOException {
        Buffer buffer = new Buffer();
        Json.instant(JsonWriter.of(buffer), Instant.parse(instant));
        return buffer.readUtf8();
    }
}
