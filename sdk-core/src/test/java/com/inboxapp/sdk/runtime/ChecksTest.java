package com.inboxapp.sdk.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
    @Test
    void rejectsARequiredNullByName() {
        assertThat(Checks.required("a", "Tag.name")).isEqualTo("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.required(null, "Tag.name"))
                .withMessage("Tag.name is required");
    }

    @Test
    void copiesAListIntoAnImmutableOne() {
        List<String> original = new ArrayList<>(List.of("a"));
        List<String> copy = Checks.copy(original, "Query.ids");
        original.add("b");

        assertThat(copy).containsExactly("a");
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> copy.add("c"));
        assertThat(Checks.copy((List<String>) null, "Query.ids")).isNull();
    }

    @Test
    void rejectsANullInAListByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.copy(Arrays.asList("a", null), "Query.ids"))
                .withMessage("Query.ids must not contain null");
    }

    @Test
    void countsLengthInCodePoints() {
        String thumbs = "👍".repeat(3);

        assertThatCode(() -> Checks.length(thumbs, 3, 3, "f")).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.length(thumbs, 1, 2, "Tag.name"))
                .withMessage("Tag.name must have at most 2 characters, but has 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.length("", 1, 2, "Tag.name"))
                .withMessage("Tag.name must have at least 1 character");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.length("a", 2, 3, "Tag.name"))
                .withMessage("Tag.name must have at least 2 characters");
        assertThatCode(() -> Checks.length(null, 1, 1, "f")).doesNotThrowAnyException();
    }

    @Test
    void rejectsANumberBelowOrAboveItsRange() {
        assertThatCode(() -> {
                    Checks.range(1, 1, 100, "f");
                    Checks.range(100L, 1, 100, "f");
                    Checks.range(null, 1, 100, "f");
                })
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.range(0, 1, 100, "Query.limit"))
                .withMessage("Query.limit must be between 1 and 100, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.range(101, 1, 100, "Query.limit"))
                .withMessage("Query.limit must be between 1 and 100, but was 101");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.range(-1L, 0, Long.MAX_VALUE, "Query.afterSeq"))
                .withMessage("Query.afterSeq must be at least 0, but was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.range(1, Long.MIN_VALUE, 0, "f"))
                .withMessage("f must be at most 0, but was 1");
    }

    @Test
    void comparesFractionsAndHugeNumbersExactly() {
        assertThatIllegalArgumentException().isThrownBy(() -> Checks.range(100.5, 1, 100, "f"));
        assertThatIllegalArgumentException().isThrownBy(() -> Checks.range(-0.5, 0, 1, "f"));
        assertThatIllegalArgumentException().isThrownBy(() -> Checks.range(Double.NaN, 0, 1, "f"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.range(new BigDecimal("18446744073709551617"), 0, 100, "f"));
        assertThatCode(() -> Checks.range(0.5, 0, 1, "f")).doesNotThrowAnyException();
    }

    @Test
    void searchesForAPatternLikeJsonSchema() {
        Pattern pattern = Pattern.compile("b");

        assertThatCode(() -> {
                    Checks.pattern("abc", pattern, "f");
                    Checks.pattern(null, pattern, "f");
                })
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.pattern("secret", pattern, "Tag.color"))
                .withMessage("Tag.color must match the pattern b");
    }

    @Test
    void requiresExactlyOneOfSeveral() {
        List<String> names = List.of("prospectPlatformId", "externalId");

        assertThatCode(() -> {
                    Checks.exactlyOne("Request", names, "1", null);
                    Checks.exactlyOne("Request", names, null, "a");
                })
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.exactlyOne("Request", names, null, null))
                .withMessage("Request needs exactly one of prospectPlatformId, externalId, but has none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.exactlyOne("Request", names, "1", "a"))
                .withMessage("Request needs exactly one of prospectPlatformId, externalId, but has 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acc_abc123", "cm0team8x2v5q1w7j4k9z3hd", "a", "a.b", "...", "a:b,c", "123a", "-", "~"})
    void acceptsInboxIdsOfUsualForms(String id) {
        assertThat(Checks.inboxId(id, "ThreadId")).isEqualTo(id);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                ".",
                "..",
                "a b",
                " a",
                "a/b",
                "a\\b",
                "a?b",
                "a#b",
                "a%2Fb",
                "a;b",
                "a\nb",
                "a\u0000",
                "ä",
                "a\u2028",
                "123456789",
                "0"
            })
    void rejectsAnInvalidInboxIdByType(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.inboxId(id, "ThreadId"))
                .withMessageStartingWith("ThreadId ");
    }

    @Test
    void reportsTheRightFieldForAPlatformIdInPlaceOfAnInboxId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.inboxId("123456789", "AccountLinkId"))
                .withMessageContaining("platform id")
                .withMessageContaining("'id'")
                .withMessageNotContaining("123456789");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "555555555", "9999999999999999999"})
    void acceptsPlatformIdsOfOneToNineteenDigits(String id) {
        assertThat(Checks.platformId(id, "PlatformUserId")).isEqualTo(id);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"12345678901234567890", "acc_abc123", "@acmecorp", "-1", "1.0", " 1", "1\n", "٣", "1e5"})
    void rejectsAnyOtherPlatformId(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.platformId(id, "PlatformUserId"))
                .withMessageStartingWith("PlatformUserId ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "%2e%2e", "ä", "123", "...", "a?b#c"})
    void acceptsPathSegmentsThatCanBeEncoded(String value) {
        assertThat(Checks.pathSegment(value, "threadId")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a\nb", "\u0000", "a\u007f", "\u0085"})
    void rejectsAPathSegmentThatWouldChangeThePathByName(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.pathSegment(value, "threadId"))
                .withMessageStartingWith("threadId ");
    }

    @ParameterizedTest(name = "at {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'Hi \ud83d' | 3",
                "'\ude00 there' | 0",
                "'a\ude00\ud83d' | 1",
                "'\ud83d\ud83d\ude00' | 0",
                "'\ud83d\ude00\ude00' | 2",
            })
    void rejectsAnUnpairedSurrogateByNameAndIndex(String text, int index) {
        String expected = "Request.text has an unpaired surrogate at index " + index;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.sendable(text, "Request.text"))
                .withMessageStartingWith(expected);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.sendable(Patch.of(text), "Request.text"))
                .withMessageStartingWith(expected);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.sendable(List.of("a", text), "Request.texts"))
                .withMessageStartingWith("Request.texts[1] has an unpaired surrogate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonValue.of("\"" + text + "\""))
                .withMessageContaining("at index " + (index + 1));
    }

    @Test
    void acceptsTextThatUtf8CanEncode() {
        assertThatCode(() -> {
                    Checks.sendable("\0 \u2028 \ufeff \uffff \ud83d\ude00 \udbff\udfff", "f");
                    Checks.sendable("", "f");
                    Checks.sendable(null, "f");
                    Checks.sendable(Patch.clear(), "f");
                    Checks.sendable(Patch.absent(), "f");
                    Checks.sendable(List.of(), "f");
                })
                .doesNotThrowAnyException();
        assertThat(JsonValue.of("\"\\ud83d\"").json()).isEqualTo("\"\\ud83d\"");
    }

    @Test
    void reportsTheIndexOfAnInvalidCharacterInAnId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.inboxId("thread\ud83d", "ThreadId"))
                .withMessageEndingWith("(at index 6)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.platformId("12a", "PlatformUserId"))
                .withMessageEndingWith("(at index 2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.pathSegment("a\nb", "threadId"))
                .withMessageEndingWith("(at index 1)");
    }
}
