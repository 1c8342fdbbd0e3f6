package com.inboxapp.sdk.generator;

import static com.inboxapp.sdk.generator.Compiled.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Types;
import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final String ALL = """
            {"text":"a","time":"2024-01-15T10:30:00.000Z","small":1,"large":9007199254740993,"real":1.5,\
            "money":10.10,"flag":true,"any":{"a":[1,null]},"id":"i","kind":"one","item":{"name":"n"},"items":[{"name":"m"}],\
            "cursor":{"id":"c","timestamp":"2025-11-10T18:03:16.123456+02:00"}}""";

    @TempDir
    private static Path folder;

    private static Generation generation;
    private static Compiled compiled;

    @BeforeAll
    static void generate() {
        generation = Generation.of(Documents.response("""
                        Page:
                          type: object
                          required: [items, next]
                          properties:
                            items: {type: array, items: {$ref: '#/components/schemas/Everything'}}
                            next: {oneOf: [{$ref: '#/components/schemas/Item'}, {type: 'null'}]}
                            any: {description: Whatever.}
                        Everything:
                          type: object
                          required: [text]
                          properties:
                            text: {type: string}
                            time: {type: string, format: date-time}
                            small: {type: integer}
                            large: {type: integer, format: int64}
                            real: {type: number}
                            money: {type: number, format: decimal}
                            flag: {type: boolean}
                            any: {description: Whatever.}
                            id: {$ref: '#/components/schemas/Id'}
                            kind: {$ref: '#/components/schemas/Kind'}
                            item: {$ref: '#/components/schemas/Item'}
                            items: {type: array, items: {$ref: '#/components/schemas/Item'}}
                            cursor: {$ref: '#/components/schemas/Cursor'}
                        Item:
                          type: object
                          required: [name]
                          properties: {name: {type: string}}
                        Cursor:
                          type: object
                          required: [id, timestamp]
                          properties: {id: {type: string}, timestamp: {type: string}}
                        Id: {type: string, x-inbox-id: {kind: inbox}}
                        Kind: {type: string, enum: [one, two]}
                        """), folder);
        compiled = generation.compile();
    }

    private static Object everything(String json) throws IOException {
        return compiled.read("Everything", json);
    }

    @Test
    void decodesAndEncodesEveryKindOfValue() throws IOException {
        Object read = everything(ALL);

        assertThat(call(read, "time")).isEqualTo(Instant.parse("2024-01-15T10:30:00Z"));
        assertThat(call(read, "large")).isEqualTo(9007199254740993L);
        assertThat(call(read, "money")).isEqualTo(new BigDecimal("10.10"));
        assertThat(call(read, "id")).isEqualTo(compiled.of("Id", "i"));
        assertThat(compiled.write(read)).isEqualTo(ALL);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-15T10:30:00Z, 2024-01-15T10:30:00.000Z",
        "2024-01-15T10:30:00.123456Z, 2024-01-15T10:30:00.123Z",
        "2024-01-15T12:30:00+02:00, 2024-01-15T10:30:00.000Z",
        "2024-01-15T10:30:00.1Z, 2024-01-15T10:30:00.100Z",
    })
    void encodesTimesInUtcWithMilliseconds(String read, String written) throws IOException {
        Object value = everything("{\"text\": \"\", \"time\": \"" + read + "\"}");

        assertThat(call(value, "time")).isEqualTo(OffsetDateTime.parse(read).toInstant());
        assertThat(compiled.write(value)).isEqualTo("{\"text\":\"\",\"time\":\"" + written + "\"}");
    }

    @Test
    void reportsAnInvalidTimeWithItsPath() {
        assertThatThrownBy(() -> everything("{\"text\": \"\", \"time\": \"yesterday\"}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessageContaining("$.time");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2025-11-10T18:03:16.123456Z", "2025-11-10T18:03:16+02:00", "2025-11-10T18:03:16Z", "next week"})
    void keepsCursorTimestampsUnchanged(String timestamp) throws IOException {
        String json = "{\"id\":\"c\",\"timestamp\":\"" + timestamp + "\"}";

        assertThat(compiled.write(compiled.read("Cursor", json))).isEqualTo(json);
    }

    @Test
    void skipsUnknownPropertiesOfAnyForm() throws IOException {
        assertThat(everything("""
                {"new": {"text": 1, "deep": [{}, [null]]}, "text": "a", "another": null, "and.more": [1, {"text": "b"}]}
                """)).isEqualTo(compiled.build("Everything", "text", "a"));
    }

    @Test
    void treatsNullForAnOptionalPropertyAsAbsent() throws IOException {
        assertThat(everything("""
                {"text": "a", "time": null, "small": null, "large": null, "real": null, "money": null, "flag": null, "any": null,
                 "id": null, "kind": null, "item": null, "items": null}
                """)).isEqualTo(compiled.build("Everything", "text", "a"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                              | $.items is required",
                "{'items': []}                                                   | $.next is required",
                "{'items': [{}], 'next': null}                                   | $.items[0].text is required",
                "{'items': [{'text': 'a'}, {'small': 1}], 'next': null}          | $.items[1].text is required",
                "{'items': [{'text': 'a'}, {'text': null}], 'next': null}        | $.items[1].text is required",
                "{'items': [{'text': 'a', 'items': [{'name': 'n'}, {'x': 1}]}]}  | $.items[0].items[1].name is required",
                "{'items': [{'text': 'a', 'item': {'x.y': {'z': 1}}}]}           | $.items[0].item.name is required",
                "{'items': [], 'next': {'n': [1, 2]}}                            | $.next.name is required",
            })
    void aMissingRequiredPropertyIsReportedWithItsPath(String json, String message) {
        assertThatThrownBy(() -> compiled.read("Page", json.replace('\'', '"')))
                .isInstanceOf(JsonDataException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void encodesARequiredNullablePropertyAsNull() throws IOException {
        Object page = compiled.read("Page", "{\"items\": [], \"next\": null}");

        assertThat(call(page, "next")).isNull();
        assertThat(compiled.write(page)).isEqualTo("{\"items\":[],\"next\":null}");
    }

    @Test
    void aNullInAListIsReportedWithItsPath() {
        assertThatThrownBy(() -> compiled.read("Page", "{\"items\": [{\"text\": \"a\"}, null], \"next\": null}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessageStartingWith("$.items[1] must not be null");
    }

    @Test
    void anEmptyIdIsReportedWithItsPath() {
        assertThatThrownBy(() -> everything("{\"text\": \"a\", \"id\": \"\"}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessageStartingWith("$.id");
    }

    @Test
    void theFactoryHasAnAdapterForEveryRecordOnly() {
        assertThat((Set<?>) call(compiled.model("InboxModels"), "types"))
                .isEqualTo(Set.of(
                        compiled.model("Page"),
                        compiled.model("Everything"),
                        compiled.model("Item"),
                        compiled.model("Cursor")));
    }

    @Test
    void everyRecordHasAnAdapter() {
        for (String name : List.of("Page", "Everything", "Item", "Cursor")) {
            assertThat(generation.model(name)).contains("static final class Adapter extends JsonAdapter<" + name + ">");
        }
    }

    @Test
    void decodesAndEncodesABareListOfRecords() throws IOException {
        var adapter = compiled.adapter(Types.newParameterizedType(List.class, compiled.model("Item")), "GUIDE");

        Object items = adapter.fromJson("[{\"name\": \"a\"}, {\"name\": \"b\"}]");

        assertThat(items).isEqualTo(List.of(compiled.build("Item", "name", "a"), compiled.build("Item", "name", "b")));
        assertThat(adapter.toJson(items)).isEqualTo("[{\"name\":\"a\"},{\"name\":\"b\"}]");
    }

    @Test
    void usesOnlyAdaptersOfTheFactory() throws IOException {
        Set<Type> unknownTypes = new HashSet<>();

        Object read = compiled.adapter(compiled.model("Page"), "GUIDE", unknownTypes::add)
                .fromJson("{\"items\": [" + ALL + "], \"next\": {\"name\": \"n\"}, \"any\": [1]}");

        assertThat((List<?>) call(read, "items")).hasSize(1);
        assertThat(unknownTypes).isEmpty();
    }
}
