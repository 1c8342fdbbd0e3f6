package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class KeywordsProperties {
    /** A word and the gap between it and the next one. */
    record Token(String word, String gap) {}

    /** A phrase to search for, whose last word may have any ending. */
    record Phrase(List<String> words, boolean anyEnding) {
        String keyword() {
            return String.join(" ", words) + (anyEnding ? "*" : "");
        }

        boolean startsAt(int start, List<Token> text) {
            if (start + words.size() > text.size()) {
                return false;
            }
            for (int i = 0; i < words.size(); i++) {
                boolean last = i == words.size() - 1;
                String found = text.get(start + i).word.toLowerCase(Locale.ROOT);
                String gap = text.get(start + i).gap;
                boolean same = (last && anyEnding) ? found.startsWith(words.get(i)) : found.equals(words.get(i));
                if (!same || !(last || gap.replace('\u00a0', ' ').isBlank())) {
                    return false;
                }
            }
            return true;
        }
    }

    @Provide
    Arbitrary<Token> text() {
        return Combinators.combine(
                        Arbitraries.of("a", "A", "b", "ab", "aB", "ba", "a1"),
                        Arbitraries.of(" ", "\u00a0", " \n", ", ", "-", ". "))
                .as(Token::new);
    }

    @Provide
    Arbitrary<Phrase> phrases() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "ab").list().ofMinSize(1).ofMaxSize(3), Arbitraries.of(true, false))
                .as(Phrase::new);
    }

    @Property
    void findsPhrasesWhereANaiveSplitFindsThem(
            @ForAll @Size(max = 8) List<@From("text") Token> text,
            @ForAll @Size(min = 1, max = 3) List<@From("phrases") Phrase> phrases) {
        boolean expected = false;
        for (int i = 0; i < text.size(); i++) {
            int start = i;
            expected |= phrases.stream().anyMatch(phrase -> phrase.startsAt(start, text));
        }
        String content = text.stream().map(part -> part.word + part.gap).collect(Collectors.joining());
        String[] keywords = phrases.stream().map(Phrase::keyword).toArray(String[]::new);
        assertThat(Keywords.anyOf(keywords).matches(content)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> letters() {
        return Arbitraries.strings()
                .withChars(
                        "ab\u00df\u1e9e\u00e9\u0301\u03c3\u03c2\u03a3\u0130\u0131\u0149\ufb01\u01c5\u0390\u1fb3'\u2019")
                .withChars("\u00b4\u30fc\uff70\u52a9\u3051\u30ab\u3099 .\u0e01\u0e31_1")
                .ofMaxLength(6);
    }

    @Property
    void ignoresCaseAndUnicodeNormalization(
            @ForAll @From("letters") String word, @ForAll @From("letters") String text) {
        Keywords keywords = Keywords.anyOf("x" + word);
        String content = "x" + text;
        boolean found = keywords.matches(content);
        for (UnaryOperator<String> form : List.<UnaryOperator<String>>of(
                any -> any.toUpperCase(Locale.ROOT),
                any -> any.toLowerCase(Locale.ROOT),
                any -> Normalizer.normalize(any, Normalizer.Form.NFC),
                any -> Normalizer.normalize(any, Normalizer.Form.NFD))) {
            assertThat(keywords.matches(form.apply(content))).isEqualTo(found);
            assertThat(Keywords.anyOf(form.apply("x" + word)).matches(content)).isEqualTo(found);
        }
        assertThat(keywords.matches("x" + word)).isTrue();
        assertThat(keywords.matches("(x" + word + ")")).isTrue();
        assertThat(keywords.matches("\u52a9x" + word + "\u52a9")).isTrue();
    }
}
