package com.inboxapp.sdk.runtime;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Texts for property tests, with a high share of characters that break encoders. */
public final class Texts {
    private static final List<Integer> STRANGE =
            "&=+%[]{}()?#/\\;:,.@!$'\"*~^`|<> \t\r\n\0\u007f\u0085\u00a0\u2028\ufeff\ufffdäßñЖ漢٣"
                    .codePoints()
                    .boxed()
                    .toList();

    private Texts() {}

    /** Returns any well-formed Unicode text, with its length in code points. */
    public static Arbitrary<String> any(int min, int max) {
        return of(codePoints(), min, max);
    }

    /** Returns any text without the given characters. */
    public static Arbitrary<String> without(String characters, int min, int max) {
        return of(codePoints().filter(codePoint -> characters.indexOf(codePoint) < 0), min, max);
    }

    /** Returns any UTF-16 text. About half of the texts contain an unpaired surrogate. */
    public static Arbitrary<String> utf16(int min, int max) {
        Arbitrary<String> units = Arbitraries.frequencyOf(
                Tuple.of(10, codePoints().map(Character::toString)),
                Tuple.of(
                        1,
                        Arbitraries.integers()
                                .between(Character.MIN_SURROGATE, Character.MAX_SURROGATE)
                                .map(unit -> String.valueOf((char) (int) unit))));
        return units.list().ofMinSize(min).ofMaxSize(max).map(list -> String.join("", list));
    }

    private static Arbitrary<String> of(Arbitrary<Integer> codePoints, int min, int max) {
        return codePoints.list().ofMinSize(min).ofMaxSize(max).map(list -> {
            StringBuilder text = new StringBuilder();
            list.forEach(text::appendCodePoint);
            return text.toString();
        });
    }

    private static Arbitrary<Integer> codePoints() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.integers().between(' ', '~')),
                Tuple.of(3, Arbitraries.of(STRANGE)),
                Tuple.of(
                        1,
                        Arbitraries.integers()
                                .between(0, Character.MAX_CODE_POINT)
                                .filter(codePoint -> codePoint < 0xd800 || codePoint > 0xdfff)));
    }
}
