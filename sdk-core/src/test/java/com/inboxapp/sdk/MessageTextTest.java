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

    private static void assertKnown(String one, String other) {
        assertThat(MessageText.compare(one, other).isAtLeast(Match.REWRITTEN)).isTrue();
        assertThat(MessageText.compare(other, one).isAtLeast(Match.REWRITTEN)).isTrue();
    }

    private static void assertPossible(String sent, String arrived) {
        assertThat(MessageText.compare(sent, arrived)).isEqualTo(Match.POSSIBLE);
        assertThat(MessageText.compare(arrived, sent)).isEqualTo(Match.POSSIBLE);
    }

    private static void assertNotKnown(String sent, String arrived) {
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
    void composedAndDecomposedCharactersAreTheSame() {
        assertSame("Grüße, Zoë", "Gru\u0308ße, Zoe\u0308");
        assertSame("각", "\u1100\u1161\u11a8");
        assertSame("Å", "\u212b");
    }

    @Test
    void charactersThatOnlyLookTheSameAreDifferent() {
        assertPossible("ﬁne", "fine");
        assertPossible("①", "1");
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
    void otherTextIsNotKnown(String sent, String arrived) {
        assertNotKnown(sent, arrived);
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
    void aLinkThatXReplacedByItsOwnDoesNotCountBesideOtherWords(String link) {
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
    void aWordThatXMayNotMakeALinkOfIsNotKnownWhenItIsReplacedByOne(String word) {
        assertNotKnown("Look at " + word + " please", "Look at https://t.co/Ab1 please");
        assertSame("Look at " + word + " please", "Look at " + word + "\nplease");
    }

    @Test
    void aLinkThatSomethingElseThanXReplacedIsNotKnown() {
        assertPossible("Look at https://a.example", "Look at https://b.example");
        assertPossible("Look at a.com", "Look at https://a.com/");
        assertPossible("Look at a.com", "Look at https://bit.ly/1");
        assertPossible("Look at https://a.example", "Look at");
        assertPossible("Look at a.com b.com", "Look at https://t.co/Ab1");
        assertPossible("Look at Yes.Please", "Look at No.Thanks");
    }

    @Test
    void signsAndOtherLinksDoNotSayThatItIsTheSameText() {
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
    void whatIsWrittenRightBesideALinkStays(String sent, String arrived) {
        assertRewritten("Hello, " + sent, "Hello, " + arrived);
    }

    @Test
    void whatIsWrittenRightBesideALinkCounts() {
        assertNotKnown("Buy:example.com now", "Sell:https://t.co/Ab1 now");
        assertNotKnown("Buy:example.com now", "https://t.co/Ab1 now");
        assertNotKnown("Buy example.com-ish now", "Buy https://t.co/Ab1 now");
        assertRewritten("Buy:example.com", "Buy:https://t.co/Ab1");
    }

    @Test
    void severalLinksDoNotCount() {
        assertRewritten("One https://a.example two b.com three", "One https://t.co/1 two https://t.co/2 three");
    }

    @Test
    void aLinkThatWasAddedMayBeSomebodyElses() {
        assertPossible("Hello", "Hello https://t.co/Ab1");
    }

    @Test
    void theWordsAroundALinkCount() {
        assertDifferent("Buy at https://a.example", "Sell at https://a.example");
        assertDifferent("https://a.example today", "https://a.example tomorrow");
        assertDifferent("Look at https://a.example", "Look");
        assertDifferent("Buy at a.com", "Sell at https://t.co/Ab1");
    }

    @Test
    void aDotBesideOneLetterOrADigitIsNoLink() {
        assertDifferent("a.b", "a.c");
        assertDifferent("1.2", "1.3");
        assertPossible("Wait...", "Wait");
        assertDifferent("v1.2", "v1.3");
    }

    @Test
    void textsThatShowNothingCannotBeToldFromEachOther() {
        assertSame("", "");
        assertSame(" \n", " \n");
        assertPossible("", " \n");
        assertPossible("\u200b", "");
        assertPossible("\u200b", "\u200c");
        assertPossible("\u200b", "https://example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.", "a-", ".a", "https://", "www.", "a.b.c ", "é.", " ", "-", "a.b1"})
    void aLongTextIsCompared(String part) {
        String text = part.repeat(10_000);

        assertSame(text + "!", " " + text + "!");
        assertNotKnown(text + " one", text + " two");
        assertNotKnown(text + " one", text + "https://t.co/Ab1");
    }

    @Test
    void characterReferencesAreAlikeTheirCharacters() {
        assertKnown("Fish & chips", "Fish &amp; chips");
        assertKnown("Fish & chips", "Fish &amp;amp; chips");
        assertKnown("<b>it's \"nice\"</b>", "&lt;b&gt;it&#39;s &quot;nice&quot;&lt;/b&gt;");
        assertKnown("it's", "it&#x27;s");
        assertKnown("it's", "it&apos;s");
        assertKnown("a b", "a&nbsp;b");
        assertKnown("\ud83d\ude00", "&#128512;");
        assertKnown("\ud83d\ude00", "&#xD83D;&#xDE00;");
        assertKnown("Fish &amp; chips", "Fish &amp;amp; chips");
    }

    @Test
    void whatIsNoCharacterReferenceStays() {
        assertSame("&#9999999; & &#x110000; &; &#; &amp", "&#9999999; & &#x110000; &; &#; &amp");
        assertNotKnown("&unknown;", "unknown");
        assertNotKnown("AT&T", "ATT");
    }

    @Test
    void charactersThatDoNotShowAreNotMissed() {
        assertKnown("ze\u200bro \u2764\ufe0f so\u00adft \u202aleft\u202c", "\ufeffzero \u2764 soft left");
        assertKnown("\u845b\udb40\udd00", "\u845b");
    }

    @ParameterizedTest
    @CsvSource({
        "\ud83d\udc69\u200d\ud83d\udcbb, \ud83d\udc69\ud83d\udcbb",
        ENGLAND + ", " + SCOTLAND,
        ENGLAND + ", \ud83c\udff4",
        "Go " + ENGLAND + ", Go " + SCOTLAND,
    })
    void charactersThatMakeOneSymbolOfSeveralCount(String sent, String arrived) {
        assertPossible(sent, arrived);
    }

    @Test
    void charactersThatMakeOneSymbolOfSeveralMayBeLeftOutBesideOtherWords() {
        assertRewritten("Go " + ENGLAND, "Go \ud83c\udff4");
        assertThat(MessageText.compare("Go \ud83c\udff4", "Go " + ENGLAND)).isEqualTo(Match.POSSIBLE);
    }

    @Test
    void otherTextsAreNotAlike() {
        assertNotKnown("Hello", "hello");
        assertNotKnown("it's", "it\u2019s");
        assertNotKnown("\ufb01ne", "fine");
        assertNotKnown("Hello there", "Hello ther");
    }

    @Test
    void aTextThatAServiceMayHaveMadeOfItIsPossible() {
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
    void aLongTextOfReferencesIsCompared(String part) {
        String text = "&" + part.repeat(100_000);

        assertNotKnown(text + "x one", text + "x two");
    }
}
