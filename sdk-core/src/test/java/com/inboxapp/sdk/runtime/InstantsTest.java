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
    })
    void readsEveryFormThatTheApiOrAProxyWrites(String text, String expected) {
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
                "2025-11-10T18:03:16.1234567890Z",
                "2025-11-10T18:03:16,123Z",
                "2025-11-10 18:03:16.000Z",
                "2025-11-10T18:03:60Z",
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
    void takesNoOtherTextForATime(String text) {
        assertThat(Instants.parse(text)).isNull();
    }

    @Test
    void writesMillisecondsAndZAlsoWhenTheyAreZero() throws IOException {
        assertThat(written("2025-11-10T18:03:16Z")).isEqualTo("\"2025-11-10T18:03:16.000Z\"");
        assertThat(written("2025-11-10T18:03:16.120Z")).isEqualTo("\"2025-11-10T18:03:16.120Z\"");
    }

    @Test
    void cutsOffWhatIsFinerThanAMillisecond() throws IOException {
        assertThat(written("2025-11-10T18:03:16.999999999Z")).isEqualTo("\"2025-11-10T18:03:16.999Z\"");
        assertThat(written("1969-12-31T23:59:59.999999999Z")).isEqualTo("\"1969-12-31T23:59:59.999Z\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yesterday\"", "\"\"", "1762797796000", "true", "{}", "[]"})
    void aMalformedTimeInAnAnswerIsReportedWithItsPath(String value) throws IOException {
        JsonReader reader = JsonReader.of(new Buffer().writeUtf8("{\"createdAt\":" + value + "}"));
        reader.beginObject();
        assertThat(reader.nextName()).isNotEmpty();

        assertThatThrownBy(() -> Json.instant(reader))
                .isInstanceOf(JsonDataException.class)
                .hasMessageContaining("$.createdAt");
    }

    private static String written(String instant) throws IOException {
        Buffer buffer = new Buffer();
        Json.instant(JsonWriter.of(buffer), Instant.parse(instant));
        return buffer.readUtf8();
    }
}
