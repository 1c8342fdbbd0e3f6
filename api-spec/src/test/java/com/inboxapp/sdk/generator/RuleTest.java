package com.inboxapp.sdk.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {
    @TempDir
    private static Path folder;

    private static Compiled compiled;

    @BeforeAll
    static void generate() {
        String create = Documents.path(
                "post", "things.create", "unsafe", Documents.taking("Create"), Documents.responding("Thing"));
        String find = Documents.path("get", "things.find", "safe", """
                x-inbox-query: FindQuery
                x-inbox-exactly-one-of: [[byName, byId], [small, large]]
                parameters:
                  - {name: byName, in: query, schema: {type: string}}
                  - {name: byId, in: query, schema: {type: string}}
                  - {name: small, in: query, schema: {type: boolean}}
                  - {name: large, in: query, schema: {type: boolean}}
                """, Documents.nothing());
        compiled = Generation.of(Documents.of(create + find, """
                                Create:
                                  type: object
                                  oneOf:
                                    - required: [platformId]
                                    - required: [externalId]
                                  x-inbox-exactly-one-of: [[platformId, externalId]]
                                  x-inbox-aliases: {platformId: {reference: externalPlatformId}}
                                  properties:
                                    platformId: {type: string}
                                    externalId: {type: string}
                                    text: {type: string, minLength: 1, maxLength: 3}
                                    least: {type: string, minLength: 2}
                                    color: {type: [string, 'null'], pattern: '^(#[0-9a-f]{2}|[^#].*)$'}
                                    quoted: {type: string, pattern: '^[\\\\"]+$'}
                                    number: {type: integer, minimum: -1, maximum: 5}
                                    few: {type: array, maxItems: 2, items: {type: string}}
                                    large: {type: integer, format: int64, minimum: 9007199254740993}
                                Thing:
                                  type: object
                                  properties: {text: {type: string, minLength: 5}, number: {type: number, minimum: 0.5}}
                                """), folder).compile();
    }

    private static Object create(String property, Object value) {
        return compiled.build("Create", "platformId", "1", property, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "abc", "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00", "   "})
    void lengthIsCountedInCodePoints(String text) {
        assertThatCode(() -> create("text", text)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abcd", "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00"})
    void rejectsATooShortOrTooLongTextByName(String text) {
        assertThatThrownBy(() -> create("text", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Create.text");
    }

    @Test
    void rejectsATooLongListByNameAndSize() {
        assertThatCode(() -> create("few", List.of("a", "b"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> create("few", List.of("a", "b", "c")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Create.few must have at most 2 elements, but has 3");
    }

    @Test
    void aLowerBoundAloneSetsNoUpperBound() {
        assertThatCode(() -> create("least", "x".repeat(10_000))).doesNotThrowAnyException();
        assertThatThrownBy(() -> create("least", "x")).hasMessageContaining("Create.least");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#a0", "red", "a#"})
    void acceptsTextThatMatchesThePattern(String color) {
        assertThatCode(() -> create("color", color)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "#a", "#xyz", ""})
    void rejectsTextThatDoesNotMatchThePatternByName(String color) {
        assertThatThrownBy(() -> create("color", color))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Create.color");
    }

    @Test
    void aPatternWithQuotesAndBackslashesKeepsItsMeaning() {
        assertThatCode(() -> create("quoted", "\\\"")).doesNotThrowAnyException();
        assertThatThrownBy(() -> create("quoted", "a")).hasMessageContaining("Create.quoted");
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "5, true", "-2, false", "6, false"})
    void checksTheRangeOfNumbers(int number, boolean passes) {
        if (passes) {
            assertThatCode(() -> create("number", number)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> create("number", number))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Create.number");
        }
    }

    @Test
    void boundsBeyondThirtyTwoBitsAreExact() {
        assertThatCode(() -> create("large", 9007199254740993L)).doesNotThrowAnyException();
        assertThatThrownBy(() -> create("large", 9007199254740992L)).hasMessageContaining("Create.large");
    }

    @Test
    void boundsDoNotApplyToAbsentValues() {
        assertThatCode(() -> compiled.build("Create", "platformId", "1")).doesNotThrowAnyException();
    }

    @Test
    void boundsDoNotApplyToResponses() throws IOException {
        String json = "{\"text\":\"a\",\"number\":0.25}";

        assertThat(compiled.write(compiled.read("Thing", json))).isEqualTo(json);
    }

    @Test
    void reportsAViolatedBoundOnDecoding() {
        assertThatThrownBy(() -> compiled.read("Create", "{\"platformId\": \"1\", \"text\": \"\"}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessageContaining("Create.text");
    }

    @Test
    void requiresExactlyOneOfTheNamesInABody() {
        assertThatCode(() -> compiled.build("Create", "externalId", "e")).doesNotThrowAnyException();
        assertThatThrownBy(() -> compiled.build("Create"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Create needs exactly one of platformId, externalId, but has none");
        assertThatThrownBy(() -> compiled.build("Create", "externalId", "e", "platformId", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Create needs exactly one of platformId, externalId, but has 2");
    }

    @Test
    void exactlyOneOfCountsAliases() throws IOException {
        assertThat(compiled.read("Create", "{\"externalPlatformId\": \"1\"}"))
                .isEqualTo(compiled.build("Create", "platformId", "1"));
    }

    @Test
    void requiresExactlyOneOfEveryGroupInAQuery() {
        assertThatCode(() -> compiled.build("FindQuery", "byName", "n", "large", true))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> compiled.build("FindQuery", "byName", "n"))
                .hasMessageContaining("exactly one of small, large");
        assertThatThrownBy(() -> compiled.build("FindQuery", "byName", "n", "byId", "i", "small", true))
                .hasMessageContaining("exactly one of byName, byId");
    }
}
