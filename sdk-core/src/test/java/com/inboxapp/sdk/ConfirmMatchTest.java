package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.Confirmation.Ambiguous;
import com.inboxapp.sdk.Confirmation.NotFound;
import com.inboxapp.sdk.Confirmation.Sent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Matching a lost send with the messages of a thread. */
class ConfirmMatchTest {
    private static final String OURS = "\"authorId\":\"acc_abc123\"";
    private static final Instant SENT = Instant.parse("2026-01-01T00:00:00Z");

    @RegisterExtension
    final TestServer server = new TestServer();

    private final VirtualTime time = new VirtualTime(SENT);
    private MockResponse.Builder sendResponse =
            new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket());

    private Confirmation confirm(String text, MockResponse.Builder messages) {
        return confirm(text, messages, time, () -> {});
    }

    private Confirmation confirm(
            String text, MockResponse.Builder messages, InboxScheduler scheduler, Runnable meanwhile) {
        InboxClient client =
                server.client(builder -> builder.scheduler(scheduler).settleTime(Duration.ZERO));
        server.enqueue(sendResponse);
        server.enqueue("{\"thread\":" + Responses.THREAD + "}");
        server.enqueue(messages);
        InboxUnconfirmedException lost = catchThrowableOfType(
                InboxUnconfirmedException.class,
                () -> client.messages()
                        .quickSend(VirtualSandbox.message("555555555", text))
                        .execute());
        meanwhile.run();
        return client.confirmed().confirm(lost);
    }

    private static MockResponse.Builder page(@Nullable Instant date, String... messages) {
        MockResponse.Builder response = new MockResponse.Builder()
                .body("{\"threadId\":\"thread_1\",\"messages\":[" + String.join(",", messages)
                        + "],\"nextCursor\":null}");
        return date == null
                ? response
                : response.addHeader(
                        "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)));
    }

    private static String message(String id, Instant created, String author, String text) {
        return "{\"id\":\"" + id + "\",\"threadId\":\"thread_1\",\"text\":\"" + text + "\"," + author
                + ",\"createdAt\":\"" + created + "\"}";
    }

    private Confirmation arrived(String sent, String arrived) {
        return confirm(sent, page(SENT, message("msg_1", SENT, OURS, arrived)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello | Hello",
                "'  Hello ' | Hello",
                "Hello | ' Hello  '",
                "'Cafe\u0301' | 'Caf\u00e9'",
                "'See https://example.com/a?b=c' | 'See https://t.co/AbC123'",
                "'See HTTPS://EXAMPLE.COM now' | 'See https://t.co/AbC123 now'",
                "'See www.example.com' | 'See https://t.co/AbC123'",
                "'See example.com/a' | 'See https://t.co/AbC123'",
                "'See example.com, please' | 'See https://t.co/AbC123, please'",
                "'See example.com.' | 'See https://t.co/AbC123.'",
                "'(example.com) is ours' | '(https://t.co/AbC123) is ours'",
                "'日本例え.jp' | '日本https://t.co/AbC123'",
                "'See example.com and example.org' | 'See https://t.co/A and https://t.co/B'",
                "'Fish & chips' | 'Fish &amp; chips'",
                "'Fish & chips' | 'Fish &#38; chips'",
                "'It''s' | 'It&#x27;s'",
                "'\u2764\ufe0f' | '\u2764'",
            })
    void confirmsAnEquivalentText(String sent, String arrived) {
        assertThat(arrived(sent, arrived)).isInstanceOf(Sent.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello | hello",
                "Hello | Hello!",
                "Hello | Hell",
                "'Café' | Cafe",
                "'See https://example.com/a' | 'Look https://t.co/AbC123'",
                "'Hello there' | 'Hellothere'",
                "'1.5 hours' | '2.5 hours'",
            })
    void reportsAmbiguousForAnotherText(String sent, String arrived) {
        assertThat(arrived(sent, arrived)).isInstanceOf(Ambiguous.class);
    }

    @Test
    void comparesAVeryLongTextOfDots() {
        String text = "a.".repeat(50_000);

        assertThat(arrived(text, text)).isInstanceOf(Sent.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"authorId\":\"prospect_1\"",
                "\"authorId\":\"555555555\"",
                "\"authorId\":\"acc_def456\"",
                "\"direction\":\"inbound\"",
                "\"direction\":\"inbound\",\"authorId\":\"acc_abc123\"",
            })
    void ignoresMessagesOfOtherAuthors(String author) {
        assertThat(confirm("Hello", page(SENT, message("msg_1", SENT, author, "Hello"))))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void confirmsAMessageThatTheServerMarksAsOutbound() {
        assertThat(confirm("Hello", page(null, message("msg_1", SENT, "\"direction\":\"outbound\"", "Hello"))))
                .isInstanceOf(Sent.class);
    }

    @Test
    void picksTheOldestOfSeveralMatches() {
        Sent sent = (Sent) confirm(
                "Hello",
                page(
                        SENT,
                        message("msg_9", SENT.plusSeconds(2), OURS, "Hello"),
                        message("msg_5", SENT.plusSeconds(1), OURS, "Hello"),
                        message("msg_1", SENT.minusSeconds(60), OURS, "Hello")));

        assertThat(sent.message().id().value()).isEqualTo("msg_5");
    }

    @ParameterizedTest
    @ValueSource(ints = {-600, -61, 0, 61, 600})
    void findsTheMessageAndNoOlderOneWhenTheClockIsWrong(int serverIsAheadSeconds) {
        Instant server = SENT.plusSeconds(serverIsAheadSeconds);
        String older = message("msg_1", server.minusSeconds(1_000), OURS, "Hello");
        sendResponse = page(server).code(502);

        assertThat(confirm("Hello", page(server, message("msg_2", server, OURS, "Hello"), older)))
                .isInstanceOfSatisfying(
                        Sent.class,
                        sent -> assertThat(sent.message().id().value()).isEqualTo("msg_2"));
        assertThat(confirm("Hello", page(server, older))).isInstanceOf(NotFound.class);
    }

    @Test
    void findsTheMessageBehindAnOlderOneThatXDeliveredLate() {
        assertThat(confirm(
                        "Hello",
                        page(
                                SENT,
                                message("msg_2", SENT.minusSeconds(3_600), OURS, "from the phone"),
                                message("msg_1", SENT, OURS, "Hello"))))
                .isInstanceOf(Sent.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void readsTheNextPageDespiteAnOlderMessage(int place) {
        List<String> newest = new ArrayList<>(List.of(
                message("msg_5", SENT.plusSeconds(3), "\"direction\":\"inbound\"", "Newer"),
                message("msg_4", SENT.plusSeconds(2), "\"direction\":\"inbound\"", "Newer")));
        newest.add(place, message("msg_9", SENT.minusSeconds(3_600), OURS, "from the phone"));
        String more = "{\"id\":\"msg_4\",\"timestamp\":\"" + SENT + "\"}";
        MockResponse.Builder first =
                page(SENT).body("{\"threadId\":\"thread_1\",\"messages\":" + newest + ",\"nextCursor\":" + more + "}");

        Confirmation confirmation =
                confirm("Hello", first, time, () -> server.enqueue(page(SENT, message("msg_1", SENT, OURS, "Hello"))));

        assertThat(confirmation)
                .isInstanceOfSatisfying(
                        Sent.class,
                        sent -> assertThat(sent.message().id().value()).isEqualTo("msg_1"));
    }

    @Test
    void stopsAtAPageWithOnlyOlderMessages() {
        String more = "{\"id\":\"msg_8\",\"timestamp\":\"" + SENT + "\"}";
        MockResponse.Builder older = page(SENT)
                .body("{\"threadId\":\"thread_1\",\"messages\":["
                        + message("msg_8", SENT.minusSeconds(3_600), OURS, "Hello") + "],\"nextCursor\":" + more + "}");

        assertThat(confirm("Hello", older)).isInstanceOf(NotFound.class);
        assertThat(server.requests()).isEqualTo(3);
    }

    /** A page that repeats its own cursor is detected immediately, any other endless list after a thousand pages. */
    @ParameterizedTest
    @ValueSource(ints = {2, 1_000})
    void failsOnEndlessPages(int pages) {
        assertThatExceptionOfType(InboxPaginationException.class)
                .isThrownBy(() -> confirm("Hello", followed(1), time, () -> {
                    for (int page = 2; page <= pages; page++) {
                        server.enqueue(followed(pages == 2 ? 1 : page));
                    }
                }))
                .withMessageContaining("in " + pages + " pages");
    }

    private static MockResponse.Builder followed(int cursor) {
        return page(SENT)
                .body("{\"threadId\":\"thread_1\",\"messages\":[],\"nextCursor\":{\"id\":\"" + cursor
                        + "\",\"timestamp\":\"" + SENT + "\"}}");
    }

    @Test
    void doesNotReportNotFoundWithoutADateHeader() {
        assertThatExceptionOfType(InboxDecodingException.class)
                .isThrownBy(() -> confirm("Hello", page(null)))
                .withMessageContaining("Date");
        assertThat(confirm("Hello", page(null, message("msg_1", SENT, OURS, "Hello"))))
                .isInstanceOf(Sent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "2026-11-30T19:00:00Z", "1"})
    void treatsAMalformedDateHeaderAsMissing(String date) {
        assertThatExceptionOfType(InboxDecodingException.class)
                .isThrownBy(() -> confirm("Hello", page(null).addHeader("Date", date)))
                .withMessageContaining("Date");
    }

    @Test
    void doesNotReportNotFoundWhileTheThreadIsSynchronizing() {
        MockResponse.Builder syncing =
                page(SENT).body("{\"threadId\":\"thread_1\",\"messages\":[],\"nextCursor\":null,\"isSyncing\":true}");

        assertThatExceptionOfType(InboxDecodingException.class)
                .isThrownBy(() -> confirm("Hello", syncing))
                .withMessageContaining("synchronized");
    }

    @ParameterizedTest
    @ValueSource(ints = {-600, -61, 61, 600})
    void findsTheMessageWhenTheClockIsChangedMeanwhile(int seconds) {
        Clocks clocks = new Clocks(time);
        MockResponse.Builder messages = page(SENT.plusSeconds(1), message("msg_1", SENT, OURS, "Hello"));

        assertThat(confirm("Hello", messages, clocks, () -> clocks.set = Duration.ofSeconds(seconds)))
                .isInstanceOf(Sent.class);
    }

    /** A clock that can be changed while the monotonic time continues. */
    private static final class Clocks implements DelegatingScheduler {
        private final VirtualTime time;
        private volatile Duration set = Duration.ZERO;

        Clocks(VirtualTime time) {
            this.time = time;
        }

        @Override
        public InboxScheduler time() {
            return time;
        }

        @Override
        public Instant now() {
            return time.now().plus(set);
        }
    }
}
