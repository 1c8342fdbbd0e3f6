package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

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
    void aTextIsTheSameInEveryCanonicalForm(@ForAll("texts") String text) {
        assertThat(MessageText.isSame(text, text)).isTrue();
        assertThat(MessageText.isSame(text, Normalizer.normalize(text, Normalizer.Form.NFC)))
                .isTrue();
        assertThat(MessageText.isSame(Normalizer.normalize(text, Normalizer.Form.NFD), text))
                .isTrue();
    }

    @Property
    void blanksAroundATextDoNotCount(
            @ForAll("texts") String text, @ForAll("blanks") String before, @ForAll("blanks") String after) {
        assertThat(MessageText.isSame(before + text + after, text)).isTrue();
    }

    @Property
    void isSameIsSymmetric(@ForAll("texts") String one, @ForAll("texts") String other) {
        assertThat(MessageText.isSame(one, other)).isEqualTo(MessageText.isSame(other, one));
    }

    @Property
    void wordsWithoutLinksAreTheSameExactlyIfTheyAreEqual(
            @ForAll @Size(max = 4) List<@From("words") String> one,
            @ForAll @Size(max = 4) List<@From("words") String> other) {
        assertThat(MessageText.isSame(String.join(" ", one), String.join("\n", other)))
                .isEqualTo(one.equals(other));
    }

    @Property
    void aLinkCanStandAnywhereBetweenWords(
            @ForAll @Size(max = 4) List<@From("words") String> before,
            @ForAll("links") String link,
            @ForAll @Size(max = 4) List<@From("words") String> after) {
        String sent = String.join(" ", before) + " " + link + " " + String.join(" ", after);
        String arrived = String.join(" ", before) + " " + LINK + " " + String.join(" ", after);

        assertThat(MessageText.isSame(sent, arrived)).isTrue();
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
