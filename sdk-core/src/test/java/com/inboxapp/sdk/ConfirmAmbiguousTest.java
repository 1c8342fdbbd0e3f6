package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.Confirmation.Ambiguous;
import com.inboxapp.sdk.Confirmation.NotFound;
import com.inboxapp.sdk.Confirmation.Sent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that match a lost send, but may also belong to another sender. */
class ConfirmAmbiguousTest {
    private static final String OURS = "\"authorId\":\"acc_abc123\"";
    private static final String ENGLAND =
            "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f";
    private static final String SCOTLAND =
            "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f";
    private static final Instant SENT = Instant.parse("2026-01-01T00:00:30Z");

    @RegisterExtension
    final TestServer server = new TestServer();

    private Confirmation confirm(String text, Instant date, String... messages) {
        InboxClient client = server.client(
                builder -> builder.scheduler(new VirtualTime(SENT)).settleTime(Duration.ZERO));
        server.enqueue(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()));
        server.enqueue("{\"thread\":" + Responses.THREAD + "}");
        server.enqueue(new MockResponse.Builder()
                .addHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)))
                .body("{\"threadId\":\"thread_1\",\"messages\":[" + String.join(",", messages)
                        + "],\"nextCursor\":null}"));
        InboxUnconfirmedException lost = catchThrowableOfType(
                InboxUnconfirmedException.class,
                () -> client.messages()
                        .quickSend(VirtualSandbox.message("555555555", text))
                        .execute());
        return client.confirmed().confirm(lost);
    }

    private static String message(Instant created, String author, String text) {
        return "{\"id\":\"msg_1\",\"threadId\":\"thread_1\",\"text\":\"" + text + "\"," + author + ",\"createdAt\":\""
                + created + "\"}";
    }

    private Confirmation arrived(String sent, String arrived) {
        return confirm(sent, SENT, message(SENT, OURS, arrived));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Yes.Please | No.Thanks",
                "Yes.Please | https://t.co/AbC123",
                "'Well, Yes.Please do' | 'Well, No.Thanks do'",
                "'Well, Yes.Please do' | 'Well, https://t.co/AbC123 do'",
                "https://example.com/a | https://t.co/AbC123",
                "https://example.com/a | https://example.com/b",
                "example.com | example.org",
                "'example.com' | ''",
                "'👍 https://example.com' | '👍 https://t.co/AbC123'",
                "'-> example.com' | '-> https://t.co/AbC123'",
                "'example.com example.org' | 'https://t.co/AbC123'",
                "'See https://example.com/a' | 'See https://example.com/b'",
                "'See https://example.com/a' | 'See https://example.com/a https://t.co/AbC123'",
                "'See https://example.com/a' | 'See'",
                "'See' | 'See https://t.co/AbC123'",
                "'Buy:example.com now' | 'Sell:https://t.co/AbC123 now'",
                "'Mail nora@acme.com now' | 'Mail dora@acme.com now'",
                "'Mail nora@acme.com now' | 'Mail https://t.co/AbC123 now'",
                "'@acme.com hello' | 'https://t.co/AbC123 hello'",
                "'I owe you 1.50' | 'I owe you https://t.co/AbC123'",
                "'   ' | ''",
                "'\u200b' | ''",
                "'\u200b' | '\u200c'",
                ENGLAND + " | " + SCOTLAND,
                ENGLAND + " | '\ud83c\udff4'",
                "'Go " + ENGLAND + "' | 'Go " + SCOTLAND + "'",
                "'\ud83d\udc69\u200d\ud83d\udcbb' | '\ud83d\udc69\ud83d\udcbb'",
            })
    void reportsAmbiguousForATextThatMatchesMoreThanOneMessage(String sent, String arrived) {
        assertThat(arrived(sent, arrived)).isInstanceOf(Ambiguous.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Yes.Please",
                "example.com",
                "https://example.com/a",
                "https://t.co/AbC123",
                "👍",
                "👍 example.com",
                "@nora",
                "Mail nora@acme.com",
                "   ",
                "\u200b",
                ENGLAND,
            })
    void confirmsATextThatIsStoredUnchanged(String text) {
        assertThat(arrived(text, text)).isInstanceOf(Sent.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'See yes.no, please' | 'See https://t.co/AbC123, please'",
                "'Go " + ENGLAND + "' | 'Go \ud83c\udff4'",
                "'See https://example.com/?a=1&b=2' | 'See https://example.com/?a=1&amp;b=2'",
            })
    void confirmsATextThatXOrTheServiceRewrote(String sent, String arrived) {
        assertThat(arrived(sent, arrived)).isInstanceOf(Sent.class);
    }

    private static final String NO_AUTHOR = "\"isEdited\":false";

    @ParameterizedTest
    @ValueSource(
            strings = {
                NO_AUTHOR,
                "\"direction\":null",
                "\"direction\":\"sideways\"",
                "\"direction\":\"OUTBOUND\"",
                "\"direction\":\"sideways\",\"authorId\":\"555555555\"",
                "\"direction\":\"sideways\",\"authorId\":\"acc_def456\"",
                "\"direction\":null,\"origin\":\"external\"",
            })
    void reportsAmbiguousForAMessageWithoutAKnownAuthor(String author) {
        assertThat(confirm("Hello", SENT, message(SENT, author, "Hello"))).isInstanceOf(Ambiguous.class);
        assertThat(confirm("Hello", SENT, message(SENT, author, "Hello!"))).isInstanceOf(Ambiguous.class);
    }

    @Test
    void confirmsAMessageOfTheAccountWithAnUnknownDirection() {
        assertThat(confirm("Hello", SENT, message(SENT, "\"direction\":\"sideways\"," + OURS, "Hello")))
                .isInstanceOf(Sent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"origin\":\"internal\"", "\"campaignId\":\"campaign_1\"", "\"direction\":\"inbound\""})
    void doesNotConfirmAMessageOfAnotherOriginWithoutAnAuthor(String field) {
        assertThat(confirm("Hello", SENT, message(SENT, field, "Hello"))).isInstanceOf(NotFound.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 60, 299})
    void reportsAmbiguousForTheSameTextShortlyBeforeTheAttempt(int seconds) {
        String before = message(SENT.minusSeconds(seconds), OURS, "Hello");

        assertThat(confirm("Hello", SENT, before)).isInstanceOf(Ambiguous.class);
        assertThat(confirm("Something else", SENT, before)).isInstanceOf(NotFound.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello &amp; welcome to our little shop",
                "Hello & welcome to our little",
                "hello & welcome to our little shop"
            })
    void reportsAmbiguousForARewrittenTextShortlyBeforeTheAttempt(String stored) {
        assertThat(confirm("Hello & welcome to our little shop", SENT, message(SENT.minusSeconds(60), OURS, stored)))
                .isInstanceOf(Ambiguous.class);
    }

    @Test
    void ignoresTheSameTextLongBeforeTheAttempt() {
        assertThat(confirm("Hello", SENT, message(SENT.minusSeconds(310), OURS, "Hello")))
                .isInstanceOf(NotFound.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 600, 86_400})
    void reportsAmbiguousWhenTheDateHeaderIsAhead(int seconds) {
        assertThat(confirm("Hello", SENT.plusSeconds(seconds), message(SENT, OURS, "Hello")))
                .isInstanceOf(Ambiguous.class);
    }

    @Test
    void reportsAmbiguousWhenTimestampsAreTruncatedToMinutes() {
        assertThat(confirm("Hello", SENT, message(SENT.truncatedTo(ChronoUnit.MINUTES), OURS, "Hello")))
                .isInstanceOf(Ambiguous.class);
    }

    @Test
    void reportsAmbiguousForAnAuthorlessMessageShortlyBeforeTheAttempt() {
        assertThat(confirm("Hello", SENT, message(SENT.minusSeconds(60), NO_AUTHOR, "Hello")))
                .isInstanceOf(Ambiguous.class);
        assertThat(confirm("Hello", SENT, message(SENT.minusSeconds(60), NO_AUTHOR, "Something else")))
                .isInstanceOf(NotFound.class);
    }
}
