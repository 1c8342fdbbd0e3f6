package com.inboxapp.sdk.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {
    @Test
    void becomesJavasOwnTypes() {
        JsonValue value =
                JsonValue.of("{\"text\":\"a\",\"number\":1.50,\"yes\":true,\"none\":null,\"list\":[1,null,{}]}");

        Map<String, Object> expected = new HashMap<>();
        expected.put("text", "a");
        expected.put("number", new BigDecimal("1.50"));
        expected.put("yes", true);
        expected.put("none", null);
        expected.put("list", Arrays.asList(BigDecimal.ONE, null, Map.of()));
        assertThat(value.toJava()).isEqualTo(expected);
    }

    @Test
    void aNumberBeyondADoubleKeepsAllItsDigits() {
        assertThat(JsonValue.of("12345678901234567890.123").toJava())
                .isEqualTo(new BigDecimal("12345678901234567890.123"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void whatItBecomesCannotBeChanged() {
        Map<String, Object> map =
                (Map<String, Object>) JsonValue.of("{\"list\":[]}").toJava();
        List<Object> list = (List<Object>) map.get("list");

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> map.put("a", "b"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> list.add("b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                " null ",
                "{",
                "[1,",
                "[1]]",
                "{}{}",
                "1 2",
                "{'a':1}",
                "{a:1}",
                "\"open",
                "tru",
                "01",
                "<html>",
                "[1,]",
                "{\"a\":1,}",
                "// comment\n1"
            })
    void aTextThatIsNotExactlyOneValueIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonValue.of(text))
                .withMessageStartingWith("json: ");
    }

    @Test
    void equalTextsAreEqualValues() {
        assertThat(JsonValue.of("{\"a\":1}"))
                .isEqualTo(JsonValue.of("{\"a\":1}"))
                .hasSameHashCodeAs(JsonValue.of("{\"a\":1}"))
                .hasToString("{\"a\":1}")
                .isNotEqualTo(JsonValue.of("{\"a\":2}"));
    }

    @Test
    void isReadAndWrittenAsTheTextThatTheServerSent() throws IOException {
        String text = "{ \"b\" : [1.0,  2e3],\"a\":\"\\u00e4/\\/\" }";
        JsonReader reader = JsonReader.of(new Buffer().writeUtf8("{\"data\":" + text + ",\"next\":1}"));
        reader.beginObject();
        assertThat(reader.nextName()).isNotEmpty();

        JsonValue value = Json.value(reader);

        assertThat(value.json()).isEqualTo(text);
        assertThat(reader.nextName()).isEqualTo("next");
        Buffer buffer = new Buffer();
        JsonWriter writer = JsonWriter.of(buffer);
        writer.beginObject().name("data");
        Json.value(writer, value);
        writer.name("next").value(1).endObject();
        assertThat(buffer.readUtf8()).isEqualTo("{\"data\":" + text + ",\"next\":1}");
    }

    @Test
    void malformedJsonInsideIsReportedWhenItIsAskedFor() throws IOException {
        JsonValue value = Json.value(JsonReader.of(new Buffer().writeUtf8("{\"a\":nonsense}")));

        assertThatIllegalArgumentException().isThrownBy(value::toJava).withMessage("json: not well-formed");
    }

    @Test
    void nestingWithoutEndIsRefusedAndNotAStackOverflow() {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonValue.of("[".repeat(100_000)));
    }
}
