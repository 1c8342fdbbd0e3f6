package com.inboxapp.sdk.webhook;

import static com.inboxapp.sdk.webhook.Delivery.BODY;
import static com.inboxapp.sdk.webhook.Delivery.EVENT;
import static com.inboxapp.sdk.webhook.Delivery.NOW;
import static com.inboxapp.sdk.webhook.Delivery.OLD_SECRET;
import static com.inboxapp.sdk.webhook.Delivery.SECONDS;
import static com.inboxapp.sdk.webhook.Delivery.SECRET;
import static com.inboxapp.sdk.webhook.WebhookException.Reason.NOT_AN_EVENT;
import static com.inboxapp.sdk.webhook.WebhookException.Reason.TIMESTAMP_IN_FUTURE;
import static com.inboxapp.sdk.webhook.WebhookException.Reason.TIMESTAMP_TOO_OLD;
import static com.inboxapp.sdk.webhook.WebhookException.Reason.WRONG_SIGNATURE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.EventId;
import com.inboxapp.sdk.model.EventType;
import com.inboxapp.sdk.model.EventVersion;
import com.inboxapp.sdk.model.TeamId;
import com.inboxapp.sdk.runtime.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookVerifierTest {
    @Test
    void readsADeliveryAsAnEvent() {
        Event event = Delivery.verifier().build().verify(BODY, Delivery.header(BODY));

        assertThat(event)
                .isEqualTo(Event.builder()
                        .id(EventId.of("evt_1"))
                        .seq(42L)
                        .teamId(TeamId.of("team_1"))
                        .type(EventType.MESSAGE_CREATED)
                        .timestamp(NOW)
                        .version(EventVersion.of("1.0"))
                        .data(JsonValue.of("{\"text\":\"Grüße 漢\",\"n\":1.50}"))
                        .build());
    }

    @Test
    void acceptsUnknownTypesVersionsAndFields() {
        byte[] body = EVENT.replace("message.created", "list.exploded")
                .replace("\"1.0\"", "\"1.1\",\"new\":{\"a\":[1]}")
                .getBytes(UTF_8);

        Event event = Delivery.verifier().build().verify(body, Delivery.header(body));

        assertThat(event.type().value()).isEqualTo("list.exploded");
        assertThat(event.type().known()).isEqualTo(EventType.Known.UNKNOWN_VALUE);
        assertThat(event.version().value()).isEqualTo("1.1");
        assertThat(event.data()).isEqualTo(JsonValue.of("{\"text\":\"Grüße 漢\",\"n\":1.50}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"data\":null"})
    void acceptsAnEventWithoutData(String data) {
        byte[] body = (EVENT.substring(0, EVENT.indexOf(",\"data\"")) + data + "}").getBytes(UTF_8);

        assertThat(Delivery.verifier()
                        .build()
                        .verify(body, Delivery.header(body))
                        .data())
                .isNull();
    }

    @Test
    void verifiesTheBytesAndNotTheirMeaning() {
        WebhookVerifier verifier = Delivery.verifier().build();
        String header = Delivery.header(BODY);

        assertThat(rejection(verifier, EVENT.replace(",", ", ").getBytes(UTF_8), header))
                .isEqualTo(WRONG_SIGNATURE);
        assertThat(rejection(verifier, EVENT.replace("1.50", "1.5").getBytes(UTF_8), header))
                .isEqualTo(WRONG_SIGNATURE);
        assertThat(rejection(verifier, EVENT.getBytes(ISO_8859_1), header)).isEqualTo(WRONG_SIGNATURE);
        assertThat(rejection(verifier, (EVENT + "\n").getBytes(UTF_8), header)).isEqualTo(WRONG_SIGNATURE);
        assertThat(rejection(verifier, new byte[0], header)).isEqualTo(WRONG_SIGNATURE);
    }

    @Test
    void verifiesOnlyTheSignatureOfAnyBytes() {
        WebhookVerifier verifier = Delivery.verifier().build();

        for (byte[] body : List.of(new byte[0], new byte[] {(byte) 0xff, 0, (byte) 0xc3}, new byte[1 << 20])) {
            verifier.verifySignature(body, Delivery.header(body));
            assertThat(rejection(verifier, body, Delivery.header(body))).isEqualTo(NOT_AN_EVENT);
        }
    }

    @Test
    void acceptsEitherSecretDuringARotation() {
        WebhookVerifier both = Delivery.verifier().secret(OLD_SECRET).build();
        String old = Delivery.header(OLD_SECRET, SECONDS, BODY);
        String current = Delivery.header(SECRET, SECONDS, BODY);
        String other = Delivery.header("ibt_wh_other", SECONDS, BODY);

        assertThat(both.verify(BODY, old)).isEqualTo(both.verify(BODY, current));
        assertThat(rejection(both, BODY, other)).isEqualTo(WRONG_SIGNATURE);
        assertThat(rejection(Delivery.verifier().build(), BODY, old)).isEqualTo(WRONG_SIGNATURE);
    }

    @Test
    void acceptsOneMatchingSignatureOfMany() {
        WebhookVerifier verifier = Delivery.verifier().secret(OLD_SECRET).build();
        String other = "v1=" + Delivery.v1("ibt_wh_other", Long.toString(SECONDS), BODY);

        for (String secret : List.of(SECRET, OLD_SECRET)) {
            String right = Delivery.header(secret, SECONDS, BODY);
            assertThat(verifier.verify(BODY, right + "," + other)).isNotNull();
            assertThat(verifier.verify(BODY, other + "," + right)).isNotNull();
        }
        assertThat(rejection(verifier, BODY, "t=" + SECONDS + "," + other + "," + other))
                .isEqualTo(WRONG_SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0,",
        "300, 0,",
        "300, 1, TIMESTAMP_TOO_OLD",
        "301, 0, TIMESTAMP_TOO_OLD",
        "-300, 0,",
        "-300, 1,",
        "-301, 999999999, TIMESTAMP_IN_FUTURE",
        "-301, 0, TIMESTAMP_IN_FUTURE",
        "3600, 0, TIMESTAMP_TOO_OLD",
        "-3600, 0, TIMESTAMP_IN_FUTURE"
    })
    void toleratesAnOffsetOf300Seconds(long secondsLater, int nanos, WebhookException.@Nullable Reason reason) {
        WebhookVerifier verifier = Delivery.verifier()
                .clock(() -> NOW.plusSeconds(secondsLater).plusNanos(nanos))
                .build();

        assertThat(rejectionOrNull(verifier, BODY, Delivery.header(BODY))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "PT1S, 1,",
        "PT1S, -1,",
        "PT1S, 2, TIMESTAMP_TOO_OLD",
        "PT1S, -2, TIMESTAMP_IN_FUTURE",
        "PT24H, 86400,",
        "PT24H, -86401, TIMESTAMP_IN_FUTURE"
    })
    void usesTheConfiguredTolerance(Duration tolerance, long secondsLater, WebhookException.@Nullable Reason reason) {
        WebhookVerifier verifier = Delivery.verifier()
                .tolerance(tolerance)
                .clock(() -> NOW.plusSeconds(secondsLater))
                .build();

        assertThat(rejectionOrNull(verifier, BODY, Delivery.header(BODY))).isEqualTo(reason);
    }

    @Test
    void readsTheClockAtEachDelivery() {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        WebhookVerifier verifier = Delivery.verifier().clock(now::get).build();
        verifier.verifySignature(BODY, Delivery.header(BODY));

        now.set(NOW.plusSeconds(301));
        assertThat(rejection(verifier, BODY, Delivery.header(BODY))).isEqualTo(TIMESTAMP_TOO_OLD);

        now.set(NOW.minusSeconds(301));
        assertThat(rejection(verifier, BODY, Delivery.header(BODY))).isEqualTo(TIMESTAMP_IN_FUTURE);
    }

    @Test
    void usesTheSystemClockByDefault() {
        WebhookVerifier verifier = WebhookVerifier.builder().secret(SECRET).build();
        WebhookSigner signer = WebhookSigner.of(SECRET);

        verifier.verifySignature(BODY, signer.sign(BODY, Instant.now()));
        assertThat(rejection(verifier, BODY, signer.sign(BODY, Instant.now().minusSeconds(3600))))
                .isEqualTo(TIMESTAMP_TOO_OLD);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE})
    void doesNotOverflowWithAnExtremeClock(long seconds) {
        Instant end = seconds < 0 ? Instant.MIN : Instant.MAX;
        WebhookVerifier verifier = Delivery.verifier().clock(() -> end).build();

        for (String time : List.of("0", "999999999999999999")) {
            String header = "t=" + time + ",v1=" + Delivery.v1(SECRET, time, BODY);
            assertThat(rejection(verifier, BODY, header)).isIn(TIMESTAMP_TOO_OLD, TIMESTAMP_IN_FUTURE);
        }
    }

    @Test
    void reportsAWrongSignatureBeforeCheckingTheTime() {
        WebhookVerifier verifier = Delivery.verifier().build();

        for (long offset : new long[] {-1_000_000, -301, -300, 0, 300, 301, 1_000_000}) {
            assertThat(rejection(verifier, BODY, Delivery.header("ibt_wh_forged", SECONDS + offset, BODY)))
                    .isEqualTo(WRONG_SIGNATURE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "42",
                "\"secret text\"",
                "secret text",
                "{}",
                "{\"secret text\":1}",
                "{\"id\":\"evt_1\",\"seq\":\"secret text\"}",
                "{\"id\":\"evt_1\",\"seq\":1.5}",
                "{\"id\":\"evt_1\",\"seq\":1e99999}",
                "{\"id\":\"evt_1\",\"seq\":99999999999999999999}",
                "{\"id\":\"evt_1\",\"timestamp\":\"secret text\"}",
                "{\"id\":[\"secret text\"]}",
                "{\"id\":\"\"}",
                "{\"id\":null}",
                "{\"id\":\"evt_1\",\"type\":{\"secret text\":1}}",
                "{\"id\":\"\\usecret text\"}",
                "{\"id\":\"\\q\"}",
                "{\"data\":{\"text\":\"secret text",
                "{\"x\":{\"secret text\":{\"secret text\":secret text}}}",
                "\ufeff{}"
            })
    void rejectsASignedBodyThatIsNotAnEventWithoutShowingIt(String text) {
        byte[] body = text.getBytes(UTF_8);

        WebhookException e = catchThrowableOfType(
                WebhookException.class, () -> Delivery.verifier().build().verify(body, Delivery.header(body)));

        assertThat(e.reason()).isEqualTo(NOT_AN_EVENT);
        assertThat(Delivery.stackTrace(e))
                .contains("WebhookVerifier.verify")
                .contains("$")
                .doesNotContain("secret text", "secr", SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {" x", "{}", "]", ",", "\0"})
    void rejectsTrailingTextBehindAnEvent(String behind) {
        byte[] body = (EVENT + behind).getBytes(UTF_8);

        assertThat(rejection(Delivery.verifier().build(), body, Delivery.header(body)))
                .isEqualTo(NOT_AN_EVENT);
    }

    @Test
    void reportsAMissingPropertyOfAnEvent() {
        byte[] body = EVENT.replace("\"seq\"", "\"sequence\"").getBytes(UTF_8);

        assertThat(catchThrowableOfType(
                        WebhookException.class,
                        () -> Delivery.verifier().build().verify(body, Delivery.header(body))))
                .hasMessageContaining("$.seq is required");
    }

    @Test
    void rejectsEndlessNestingWithoutAStackOverflow() {
        for (String text :
                List.of("[".repeat(100_000), "{\"x\":" + "[".repeat(100_000), "{\"data\":" + "[".repeat(100_000))) {
            byte[] body = text.getBytes(UTF_8);
            assertThat(rejection(Delivery.verifier().build(), body, Delivery.header(body)))
                    .isEqualTo(NOT_AN_EVENT);
        }
    }

    @Test
    void explainsEachRejection() {
        WebhookVerifier verifier = Delivery.verifier().build();

        assertThat(message(verifier, null)).contains("X-Inbox-Signature", "proxy");
        assertThat(message(verifier, "x")).contains("X-Inbox-Signature", "t=<unix seconds>,v1=<hex>");
        assertThat(message(verifier, Delivery.header(OLD_SECRET, SECONDS, BODY)))
                .contains("raw bytes", "secret");
        assertThat(message(verifier, Delivery.header(SECRET, SECONDS - 312, BODY)))
                .contains("PT5M12S in the past", "at most PT5M is allowed", "clock");
        assertThat(message(verifier, Delivery.header(SECRET, SECONDS + 3600, BODY)))
                .contains("PT1H in the future", "at most PT5M is allowed", "clock");
    }

    @ParameterizedTest
    @EmptySource
    @ValueSource(
            strings = {" ", "ibt_wh_ 1", "ibt_wh_1\n", "\tibt_wh_1", "ibt_wh_1\u0000", "ibt_wh_\u007f", "ibt_wh_ü"})
    void rejectsAnInvalidSecretWithoutShowingIt(String secret) {
        WebhookVerifier.Builder builder = WebhookVerifier.builder();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.secret(secret))
                .withMessageStartingWith("secret must ")
                .withMessageNotContaining("wh_");
    }

    @Test
    void requiresASecret() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookVerifier.builder().build())
                .withMessageStartingWith("secret is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT-300S", "PT0.999999999S", "PT24H0.000000001S", "P36500D"})
    void rejectsAnInvalidTolerance(Duration tolerance) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookVerifier.builder().tolerance(tolerance))
                .withMessageStartingWith("tolerance must be between 1 second and 1 day");
    }

    @Test
    void rejectsNullByName() {
        WebhookVerifier.Builder builder = Delivery.verifier();
        WebhookVerifier verifier = builder.build();

        assertThatNullPointerException()
                .isThrownBy(() -> builder.tolerance(null))
                .withMessage("tolerance");
        assertThatNullPointerException().isThrownBy(() -> builder.clock(null)).withMessage("clock");
        assertThatNullPointerException().isThrownBy(() -> builder.secret(null)).withMessage("secret");
        assertThatNullPointerException()
                .isThrownBy(() -> verifier.verify(null, Delivery.header(BODY)))
                .withMessage("rawBody");
        assertThatNullPointerException()
                .isThrownBy(() -> verifier.verifySignature(null, null))
                .withMessage("rawBody");
    }

    @Test
    void isNotChangedByItsBuilderAfterBuild() {
        WebhookVerifier.Builder builder = Delivery.verifier();
        WebhookVerifier verifier = builder.build();
        builder.secret(OLD_SECRET).clock(() -> Instant.EPOCH).tolerance(Duration.ofSeconds(1));

        verifier.verifySignature(BODY, Delivery.header(SECRET, SECONDS - 300, BODY));
        assertThat(rejection(verifier, BODY, Delivery.header(OLD_SECRET, SECONDS, BODY)))
                .isEqualTo(WRONG_SIGNATURE);
    }

    @Test
    void showsNoSecret() {
        WebhookVerifier.Builder builder = Delivery.verifier().secret(OLD_SECRET);

        assertThat(List.<Object>of(builder)).extracting(String::valueOf).noneMatch(text -> text.contains("wh_"));
        assertThat(builder.build()).hasToString("WebhookVerifier[tolerance PT5M]");
        for (String header : new String[] {null, "x", "t=1,v1=" + "0".repeat(64)}) {
            WebhookException e = catchThrowableOfType(
                    WebhookException.class, () -> builder.build().verify(BODY, header));
            assertThat(Delivery.stackTrace(e)).contains("WebhookVerifier").doesNotContain("wh_");
        }
    }

    @Test
    void isThreadSafe() {
        WebhookVerifier verifier = Delivery.verifier().secret(OLD_SECRET).build();

        assertThat(IntStream.range(0, 5_000).parallel().mapToObj(i -> {
                    byte[] body = EVENT.replace("42", Integer.toString(i)).getBytes(UTF_8);
                    String secret = i % 2 == 0 ? SECRET : OLD_SECRET;
                    return verifier.verify(body, Delivery.header(secret, SECONDS, body))
                                    .seq()
                            == i;
                }))
                .doesNotContain(false);
    }

    private static String message(WebhookVerifier verifier, @Nullable String header) {
        return catchThrowableOfType(WebhookException.class, () -> verifier.verify(BODY, header))
                .getMessage();
    }

    private static WebhookException.Reason rejection(WebhookVerifier verifier, byte[] body, String header) {
        return catchThrowableOfType(WebhookException.class, () -> verifier.verify(body, header))
                .reason();
    }

    private static WebhookException.@Nullable Reason rejectionOrNull(
            WebhookVerifier verifier, byte[] body, String header) {
        try {
            verifier.verify(body, header);
            return null;
        } catch (WebhookException e) {
            return e.reason();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"seq\":1", "\"unknown\":1", "\"data\":1"})
    void rejectsANumberOfAMillionDigits(String field) {
        byte[] body = ("{" + field + "1".repeat(1_000_000) + "," + EVENT.substring(1)).getBytes(UTF_8);

        assertThat(rejection(Delivery.verifier().build(), body, Delivery.header(body)))
                .isEqualTo(NOT_AN_EVENT);
    }

    @Test
    void skipsUnknownValuesOfUpToAThousandLevels() {
        for (int levels : new int[] {300, 999, 1_000}) {
            String deep = "[".repeat(levels) + "]".repeat(levels);
            byte[] body = ("{\"unknown\":" + deep + "," + EVENT.substring(1)).getBytes(UTF_8);
            WebhookVerifier verifier = Delivery.verifier().build();

            if (levels < 1_000) {
                assertThat(verifier.verify(body, Delivery.header(body)).seq()).isEqualTo(42);
            } else {
                assertThat(rejection(verifier, body, Delivery.header(body))).isEqualTo(NOT_AN_EVENT);
            }
        }
    }

    @Test
    void verifiesAByteOrderMarkAndSkipsIt() {
        byte[] body = ("\ufeff" + EVENT).getBytes(UTF_8);

        assertThat(Delivery.verifier()
                        .build()
                        .verify(body, Delivery.header(body))
                        .seq())
                .isEqualTo(42);
        assertThat(rejection(Delivery.verifier().build(), body, Delivery.header(BODY)))
                .isEqualTo(WRONG_SIGNATURE);
    }
}
