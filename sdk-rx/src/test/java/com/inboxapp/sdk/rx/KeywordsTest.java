package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordsTest {
    private static final Keywords GUIDE = Keywords.anyOf("help", "issue", "problem", "not working", "bug");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "help",
                "Can you HELP me?",
                "it's not\u00a0working",
                "not \n working",
                "a bug.",
                "(issue)",
                "Problem!",
                "\uff48\uff45\uff4c\uff50"
            })
    void findsKeywordsRegardlessOfCaseSpacingAndPunctuation(String text) {
        assertThat(GUIDE.matches(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "debugging", "helpful", "tissues", "problematic", "not yet working", "bug_report", "bug2"})
    void doesNotMatchPartsOfWords(String text) {
        assertThat(GUIDE.matches(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "caf\u00e9, CAFE\u0301",
        "stra\u00dfe, STRASSE",
        "\u0130ptal, iptal",
        "don't, don\u2019t",
        "issue*, issues",
        "\u52a9\u3051, \u8ab0\u304b\u52a9\u3051\u3066",
        "c++, I write c++ here",
        "\u03c3\u03bf\u03c6\u03cc\u03c2, \u03a3\u039f\u03a6\u038c\u03a3",
        "stra\u00dfe, STRA\u1e9eE",
        "don't, don\u00b4t",
        "\u2019n, \u0149",
        "\u30a8\u30e9\u30fc, \u30a8\u30e9\u30fc\u304c\u51fa\u308b",
        "\u30a8\u30e9\u30fc, \uff74\uff97\uff70\u304c",
        "bug, \u3053\u306ebug\u306f",
        "\u03bb\u03cc\u03b3\u03bf\u03c2, \u039b\u038c\u0393\u039f\u03a3.\u03a4\u0399",
        "\u03bb\u03cc\u03b3\u03bf\u03c2*, \u039b\u038c\u0393\u039f\u03a3\u0399"
    })
    void matchesEquivalentUnicodeSpellings(String word, String text) {
        assertThat(Keywords.anyOf(word).matches(text)).isTrue();
    }

    @Test
    void treatsRegexCharactersLiterally() {
        assertThat(Keywords.anyOf("a.c").matches("abc")).isFalse();
        assertThat(Keywords.anyOf("\\E(").matches("x \\E( y")).isTrue();
    }

    @Test
    void handlesLongTextsWithoutBacktracking() {
        assertThat(Keywords.anyOf("not working").matches("not ".repeat(200_000)))
                .isFalse();
        assertThat(Keywords.anyOf("a b").matches("a" + " ".repeat(20_000))).isFalse();
    }

    @Test
    void rejectsMissingBlankAndNullKeywords() {
        assertThatThrownBy(() -> Keywords.anyOf()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Keywords.anyOf(" * ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Keywords.anyOf("a", null)).isInstanceOf(NullPointerException.class);
    }
}
