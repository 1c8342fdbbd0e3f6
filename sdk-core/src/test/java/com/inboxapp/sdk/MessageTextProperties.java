package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.MessageText.Match;
import com.inboxapp.sdk.runtime.Texts;
import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class MessageTextProperties {
    private static final String LINK = "https://t.co/Ab1";

    @Property
    void matchesEveryCanonicalForm(@ForAll("texts") String text) {
        String visible = "a" + text;

        assertThat(MessageText.compare(text, text)).isEqualTo(Match.SAME);
        assertThat(MessageText.compare(visible, Normalizer.normalize(visible, Normalizer.Form.NFC)))
                .isEqualTo(Match.SAME);
        assertThat(MessageText.compare(Normalizer.normalize(visible, Normalizer.Form.NFD), visible))
                .isEqualTo(Match.SAME);
    }

    @Property
    void ignoresSurroundingWhitespace(
            @ForAll("texts") String text, @ForAll("blanks") String before, @ForAll("blanks") String after) {
        assertThat(MessageText.compare(before + "a" + text + after, "a" + text)).isEqualTo(Match.SAME);
        assertThat(MessageText.compare(before + text + after, text)).isNotEqualTo(Match.DIFFERENT);
    }

    @Property
    void isSymmetricForSameAndDifferent(@ForAll("similar") String one, @ForAll("similar") String other) {
        Match match = MessageText.compare(one, other);
        Match back = MessageText.compare(other, one);

        assertThat(match == Match.SAME).isEqualTo(back == Match.SAME);
        assertThat(match == Match.DIFFERENT).isEqualTo(back == Match.DIFFERENT);
    }

    @Property
    void matchesWordsWithoutLinksOnlyIfEqual(
            @ForAll @Size(max = 4) List<@From("words") String> one,
            @ForAll @Size(max = 4) List<@From("words") String> other) {
        assertThat(MessageText.compare(String.join(" ", one), String.join("\n", other))
                        .isAtLeast(Match.REWRITTEN))
                .isEqualTo(one.equals(other));
    }

    @Property
    void ignoresALinkAnywhereBetweenWords(
            @ForAll @Size(max = 4) List<@From("words") String> before,
            @ForAll("links") String link,
            @ForAll @Size(max = 4) List<@From("words") String> after) {
        String sent = String.join(" ", before) + " " + link + " " + String.join(" ", after);
        String arrived = String.join(" ", before) + " " + LINK + " " + String.join(" ", after);
        boolean hasProof =
                (String.join("", before) + String.join("", after)).codePoints().anyMatch(Character::isLetterOrDigit);

        assertThat(MessageText.compare(sent, arrived)).isEqualTo(hasProof ? Match.REWRITTEN : Match.POSSIBLE);
    }

    @Property
    void neverMatchesAnotherWord(
            @ForAll @Size(max = 3) List<@From("words") String> before,
            @ForAll("parts") String one,
            @ForAll("parts") String other) {
        boolean matches = MessageText.compare(
                        String.join(" ", before) + " " + one, String.join(" ", before) + " " + other)
                .isAtLeast(Match.REWRITTEN);

        assertThat(matches && !one.equals(other)).isFalse();
    }

    /** Words that differ in possible links other than those of X. */
    @Provide
    Arbitrary<String> parts() {
        return Arbitraries.of(
                "Yes.Please",
                "No.Thanks",
                "a.com",
                "b.com",
                "https://a.com",
                "https://a.com/",
                "nora@a.com",
                "dora@a.com",
                "\ud83d\udc4d",
                "\ud83d\udc4e",
                "\ud83d\udc4d\ud83c\udffd",
                "@nora",
                "@dora",
                "1.50",
                "2.50",
                "");
    }

    /** Pieces that form texts which are often similar. */
    @Provide
    Arbitrary<String> similar() {
        return Arbitraries.of(
                        "Hi",
                        " ",
                        "a.com",
                        LINK,
                        "&amp;",
                        "&",
                        "\u200b",
                        "\u200d",
                        "\ufe0f",
                        "!",
                        "Yes.Please",
                        "x",
                        ",")
                .list()
                .ofMaxSize(5)
                .map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> texts() {
        return Texts.any(0, 40);
    }

    @Provide
    Arbitrary<String> blanks() {
        return Arbitraries.strings()
                .withChars(" \t\r\n\u00a0\u2003\u2028\u3000")
                .ofMaxLength(4);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of("a", "b", "ä", "Ä", "1", "1.5", "!", "👍", "漢", "e.g.", "don't", "@you", "#tag");
    }

    @Provide
    Arbitrary<String> links() {
        Arbitrary<String> starts = Arbitraries.of("https://", "http://", "www.", "", "(", "\"");
        Arbitrary<String> hosts =
                Arbitraries.of("example.com", "a.example.co.uk", "x-y.io", "t.co", "übung.de", "example.com.");
        Arbitrary<String> ends = Arbitraries.of("", "/", "/a?b=c", "?", "#x", ",", ".", ")", ":80", "!?");
        return net.jqwik.api.Combinators.combine(starts, hosts, ends).as((start, host, end) -> start + host + end);
    }
}
