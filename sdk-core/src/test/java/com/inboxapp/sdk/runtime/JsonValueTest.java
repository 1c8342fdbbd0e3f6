package com.inboxapp.sdk.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
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
    void convertsToStandardJavaTypes() {
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
    void keepsAllDigitsOfANumber() {
        assertThat(JsonValue.of("12345678901234567890.123").toJava())
                .isEqualTo(new BigDecimal("12345678901234567890.123"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void convertsToImmutableCollections() {
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
    void rejectsATextThatIsNotExactlyOneValue(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonValue.of(text))
                .withMessageStartingWith("json: ");
    }

    @Test
    void comparesValuesByText() {
        assertThat(JsonValue.of("{\"a\":1}"))
                .isEqualTo(JsonValue.of("{\"a\":1}"))
                .hasSameHashCodeAs(JsonValue.of("{\"a\":1}"))
                .hasToString("{\"a\":1}")
                .isNotEqualTo(JsonValue.of("{\"a\":2}"));
    }

    @Test
    void readsAndWritesTheTextOfTheServerUnchanged() throws IOException {
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
    void reportsMalformedJsonOnConversion() throws IOException {
        JsonValue value = Json.value(JsonReader.of(new Buffer().writeUtf8("{\"a\":nonsense}")));

        assertThatIllegalArgumentException().isThrownBy(value::toJava).withMessage("json: not well-formed");
    }

    @Test
    void rejectsEndlessNestingWithoutAStackOverflow() {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonValue.of("[".repeat(100_000)));
    }

    @Test
    void readsAThousandLevelsOnASmallStack() throws InterruptedException {
        for (int levels : new int[] {199, 200, 201, 255, 256, 257, 1_000}) {
            JsonValue value = JsonValue.of("[".repeat(levels) + "]".repeat(levels));
            List<Object> read = new ArrayList<>();
            Thread thread = new Thread(null, () -> read.add(value.toJava()), "small-stack", 512 * 1024);
            thread.start();
            thread.join();

            Object inner = read.get(0);
            for (int i = 1; i < levels; i++) {
                inner = ((List<?>) inner).get(0);
            }
            assertThat(inner).isEqualTo(List.of());
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonValue.of("[".repeat(1_001) + "]".repeat(1_001)))
                .withMessage("json: more than 1000 levels of nesting");
    }

    @Test
    void limitsNumbersTo1000Characters() {
        assertThat(JsonValue.of("[" + "9".repeat(1_000) + "]").toJava())
                .isEqualTo(List.of(BigDecimal.TEN.pow(1_000).subtract(BigDecimal.ONE)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonValue.of("[" + "9".repeat(1_001) + "]"))
                .withMessage("json: a number of more than 1000 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonValue.of("1".repeat(1_000_000)))
                .withMessage("json: a number or literal of more than 65536 bytes");
        assertThat(JsonValue.of("1e999999999").toJava()).isEqualTo(new BigDecimal("1e999999999"));
    }
}
