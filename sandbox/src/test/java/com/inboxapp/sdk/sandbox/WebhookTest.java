package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WebhookTest {
    private static final String SECRET = "ibt_wh_test";

    private final Receiver receiver = new Receiver();
    private final FakeClock clock = new FakeClock("2026-01-01T00:00:00Z");
    private final InboxSandbox sandbox = InboxSandbox.builder()
            .empty()
            .clock(clock)
            .webhook(receiver.url(), SECRET)
            .webhookRetries(Duration.ZERO, Duration.ZERO)
            .start();

    @AfterEach
    void close() {
        sandbox.close();
        receiver.close();
    }

    /** Emits three events, of a thread, a prospect and a message, if the prospect is new. */
    private void write(String prospect) {
        var unused = sandbox.receive("acc_abc123", prospect, "Grüße, \uD83D\uDC4D");
    }

    private static JsonNode json(Receiver.Post post) {
        return Reply.parse(post.body());
    }

    @Test
    void eachEventIsPostedInOrderAndSigned() throws Exception {
        write("7");
        for (long seq = 1; seq <= 3; seq++) {
            Receiver.Post post = receiver.next();
            assertThat(json(post).path("seq").longValue()).isEqualTo(seq);
            assertThat(post.contentType()).isEqualTo("application/json");
            String signed = clock.instant().getEpochSecond() + "." + post.body();
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String expected = HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
            assertThat(post.signature()).isEqualTo("t=" + clock.instant().getEpochSecond() + ",v1=" + expected);
        }
        assertThat(receiver.hasMore()).isFalse();
    }

    @Test
    void retriesAFailedDeliveryBeforeTheNextEvent() throws Exception {
        receiver.respondWith(500, 302);
        write("7");
        String first = receiver.next().body();
        assertThat(receiver.next().body()).isEqualTo(first);
        assertThat(receiver.next().body()).isEqualTo(first);
        assertThat(json(receiver.next()).path("seq").longValue()).isEqualTo(2);
        assertThat(json(receiver.next()).path("seq").longValue()).isEqualTo(3);

        // the third delivery is listed once the next one has been posted
        write("7");
        var unused = receiver.next();
        assertThat(sandbox.webhookDeliveries().subList(0, 5))
                .extracting(WebhookDelivery::seq, WebhookDelivery::attempt, WebhookDelivery::status)
                .containsExactly(
                        tuple(1L, 1, 500), tuple(1L, 2, 302), tuple(1L, 3, 204), tuple(2L, 1, 204), tuple(3L, 1, 204));
    }

    @Test
    void dropsAnEventAfterTheLastAttempt() throws Exception {
        receiver.respondWith(500, 404, 410);
        write("7");
        List<Long> seqs = List.of(1L, 1L, 1L, 2L, 3L);
        for (long seq : seqs) {
            assertThat(json(receiver.next()).path("seq").longValue()).isEqualTo(seq);
        }
    }

    @Test
    void redeliversAnEvent() throws Exception {
        write("7");
        Receiver.Post first = receiver.next();
        var second = receiver.next();
        var third = receiver.next();
        sandbox.redeliver(json(first).path("id").stringValue());
        assertThat(receiver.next().body())
                .isEqualTo(first.body())
                .isNotEqualTo(second.body())
                .isNotEqualTo(third.body());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.redeliver("evt_none"))
                .withMessageContaining("evt_none");
    }

    @Test
    void addedWebhookReceivesOnlyLaterEvents() throws Exception {
        write("7");
        try (Receiver late = new Receiver()) {
            sandbox.addWebhook(late.url(), "other");
            write("7");
            assertThat(json(late.next()).path("seq").longValue()).isEqualTo(4);
        }
    }

    @Test
    void unreachableWebhookDoesNotBlockOthers() throws Exception {
        URI gone;
        try (Receiver closed = new Receiver()) {
            gone = closed.url();
        }
        sandbox.addWebhook(gone, SECRET);
        write("7");
        for (int i = 0; i < 3; i++) {
            var unused = receiver.next();
        }
        assertThat(sandbox.webhookDeliveries())
                .filteredOn(delivery -> delivery.url().equals(gone))
                .allSatisfy(delivery -> assertThat(delivery.isTaken()).isFalse());
    }

    @Test
    void rejectsAnInvalidUrlAndAnEmptySecret() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.addWebhook(URI.create("ftp://example.com"), SECRET))
                .withMessageContaining("ftp://example.com");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboxSandbox.builder().webhook(URI.create("hooks"), SECRET));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboxSandbox.builder().webhook(receiver.url(), ""))
                .withMessageContaining("secret");
    }

    @Test
    void toStringOmitsTheSecret() {
        assertThat(new Webhooks.Webhook(URI.create("http://127.0.0.1/hook"), "ibt_wh_secret", null))
                .hasToString("Webhook[http://127.0.0.1/hook]");
    }
}
