package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.MessageText.Match;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {
    private static final String ENGLAND =
            "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f";
    private static final String SCOTLAND =
            "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f";

    private static void assertSame(String sent, String arrived) {
        assertThat(MessageText.compare(sent, arrived)).isEqualTo(Match.SAME);
        assertThat(MessageText.compare(arrived, sent)).isEqualTo(Match.SAME);
    }

    private static void assertRewritten(String sent, String arrived) {
        assertThat(MessageText.compare(sent, arrived)).isEqualTo(Match.REWRITTEN);
    }

    private static void assertMatches(String one, String other) {
        assertThat(MessageText.compare(one, other).isAtLeast(Match.REWRITTEN)).isTrue();
        assertThat(MessageText.compare(other, one).isAtLeast(Match.REWRITTEN)).isTrue();
    }

    private static void assertPossible(String sent, String arrived) {
        assertThat(MessageText.compare(sent, arrived)).isEqualTo(Match.POSSIBLE);
        assertThat(MessageText.compare(arrived, sent)).isEqualTo(Match.POSSIBLE);
    }

    private static void assertNoMatch(String sent, String arrived) {
        assertThat(MessageText.compare(sent, arrived).isAtLeast(Match.REWRITTEN))
                .isFalse();
        assertThat(MessageText.compare(arrived, sent).isAtLeast(Match.REWRITTEN))
                .isFalse();
    }

    private static void assertDifferent(String sent, String arrived) {
        assertThat(MessageText.compare(sent, arrived)).isEqualTo(Match.DIFFERENT);
        assertThat(MessageText.compare(arrived, sent)).isEqualTo(Match.DIFFERENT);
    }

    @Test
    void treatsComposedAndDecomposedCharactersAsTheSame() {
        assertSame("Grüße, Zoë", "Gru\u0308ße, Zoe\u0308");
        assertSame("각", "\u1100\u1161\u11a8");
        assertSame("Å", "\u212b");
    }

    @Test
    void distinguishesCharactersThatOnlyLookTheSame() {
        assertPossible("ﬁne", "fine");
        assertPossible("①", "1");
        assertDifferent("А", "A");
    }

    @Test
    void ignoresSurroundingWhitespace() {
        assertSame("Hello", "  Hello");
        assertSame("Hello", "Hello\n");
        assertSame("Hello", "\u00a0\t Hello\r\n\u2003");
        assertSame("Hello", "\u2028Hello\u2029");
    }

    @Test
    void ignoresTheAmountAndKindOfWhitespaceBetweenWords() {
        assertSame("Hello there", "Hello\n\nthere");
        assertSame("Hello there", "Hello \u00a0 there");
    }

    @Test
    void distinguishesPositionsOfWhitespace() {
        assertPossible("Hello there", "Hellothere");
    }

    @ParameterizedTest
    @CsvSource({
        "Hello, hello",
        "Hello, Hello!",
        "Hello, Hell",
        "Hello, ''",
        "I owe you 1.50, I owe you 1.60",
        "Hello there, there Hello",
        "e.g. this, i.e. this",
        "👍, 👎",
        "👍, 👍🏽"
    })
    void doesNotMatchOtherTexts(String sent, String arrived) {
        assertNoMatch(sent, arrived);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "http://example.com",
                "HTTPS://EXAMPLE.COM/A?b=c#d",
                "https://example.com/a_(b)",
                "https://example.com.",
                "https://user@example.com:8443/ä",
                "www.example.com",
                "WWW.example.com/path",
                "example.com",
                "Example.COM",
                "shop.example.co.uk",
                "example.com/path?query=1",
                "example.com?query",
                "example.com#part",
                "example.com:8080",
                "example.com,",
                "example.com.",
                "example.com!",
                "(example.com)",
                "\"example.com\"",
                "übung.de",
                "пример.рф",
                "t.co/abc",
                "https://t.co/abc123"
            })
    void ignoresALinkThatXReplacedBesideOtherWords(String link) {
        assertRewritten("Look at " + link + " please", "Look at https://t.co/Ab1 please");
        assertRewritten("Look at " + link, "Look at https://t.co/Ab1");
        assertRewritten(link + " please", "https://t.co/Ab1 please");
        assertPossible(link, "https://t.co/Ab1");
        assertSame(link, link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my-shop.example",
                "例え.テスト",
                "Yes.Please",
                "nora@acme.com",
                "@acme.com",
                "#acme.com",
                "_acme.com",
                "acme..com",
                "ac+me.com",
                "1.50",
                "a.b",
                ".com",
                "Wait..."
            })
    void doesNotMatchALinkInPlaceOfAWordThatXDoesNotLink(String word) {
        assertNoMatch("Look at " + word + " please", "Look at https://t.co/Ab1 please");
        assertSame("Look at " + word + " please", "Look at " + word + "\nplease");
    }

    @Test
    void doesNotMatchALinkThatXDidNotReplace() {
        assertPossible("Look at https://a.example", "Look at https://b.example");
        assertPossible("Look at a.com", "Look at https://a.com/");
        assertPossible("Look at a.com", "Look at https://bit.ly/1");
        assertPossible("Look at https://a.example", "Look at");
        assertPossible("Look at a.com b.com", "Look at https://t.co/Ab1");
        assertPossible("Look at Yes.Please", "Look at No.Thanks");
    }

    @Test
    void requiresWordsBesideReplacedLinks() {
        assertPossible("-> a.com", "-> https://t.co/Ab1");
        assertPossible("\ud83d\udc49 a.com!", "\ud83d\udc49 https://t.co/Ab1!");
        assertPossible("https://a.com https://b.com", "https://a.com https://t.co/Ab1");
        assertPossible("https://a.com", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Have you seen example.com? | Have you seen https://t.co/Ab1?",
                "See example.com. Thanks | See https://t.co/Ab1. Thanks",
                "See example.com, then reply | See https://t.co/Ab1, then reply",
                "(example.com) | (https://t.co/Ab1)",
                "See:example.com | See:https://t.co/Ab1",
                "example.com/example.org | https://t.co/Ab1/https://t.co/Ab2",
                "example.com,example.org | https://t.co/Ab1,https://t.co/Ab2",
                "example.com-ish | https://t.co/Ab1-ish"
            })
    void keepsTextAdjacentToALink(String sent, String arrived) {
        assertRewritten("Hello, " + sent, "Hello, " + arrived);
    }

    @Test
    void comparesTextAdjacentToALink() {
        assertNoMatch("Buy:example.com now", "Sell:https://t.co/Ab1 now");
        assertNoMatch("Buy:example.com now", "https://t.co/Ab1 now");
        assertNoMatch("Buy example.com-ish now", "Buy https://t.co/Ab1 now");
        assertRewritten("Buy:example.com", "Buy:https://t.co/Ab1");
    }

    @Test
    void ignoresSeveralReplacedLinks() {
        assertRewritten("One https://a.example two b.com three", "One https://t.co/1 two https://t.co/2 three");
    }

    @Test
    void treatsAnAddedLinkAsAPossibleMatch() {
        assertPossible("Hello", "Hello https://t.co/Ab1");
    }

    @Test
    void comparesTheWordsAroundALink() {
        assertDifferent("Buy at https://a.example", "Sell at https://a.example");
        assertDifferent("https://a.example today", "https://a.example tomorrow");
        assertDifferent("Look at https://a.example", "Look");
        assertDifferent("Buy at a.com", "Sell at https://t.co/Ab1");
    }

    @Test
    void doesNotTreatADotBesideALetterOrDigitAsALink() {
        assertDifferent("a.b", "a.c");
        assertDifferent("1.2", "1.3");
        assertPossible("Wait...", "Wait");
        assertDifferent("v1.2", "v1.3");
    }

    @Test
    void treatsInvisibleTextsAsPossibleMatches() {
        assertSame("", "");
        assertSame(" \n", " \n");
        assertPossible("", " \n");
        assertPossible("\u200b", "");
        assertPossible("\u200b", "\u200c");
        assertPossible("\u200b", "https://example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.", "a-", ".a", "https://", "www.", "a.b.c ", "é.", " ", "-", "a.b1"})
    void comparesALongText(String part) {
        String text = part.repeat(10_000);

        assertSame(text + "!", " " + text + "!");
        assertNoMatch(text + " one", text + " two");
        assertNoMatch(text + " one", text + "https://t.co/Ab1");
    }

    @Test
    void matchesCharacterReferencesWithTheirCharacters() {
        assertMatches("Fish & chips", "Fish &amp; chips");
        assertMatches("Fish & chips", "Fish &amp;amp; chips");
        assertMatches("<b>it's \"nice\"</b>", "&lt;b&gt;it&#39;s &quot;nice&quot;&lt;/b&gt;");
        assertMatches("it's", "it&#x27;s");
        assertMatches("it's", "it&apos;s");
        assertMatches("a b", "a&nbsp;b");
        assertMatches("\ud83d\ude00", "&#128512;");
        assertMatches("\ud83d\ude00", "&#xD83D;&#xDE00;");
        assertMatches("Fish &amp; chips", "Fish &amp;amp; chips");
    }

    @Test
    void keepsInvalidCharacterReferences() {
        assertSame("&#9999999; & &#x110000; &; &#; &amp", "&#9999999; & &#x110000; &; &#; &amp");
        assertNoMatch("&unknown;", "unknown");
        assertNoMatch("AT&T", "ATT");
    }

    @Test
    void ignoresInvisibleCharacters() {
        assertMatches("ze\u200bro \u2764\ufe0f so\u00adft \u202aleft\u202c", "\ufeffzero \u2764 soft left");
        assertMatches("\u845b\udb40\udd00", "\u845b");
    }

    @ParameterizedTest
    @CsvSource({
        "\ud83d\udc69\u200d\ud83d\udcbb, \ud83d\udc69\ud83d\udcbb",
        ENGLAND + ", " + SCOTLAND,
        ENGLAND + ", \ud83c\udff4",
        "Go " + ENGLAND + ", Go " + SCOTLAND,
    })
    void comparesCharactersThatJoinSymbols(String sent, String arrived) {
        assertPossible(sent, arrived);
    }

    @Test
    void allowsMissingJoinersBesideOtherWords() {
        assertRewritten("Go " + ENGLAND, "Go \ud83c\udff4");
        assertThat(MessageText.compare("Go \ud83c\udff4", "Go " + ENGLAND)).isEqualTo(Match.POSSIBLE);
    }

    @Test
    void doesNotMatchSimilarTexts() {
        assertNoMatch("Hello", "hello");
        assertNoMatch("it's", "it\u2019s");
        assertNoMatch("\ufb01ne", "fine");
        assertNoMatch("Hello there", "Hello ther");
    }

    @Test
    void treatsAPlausiblyRewrittenTextAsAPossibleMatch() {
        assertPossible("Hello, it's nice!", "hello it\u2019s nice");
        assertPossible("Thanks \ud83c\udf89", "Thanks");
        assertPossible("\uff28ello", "Hello");
        assertPossible("Is Tuesday fine for all of you? Or Friday", "Is Tuesday fine for all of you");
        assertPossible("Is Tuesday fine for all of you?", "Is Tuesday fine for all of you?\nSent with Inbox");
        assertDifferent("Is Tuesday fine?", "Is Tuesday fine? Or Friday");
        assertDifferent("\ud83d\udc4d", "\ud83d\udc4e");
        assertDifferent("Hello", "Hell");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&amp;", "amp;", "&", "&#38;", "\u200b", "&#"})
    void comparesALongTextOfCharacterReferences(String part) {
        String text = "&" + part.repeat(100_000);

        assertNoMatch(text + "x one", text + "x two");
    }
}
