package com.inboxapp.sdk;

import static com.inboxapp.sdk.VirtualSandbox.LOOKUP;
import static com.inboxapp.sdk.VirtualSandbox.MESSAGES;
import static com.inboxapp.sdk.VirtualSandbox.QUICK_SEND;
import static com.inboxapp.sdk.VirtualSandbox.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.Confirmation.Ambiguous;
import com.inboxapp.sdk.Confirmation.NotFound;
import com.inboxapp.sdk.Confirmation.Sent;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.runtime.JsonValue;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.Hold;
import com.inboxapp.sdk.sandbox.SandboxMessage;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service may store a different text than the one it was sent. A lost response must not lead to a second message then. */
class RewrittenTextTest {
    private static final String JORDAN = "555555555";

    private VirtualSandbox server;
    private InboxClient client;

    @BeforeEach
    void start() {
        server = new VirtualSandbox();
        client = server.client();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A transformation of a text by the service, and whether the result still matches the original. */
    @SuppressWarnings("ImmutableEnumChecker") // the lambdas capture no mutable state
    enum Rewriting {
        AMPERSANDS(true, text -> text.replace("&", "&amp;")),
        AMPERSANDS_TWICE(true, text -> text.replace("&", "&amp;amp;")),
        HTML(
                true,
                text -> text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#39;")),
        APOSTROPHES_BY_NAME(true, text -> text.replace("'", "&apos;")),
        HEXADECIMAL(
                true, text -> text.replace("'", "&#x27;").replace("&", "&#X26;").replace("&#X26;#x27;", "&#x27;")),
        EVERY_CHARACTER_BY_NUMBER(
                true, text -> text.chars().mapToObj(unit -> "&#" + unit + ";").collect(Collectors.joining())),
        BLANKS_BY_NAME(true, text -> text.replace(" ", "&nbsp;")),
        NO_ZERO_WIDTH(true, text -> text.replaceAll("[\u200b-\u200d\u2060\ufeff]", "")),
        NO_VARIATION_SELECTORS(true, text -> text.replaceAll("[\ufe00-\ufe0f]", "")),
        NO_SOFT_HYPHENS(true, text -> text.replace("\u00ad", "")),
        NO_BIDI_CONTROLS(true, text -> text.replaceAll("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "")),
        A_BYTE_ORDER_MARK_BEFORE(true, text -> "\ufeff" + text),
        NFC(true, text -> Normalizer.normalize(text, Normalizer.Form.NFC)),
        TRIMMED(true, String::strip),
        ONE_BLANK(true, text -> text.replaceAll("\\s+", " ")),
        OTHER_LINE_ENDS(true, text -> text.replace("\n", "\r\n")),
        SHORT_LINKS(true, text -> text.replaceAll("https://\\S+", "https://t.co/Ab1")),
        NFKC(false, text -> Normalizer.normalize(text, Normalizer.Form.NFKC)),
        SMART_QUOTES(false, text -> text.replace("'", "\u2019").replace("--", "\u2014")),
        CUT_OFF(false, text -> text.substring(0, 20)),
        ELLIPSIS(false, text -> text.substring(0, 20) + "\u2026"),
        LOWER_CASE(false, text -> text.toLowerCase(Locale.ROOT)),
        UPPER_CASE(false, text -> text.toUpperCase(Locale.ROOT)),
        NO_EMOJI(false, text -> text.replaceAll("[^\\x00-\\x7f]", "")),
        QUESTION_MARKS(false, text -> text.replaceAll("[^\\x00-\\x7f]", "?")),
        SHORT_CODES(false, text -> text.replace("\u2764\ufe0f", ":heart:")),
        NO_TAGS(false, text -> text.replaceAll("<[^>]*>", "")),
        ANOTHER_ENTITY(false, text -> text.replace("\u00e9", "&eacute;").replace("e\u0301", "&eacute;")),
        CENSORED(false, text -> text.replace("fish", "****")),
        SIGNED(false, text -> text + "\nSent with Inbox"),
        TRANSLATED(false, text -> "Bonjour"),
        NOTHING_LEFT(false, text -> "");

        private final boolean matches;
        private final UnaryOperator<String> change;

        Rewriting(boolean matches, UnaryOperator<String> change) {
            this.matches = matches;
            this.change = change;
        }
    }

    /** A text that every rewriting changes. */
    private static final String TEXT =
            " Fish  & chips, <b>isn't</b> it \"nice\"?\nCafe\u0301 \u2764\ufe0f \u2460 -- so\u00adft,"
                    + " ze\u200bro\u2060, \u202aleft\u202c, fish: https://example.com/a?b=c&d=e ";

    /** Makes the server return all messages with a rewritten text. */
    private void store(UnaryOperator<String> change) {
        server.faults()
                .on("GET", MESSAGES)
                .each(Fault.afterEffect().realResponse().body(page -> rewritten(page, change, message -> {})));
    }

    interface Change {
        void of(Map<String, Object> message);
    }

    /** Makes the server return all messages with changed fields. */
    private void show(Change change) {
        server.faults()
                .on("GET", MESSAGES)
                .each(Fault.afterEffect().realResponse().body(page -> rewritten(page, text -> text, change)));
    }

    @SuppressWarnings("unchecked")
    static String rewritten(String page, UnaryOperator<String> text, Change change) {
        Map<String, Object> changed =
                new LinkedHashMap<>((Map<String, Object>) JsonValue.of(page).toJava());
        List<Map<String, Object>> messages = ((List<Map<String, Object>>) changed.get("messages"))
                .stream().<Map<String, Object>>map(LinkedHashMap::new).toList();
        for (Map<String, Object> message : messages) {
            message.computeIfPresent("text", (name, value) -> text.apply((String) value));
            change.of(message);
        }
        changed.put("messages", messages);
        Buffer json = new Buffer();
        try (JsonWriter writer = JsonWriter.of(json)) {
            writer.setSerializeNulls(true);
            writer.jsonValue(changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json.readUtf8();
    }

    private InboxUnconfirmedException lost(String text, Fault fault) {
        server.faults().on("POST", QUICK_SEND).nth(1, fault);
        return catchThrowableOfType(
                InboxUnconfirmedException.class,
                () -> client.messages().quickSend(message(JORDAN, text)).execute());
    }

    private Confirmation confirm(InboxUnconfirmedException unconfirmed) throws InterruptedException {
        return server.awaitEnd(client.confirmed().confirmAsync(unconfirmed)).join();
    }

    private List<String> texts() {
        return server.sandbox.sentMessages().stream().map(SandboxMessage::text).toList();
    }

    @ParameterizedTest
    @EnumSource
    void createsOneMessageAfterALostResponseUnderAnyRewriting(Rewriting rewriting) throws InterruptedException {
        store(rewriting.change);
        server.faults().on("POST", QUICK_SEND).nth(1, Fault.afterEffect());

        CompletableFuture<SentMessage> sent = server.awaitEnd(client.confirmed().quickSendAsync(message(JORDAN, TEXT)));

        assertThat(texts()).containsExactly(TEXT);
        assertThat(server.sends()).isOne();
        if (rewriting.matches) {
            assertThat(sent.join().message().text()).isEqualTo(rewriting.change.apply(TEXT));
        } else {
            assertAmbiguous(sent);
        }
    }

    private static void assertAmbiguous(CompletableFuture<?> work) {
        assertThat(catchThrowableOfType(CompletionException.class, work::join))
                .hasCauseExactlyInstanceOf(InboxUnconfirmedException.class)
                .hasMessageContaining("another text");
    }

    @ParameterizedTest
    @EnumSource
    void sendsAReplyOnceUnderAnyRewriting(Rewriting rewriting) throws InterruptedException {
        ThreadId thread = client.messages()
                .quickSend(message(JORDAN, "Hello"))
                .execute()
                .thread()
                .id();
        store(rewriting.change);
        server.faults().on("POST", MESSAGES).nth(1, Fault.afterEffect());

        CompletableFuture<Message> sent = server.awaitEnd(client.confirmed()
                .sendAsync(thread, SendMessageRequest.builder().text(TEXT).build()));

        assertThat(sent.isCompletedExceptionally()).isEqualTo(!rewriting.matches);
        assertThat(texts()).containsExactly("Hello", TEXT);
    }

    @Test
    void returnsTheCandidatesButOmitsThemFromToString() throws InterruptedException {
        store(text -> "4711");

        Ambiguous ambiguous = (Ambiguous) confirm(lost("Hi", Fault.afterEffect()));

        assertThat(ambiguous.candidates()).extracting(Message::text).containsExactly("4711");
        assertThat(ambiguous.toString()).doesNotContain("4711").contains("1");
    }

    @Test
    void reportsAmbiguousOnlyAfterTheSettleTime() throws InterruptedException {
        store(text -> "4711");
        InboxUnconfirmedException lost = lost("Hi", Fault.afterEffect());
        CompletableFuture<Confirmation> confirmation = client.confirmed().confirmAsync(lost);
        server.time.awaitWaiting(1);
        server.time.advance(Duration.ofSeconds(60).minusMillis(1));
        assertThat(confirmation).isNotDone();

        server.time.advance(Duration.ofMillis(1));

        assertThat(confirmation.orTimeout(30, TimeUnit.SECONDS).join()).isInstanceOf(Ambiguous.class);
    }

    @Test
    void looksAgainAfterAnAmbiguousResult() throws InterruptedException {
        store(text -> "4711");
        InboxUnconfirmedException lost = lost("Hi", Fault.afterEffect());
        assertThat(confirm(lost)).isInstanceOf(Ambiguous.class);
        assertThat(lost).hasMessageContaining("another text");
        server.faults().clear();

        assertThat(confirm(lost)).isInstanceOf(Sent.class);
    }

    @Test
    void reportsAmbiguousForATextStoredLikeAnEarlierLostOne() throws InterruptedException {
        store(text -> text.replace(" \uD83C\uDF89", ""));
        server.faults().on("POST", QUICK_SEND).each(Fault.afterEffect());
        assertThat(server.awaitEnd(client.confirmed().quickSendAsync(message(JORDAN, "Thanks!"))))
                .isCompleted();

        CompletableFuture<SentMessage> sent =
                server.awaitEnd(client.confirmed().quickSendAsync(message(JORDAN, "Thanks! \uD83C\uDF89")));

        assertThat(texts()).containsExactly("Thanks!", "Thanks! \uD83C\uDF89");
        assertAmbiguous(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"origin=internal", "campaignId=campaign_1"})
    void ignoresTheSameTextOfATeammateOrCampaign(String field) throws InterruptedException {
        String[] parts = field.split("=", 2);
        show(message -> message.put(parts[0], parts[1]));
        InboxUnconfirmedException lost = lost("Hi", Fault.withoutEffect());
        server.clientOfAnotherProcess()
                .messages()
                .quickSend(message(JORDAN, "Hi"))
                .execute();

        assertThat(confirm(lost)).isInstanceOf(NotFound.class);
    }

    @Test
    void findsALateMessageOfTheFirstSendAfterTheSecondIsLost() throws InterruptedException {
        server.faults().on("POST", QUICK_SEND).nth(1, Fault.lateEffect(Duration.ofSeconds(61)));
        server.faults().on("POST", QUICK_SEND).nth(2, Fault.withoutEffect());

        CompletableFuture<SentMessage> sent = server.awaitEnd(client.confirmed().quickSendAsync(message(JORDAN, "Hi")));

        assertThat(sent).isCompleted();
        assertThat(texts()).containsExactly("Hi");
        assertThat(server.sends()).isEqualTo(2);
    }

    @Test
    void prefersAnEqualTextOverAnother() throws InterruptedException {
        InboxClient colleague = server.clientOfAnotherProcess();
        InboxUnconfirmedException lost = lost("Hi", Fault.lateEffect(Duration.ofSeconds(30)));
        colleague.messages().quickSend(message(JORDAN, "Something else")).execute();

        assertThat(((Sent) confirm(lost)).message().text()).isEqualTo("Hi");
    }

    @Test
    void prefersTheSameTextOverASimilarOne() throws InterruptedException {
        InboxClient colleague = server.clientOfAnotherProcess();
        colleague.messages().quickSend(message(JORDAN, "Fish &amp; chips")).execute();
        InboxUnconfirmedException lost = lost("Fish & chips", Fault.afterEffect());

        assertThat(((Sent) confirm(lost)).message().text()).isEqualTo("Fish & chips");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "null", "api", "external", "somethingNew"})
    void reportsAmbiguousForAMessageOfUnknownOrigin(String origin) throws InterruptedException {
        assertThat(confirmationBeside(message -> {
                    message.remove("origin");
                    if (!origin.equals("absent")) {
                        message.put("origin", origin.equals("null") ? null : origin);
                    }
                }))
                .isInstanceOf(Ambiguous.class);
    }

    @Test
    void reportsNotFoundDespiteAMessageOfATeammate() throws InterruptedException {
        assertThat(confirmationBeside(message -> message.put("origin", "internal")))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void reportsNotFoundDespiteAMessageOfACampaign() throws InterruptedException {
        assertThat(confirmationBeside(message -> message.put("campaignId", "campaign_1")))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void reportsNotFoundDespiteAMessageOfTheProspect() throws InterruptedException {
        InboxUnconfirmedException lost = lost("Hi", Fault.withoutEffect());
        server.sandbox.receive(VirtualSandbox.SALES.value(), JORDAN, "Hello?");

        assertThat(confirm(lost)).isInstanceOf(NotFound.class);
    }

    /** Confirms a message that was not sent, beside a message of another sender. */
    private Confirmation confirmationBeside(Change other) throws InterruptedException {
        InboxClient colleague = server.clientOfAnotherProcess();
        show(other);
        InboxUnconfirmedException lost = lost("Hi", Fault.withoutEffect());
        colleague.messages().quickSend(message(JORDAN, "Something else")).execute();
        return confirm(lost);
    }

    @Test
    void reportsNotFoundDespiteAnOlderMessage() throws InterruptedException {
        server.clientOfAnotherProcess()
                .messages()
                .quickSend(message(JORDAN, "Something else"))
                .execute();
        server.time.advance(Duration.ofSeconds(10));

        assertThat(confirm(lost("Hi", Fault.withoutEffect()))).isInstanceOf(NotFound.class);
    }

    @Test
    void reportsNotFoundDespiteTheMessageOfAnotherCall() throws InterruptedException {
        InboxUnconfirmedException lost = lost("Hi", Fault.withoutEffect());
        client.messages().quickSend(message(JORDAN, "Something else")).execute();

        assertThat(confirm(lost)).isInstanceOf(NotFound.class);
    }

    @Test
    void excludesAMessageOnceItsOwnCallIsConfirmed() throws InterruptedException {
        InboxUnconfirmedException lost = lost("Hi", Fault.withoutEffect());
        InboxUnconfirmedException other = lost("Something else", Fault.afterEffect());

        assertThat(confirm(lost)).isInstanceOf(Ambiguous.class);
        assertThat(confirm(other)).isInstanceOf(Sent.class);
        assertThat(confirm(lost)).isInstanceOf(NotFound.class);
    }

    @Test
    void waitsForAnotherCallInFlight() throws Exception {
        InboxUnconfirmedException lost = lost("Hi", Fault.withoutEffect());
        Hold hold = new Hold();
        server.faults()
                .on("POST", QUICK_SEND)
                .nth(1, Fault.afterEffect().realResponse().hold(hold));
        CompletableFuture<SentMessage> slow =
                client.messages().quickSend(message(JORDAN, "Something else")).executeAsync();
        hold.awaitRequest();
        CompletableFuture<Confirmation> confirmation = client.confirmed().confirmAsync(lost);
        for (int i = 0; i < 5; i++) {
            server.time.awaitWaiting(1);
            server.time.advanceToNext();
        }
        assertThat(confirmation).isNotDone();

        hold.release();
        slow.join();

        assertThat(server.awaitEnd(confirmation).join()).isInstanceOf(NotFound.class);
    }

    @Test
    void doesNotMistakeSimilarTextsForEachOther() throws InterruptedException {
        InboxUnconfirmedException plain = lost("Fish & chips", Fault.withoutEffect());
        InboxUnconfirmedException escaped = lost("Fish &amp; chips", Fault.afterEffect());

        assertThat(confirm(plain)).isInstanceOf(Ambiguous.class);
        assertThat(confirm(escaped)).isInstanceOf(Sent.class);
        assertThat(confirm(plain)).isInstanceOf(NotFound.class);
    }

    @Test
    void resendsAMissingMessage() throws InterruptedException {
        store(text -> "4711");
        server.faults().on("POST", QUICK_SEND).nth(1, Fault.withoutEffect());

        server.awaitEnd(client.confirmed().quickSendAsync(message(JORDAN, "Hi")))
                .join();

        assertThat(texts()).containsExactly("Hi");
        assertThat(server.received())
                .containsExactly("POST " + QUICK_SEND, "GET " + LOOKUP, "GET " + LOOKUP, "POST " + QUICK_SEND);
    }
}
