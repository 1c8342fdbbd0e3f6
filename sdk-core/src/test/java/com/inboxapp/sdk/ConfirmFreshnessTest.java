package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.Confirmation.Ambiguous;
import com.inboxapp.sdk.Confirmation.NotFound;
import com.inboxapp.sdk.Confirmation.Sent;
import com.inboxapp.sdk.model.SentMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cached response may predate the send, so a message that is missing from it may still exist. */
class ConfirmFreshnessTest {
    private static final Instant SENT = Instant.parse("2026-01-01T00:00:00Z");
    private static final String EMPTY = "{\"threadId\":\"thread_1\",\"messages\":[],\"nextCursor\":null}";
    private static final String HELLO =
            EMPTY.replace("[]", "[" + Responses.MESSAGE.replace("2025-11-10T18:03:16.000Z", SENT.toString()) + "]");
    private static final String THREAD = "{\"thread\":" + Responses.THREAD + "}";
    private static final String NO_THREAD = "{\"thread\":null}";

    @RegisterExtension
    final TestServer server = new TestServer();

    private final VirtualTime time = new VirtualTime(SENT);

    private InboxClient client(Duration settleTime) {
        return server.client(builder -> builder.scheduler(time)
                .settleTime(settleTime)
                .options(CallOptions.builder()
                        .noDeadline()
                        .attemptTimeout(Durations.FOREVER)
                        .retries(RetryPolicy.none())
                        .build()));
    }

    private static MockResponse.Builder response(String body, Instant date) {
        return new MockResponse.Builder()
                .addHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)))
                .body(body);
    }

    private InboxUnconfirmedException lost(InboxClient client) {
        return lost(client, new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()));
    }

    private InboxUnconfirmedException lost(InboxClient client, MockResponse.Builder response) {
        server.enqueue(response);
        return catchThrowableOfType(
                InboxUnconfirmedException.class,
                () -> client.messages()
                        .quickSend(VirtualSandbox.message("555555555", "Hello"))
                        .execute());
    }

    private void assertRejectedAsCached(InboxClient client, InboxUnconfirmedException lost) {
        assertThatExceptionOfType(InboxDecodingException.class)
                .isThrownBy(() -> client.confirmed().confirm(lost))
                .withMessageContaining("cache");
    }

    @Test
    void requestsRevalidationFromCaches() {
        InboxClient client = client(Duration.ZERO);
        InboxUnconfirmedException lost = lost(client);
        server.enqueue(response(THREAD, SENT));
        server.enqueue(response(EMPTY, SENT));

        assertThat(client.confirmed().confirm(lost)).isInstanceOf(NotFound.class);

        assertThat(server.received().getHeaders().get("Cache-Control")).isNull();
        for (int i = 0; i < 2; i++) {
            RecordedRequest look = server.received();
            assertThat(look.getHeaders().get("Cache-Control"))
                    .as(look.getTarget())
                    .isEqualTo("no-cache");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "86400", "-1", "old"})
    void acceptsAMatchFromACachedPageButNoAbsence(String age) {
        InboxClient client = client(Duration.ZERO);
        InboxUnconfirmedException lost = lost(client);
        server.enqueue(response(THREAD, SENT));
        server.enqueue(response(EMPTY, SENT).addHeader("Age", age));

        assertRejectedAsCached(client, lost);

        server.enqueue(response(THREAD, SENT).addHeader("Age", age));
        server.enqueue(response(HELLO, SENT).addHeader("Age", age));
        assertThat(client.confirmed().confirm(lost)).isInstanceOf(Sent.class);
    }

    @Test
    void trustsACacheThatHasJustRevalidated() {
        InboxClient client = client(Duration.ZERO);
        InboxUnconfirmedException lost = lost(client);
        server.enqueue(response(THREAD, SENT).addHeader("Age", "0"));
        server.enqueue(response(EMPTY, SENT).addHeader("Age", "0"));

        assertThat(client.confirmed().confirm(lost)).isInstanceOf(NotFound.class);
    }

    @Test
    void doesNotTrustACachedResponseWithoutAThread() {
        InboxClient client = client(Duration.ZERO);
        InboxUnconfirmedException lost = lost(client);
        server.enqueue(response(NO_THREAD, SENT).addHeader("Age", "30"));
        assertRejectedAsCached(client, lost);

        server.enqueue(response(NO_THREAD, SENT.minusSeconds(301)));
        assertRejectedAsCached(client, lost);

        server.enqueue(response(NO_THREAD, SENT));
        assertThat(client.confirmed().confirm(lost)).isInstanceOf(NotFound.class);
    }

    @Test
    void doesNotTrustAnAbsenceInAPageFromLongBeforeTheSend() {
        InboxClient client = client(Duration.ZERO);
        InboxUnconfirmedException lost = lost(client);
        server.enqueue(response(THREAD, SENT.minusSeconds(301)));
        server.enqueue(response(EMPTY, SENT.minusSeconds(301)));

        assertRejectedAsCached(client, lost);
    }

    @Test
    void acceptsAMatchInAPageDatedLongBeforeTheSend() {
        InboxClient client = client(Duration.ZERO);
        InboxUnconfirmedException lost = lost(client);
        server.enqueue(response(THREAD, SENT.minusSeconds(600)));
        server.enqueue(response(HELLO, SENT.minusSeconds(600)));

        assertThat(client.confirmed().confirm(lost)).isInstanceOf(Sent.class);
    }

    @Test
    void reportsAmbiguousForAnOlderMessageInAPageFromLongBeforeTheSend() {
        InboxClient client = client(Duration.ZERO);
        InboxUnconfirmedException lost = lost(client);
        Instant old = SENT.minusSeconds(600);
        server.enqueue(response(THREAD, old));
        server.enqueue(response(HELLO.replace(SENT.toString(), old.toString()), old));

        assertThat(client.confirmed().confirm(lost)).isInstanceOf(Ambiguous.class);
    }

    @Test
    void detectsAnOldPageByTheDateOfTheResponseToTheSend() {
        InboxClient client = client(Duration.ZERO);
        InboxUnconfirmedException lost = lost(client, response("", SENT).code(502));
        server.enqueue(response(THREAD, SENT));
        server.enqueue(response(EMPTY, SENT.minusSeconds(7)));

        assertRejectedAsCached(client, lost);
    }

    @ParameterizedTest
    @ValueSource(ints = {-86_400, -600, 600, 86_400})
    void trustsAServerWithAConstantClockOffset(int aheadSeconds) {
        Instant date = SENT.plusSeconds(aheadSeconds);
        InboxClient client = client(Duration.ZERO);
        InboxUnconfirmedException lost = lost(client, response("", date).code(502));
        time.advance(Duration.ofHours(2));
        server.enqueue(response(THREAD, date.plusSeconds(7_200)));
        server.enqueue(response(EMPTY, date.plusSeconds(7_200)));

        assertThat(client.confirmed().confirm(lost)).isInstanceOf(NotFound.class);
    }

    @Test
    void doesNotSendAgainWhenBothLooksGetTheSameResponse() throws InterruptedException {
        InboxClient client = client(Duration.ofSeconds(60));
        server.enqueue(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()));
        for (int look = 0; look < 2; look++) {
            server.enqueue(response(THREAD, SENT));
            server.enqueue(response(EMPTY, SENT));
        }
        CompletableFuture<SentMessage> sent =
                client.confirmed().quickSendAsync(VirtualSandbox.message("555555555", "Hello"));
        time.awaitWaiting(1);
        time.advance(Duration.ofSeconds(60));

        Throwable failure = Failures.unwrapped(catchThrowable(sent::join));

        assertThat(failure).isExactlyInstanceOf(InboxUnconfirmedException.class);
        assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(InboxDecodingException.class);
        assertThat(server.requests()).isEqualTo(5);
    }

    @Test
    void trustsAServerAgainSomeTimeAfterItsClockWasSetBack() {
        InboxClient client = client(Duration.ZERO);
        InboxUnconfirmedException ahead =
                lost(client, response("", SENT.plusSeconds(600)).code(502));
        server.enqueue(response(THREAD, SENT));
        server.enqueue(response(EMPTY, SENT));
        assertRejectedAsCached(client, ahead);

        time.advance(Duration.ofMinutes(30));
        Instant now = time.now();
        InboxUnconfirmedException lost = lost(client);
        server.enqueue(response(THREAD, now));
        server.enqueue(response(EMPTY, now));

        assertThat(client.confirmed().confirm(lost)).isInstanceOf(NotFound.class);
    }
}
