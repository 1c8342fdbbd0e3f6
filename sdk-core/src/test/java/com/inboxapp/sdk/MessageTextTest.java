package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {
    private static void assertSame(String sent, String arrived) {
        assertThat(MessageText.isSame(sent, arrived)).isTrue();
        assertThat(MessageText.isSame(arrived, sent)).isTrue();
    }

    private static void assertDifferent(String sent, String arrived) {
        assertThat(MessageText.isSame(sent, arrived)).isFalse();
        assertThat(MessageText.isSame(arrived, sent)).isFalse();
    }

    @Test
    void composedAndDecomposedCharactersAreTheSame() {
        assertSame("Grüße, Zoë", "Gru\u0308ße, Zoe\u0308");
        assertSame("각", "\u1100\u1161\u11a8");
        assertSame("Å", "\u212b");
    }

    @Test
    void charactersThatOnlyLookTheSameAreDifferent() {
        assertDifferent("ﬁne", "fine");
        assertDifferent("①", "1");
        assertDifferent("А", "A");
    }

    @Test
    void blanksAroundTheTextDoNotCount() {
        assertSame("Hello", "  Hello");
        assertSame("Hello", "Hello\n");
        assertSame("Hello", "\u00a0\t Hello\r\n\u2003");
        assertSame("Hello", "\u2028Hello\u2029");
    }

    @Test
    void howManyBlanksAndWhichStandBetweenWordsDoesNotCount() {
        assertSame("Hello there", "Hello\n\nthere");
        assertSame("Hello there", "Hello \u00a0 there");
    }

    @Test
    void whereThereAreBlanksCounts() {
        assertDifferent("Hello there", "Hellothere");
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
    void otherTextIsDifferent(String sent, String arrived) {
        assertDifferent(sent, arrived);
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
                "my-shop.example",
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
                "例え.テスト",
                "t.co/abc",
                "https://t.co/abc123"
            })
    void aLinkThatXReplacedByItsOwnDoesNotCount(String link) {
        assertSame("Look at " + link + " please", "Look at https://t.co/Ab1 please");
        assertSame("Look at " + link, "Look at https://t.co/Ab1");
        assertSame(link + " please", "https://t.co/Ab1 please");
        assertSame(link, "https://t.co/Ab1");
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
    void whatIsWrittenRightBesideALinkDoesNotMakeItDifferent(String sent, String arrived) {
        assertSame(sent, arrived);
    }

    @Test
    void severalLinksDoNotCount() {
        assertSame("One https://a.example two b.example three", "One https://t.co/1 two https://t.co/2 three");
    }

    @Test
    void aLinkThatXAddedDoesNotCount() {
        assertSame("Hello", "Hello https://t.co/Ab1");
    }

    @Test
    void theWordsAroundALinkCount() {
        assertDifferent("Buy at https://a.example", "Sell at https://a.example");
        assertDifferent("https://a.example today", "https://a.example tomorrow");
        assertDifferent("Look at https://a.example", "Look");
    }

    @Test
    void aDotBesideOneLetterOrADigitIsNoLink() {
        assertDifferent("a.b", "a.c");
        assertDifferent("1.2", "1.3");
        assertDifferent("Wait...", "Wait");
        assertDifferent("v1.2", "v1.3");
    }

    @Test
    void emptyTextsAreTheSame() {
        assertSame("", "");
        assertSame("", " \n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.", "a-", ".a", "https://", "www.", "a.b.c ", "é.", " ", "-", "a.b1"})
    void aLongTextIsCompared(String part) {
        String text = part.repeat(10_000);

        assertSame(text + "!", text + "!");
        assertDifferent(text + " one", text + " two");
    }

    private static void assertAlike(String sent, String arrived) {
        assertThat(MessageText.isAlike(sent, arrived)).isTrue();
        assertThat(MessageText.isAlike(arrived, sent)).isTrue();
    }

    @Test
    void characterReferencesAreAlikeTheirCharacters() {
        assertAlike("Fish & chips", "Fish &amp; chips");
        assertAlike("Fish & chips", "Fish &amp;amp; chips");
        assertAlike("<b>it's \"nice\"</b>", "&lt;b&gt;it&#39;s &quot;nice&quot;&lt;/b&gt;");
        assertAlike("it's", "it&#x27;s");
        assertAlike("it's", "it&apos;s");
        assertAlike("a b", "a&nbsp;b");
        assertAlike("\ud83d\ude00", "&#128512;");
        assertAlike("\ud83d\ude00", "&#xD83D;&#xDE00;");
        assertAlike("Fish &amp; chips", "Fish &amp;amp; chips");
    }

    @Test
    void whatIsNoCharacterReferenceStays() {
        assertAlike("&#9999999; & &#x110000; &; &#; &amp", "&#9999999; & &#x110000; &; &#; &amp");
        assertThat(MessageText.isAlike("&unknown;", "unknown")).isFalse();
        assertThat(MessageText.isAlike("AT&T", "ATT")).isFalse();
    }

    @Test
    void charactersThatDoNotShowAreNotMissed() {
        assertAlike("ze\u200bro \u2764\ufe0f so\u00adft \u202aleft\u202c", "\ufeffzero \u2764 soft left");
        assertAlike("\u845b\udb40\udd00", "\u845b");
    }

    @Test
    void whatHasNothingThatShowsIsAlikeNothingElse() {
        assertThat(MessageText.isAlike("\u200b", "https://example.com")).isFalse();
        assertThat(MessageText.isAlike("\u200b", "\u200c")).isFalse();
        assertAlike("\u200b", "\u200b");
    }

    @Test
    void otherTextsAreNotAlike() {
        assertThat(MessageText.isAlike("Hello", "hello")).isFalse();
        assertThat(MessageText.isAlike("it's", "it\u2019s")).isFalse();
        assertThat(MessageText.isAlike("\ufb01ne", "fine")).isFalse();
        assertThat(MessageText.isAlike("Hello there", "Hello ther")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"&amp;", "amp;", "&", "&#38;", "\u200b", "&#"})
    void aLongTextOfReferencesIsCompared(String part) {
        String text = "&" + part.repeat(100_000);

        assertThat(MessageText.isAlike(text + "x one", text + "x two")).isFalse();
    }
}
