package com.inboxapp.sdk.webhook;

import static com.inboxapp.sdk.webhook.WebhookException.Reason.MALFORMED_SIGNATURE;
import static com.inboxapp.sdk.webhook.WebhookException.Reason.MISSING_SIGNATURE;
import static com.inboxapp.sdk.webhook.WebhookException.Reason.NOT_AN_EVENT;
import static com.inboxapp.sdk.webhook.WebhookException.Reason.TIMESTAMP_IN_FUTURE;
import static com.inboxapp.sdk.webhook.WebhookException.Reason.TIMESTAMP_TOO_OLD;
import static com.inboxapp.sdk.webhook.WebhookException.Reason.WRONG_SIGNATURE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.EventType;
import com.inboxapp.sdk.runtime.JsonTree;
import com.inboxapp.sdk.runtime.Texts;
import com.inboxapp.sdk.webhook.WebhookException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.StringArbitrary;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

class WebhookProperties {
    private static final Instant NOW = Delivery.NOW;

    @Property
    void signsWithAStandardHmac(@ForAll("secrets") String secret, @ForAll byte[] body, @ForAll("times") Instant at) {
        assertThat(WebhookSigner.of(secret).sign(body, at))
                .isEqualTo(Delivery.header(secret, at.getEpochSecond(), body));
    }

    @Property
    void verifiesAnySignedBodyWithinTheTolerance(
            @ForAll("secrets") String secret,
            @ForAll byte[] body,
            @ForAll("times") Instant at,
            @ForAll @LongRange(min = 1, max = 86_400) long tolerance,
            @ForAll @IntRange(min = -100, max = 100) int percent) {
        Instant signed = Instant.ofEpochSecond(at.getEpochSecond());
        Duration off = Duration.ofSeconds(tolerance).multipliedBy(percent).dividedBy(100);
        WebhookVerifier verifier = WebhookVerifier.builder()
                .secret(secret)
                .tolerance(Duration.ofSeconds(tolerance))
                .clock(() -> signed.plus(off))
                .build();

        verifier.verifySignature(body, WebhookSigner.of(secret).sign(body, at));
    }

    @Property
    void rejectsAnyTimeBeyondTheTolerance(
            @ForAll byte[] body,
            @ForAll @LongRange(min = 1, max = 86_400) long tolerance,
            @ForAll @LongRange(min = 1, max = 100_000_000_000_000_000L) long nanosBeyond,
            @ForAll boolean ahead) {
        Duration off = Duration.ofSeconds(tolerance).plusNanos(nanosBeyond);
        Instant now = ahead ? NOW.minus(off) : NOW.plus(off);
        WebhookVerifier verifier = Delivery.verifier()
                .tolerance(Duration.ofSeconds(tolerance))
                .clock(() -> now)
                .build();

        assertThat(rejection(verifier, body, Delivery.header(body)))
                .isEqualTo(ahead ? TIMESTAMP_IN_FUTURE : TIMESTAMP_TOO_OLD);
    }

    @Property
    void rejectsABodyWithOneChangedBit(@ForAll byte[] body, @ForAll @IntRange(min = 0) int bit) {
        String header = Delivery.header(body);
        byte[] changed = body.length == 0 ? new byte[1] : flip(body, bit);

        assertThat(rejection(Delivery.verifier().build(), changed, header)).isEqualTo(WRONG_SIGNATURE);
    }

    @Property
    void rejectsAHeaderWithOneChangedBit(@ForAll byte[] body, @ForAll @IntRange(min = 0) int bit) {
        String header = Delivery.header(body);
        String changed = new String(flip(header.getBytes(UTF_8), bit), ISO_8859_1);
        boolean isTheSameInUpperCase = changed.startsWith(header.substring(0, header.length() - 64))
                && changed.toLowerCase(Locale.ROOT).equals(header);

        if (isTheSameInUpperCase) {
            Delivery.verifier().build().verifySignature(body, changed);
        } else {
            assertThat(rejection(Delivery.verifier().build(), body, changed))
                    .isIn(WRONG_SIGNATURE, MALFORMED_SIGNATURE);
        }
    }

    @Property
    void rejectsAnotherSecret(@ForAll("secrets") String secret, @ForAll("secrets") String other, @ForAll byte[] body) {
        WebhookVerifier verifier =
                WebhookVerifier.builder().secret(secret).clock(() -> NOW).build();
        Reason expected = secret.equals(other) ? null : WRONG_SIGNATURE;

        assertThat(rejection(verifier, body, Delivery.header(other, Delivery.SECONDS, body)))
                .isEqualTo(expected);
    }

    @Property
    void rejectsAShiftedBoundaryOfTimeAndBody(@ForAll byte[] body, @ForAll @IntRange(min = 1, max = 9) int digits) {
        String time = Long.toString(Delivery.SECONDS);
        String hex = Delivery.v1(Delivery.SECRET, time, body);
        String shorter = time.substring(0, time.length() - digits);
        byte[] longer = concat((time.substring(time.length() - digits) + ".").getBytes(UTF_8), body);

        assertThat(rejection(Delivery.verifier().build(), longer, "t=" + shorter + ",v1=" + hex))
                .isEqualTo(WRONG_SIGNATURE);
    }

    @Property
    void findsASignatureAtAnyPosition(
            @ForAll byte[] body,
            @ForAll @IntRange(min = 0, max = 15) int before,
            @ForAll @IntRange(min = 0, max = 15) int after,
            @ForAll boolean right) {
        int behind = Math.min(after, 15 - before);
        String other = ",v1=" + Delivery.v1("other", Long.toString(Delivery.SECONDS), body);
        String counts = right ? Delivery.header(body) : Delivery.header("forged", Delivery.SECONDS, body);
        String header = ("v0=1" + other.repeat(before) + "," + counts + other.repeat(behind));

        assertThat(rejection(Delivery.verifier().build(), body, header)).isEqualTo(right ? null : WRONG_SIGNATURE);
    }

    @Property(tries = 5000)
    void rejectsAnyHeaderWithAReason(@ForAll("headers") String header, @ForAll byte[] body) {
        assertThat(rejection(Delivery.verifier().build(), body, header))
                .isIn(MISSING_SIGNATURE, MALFORMED_SIGNATURE, WRONG_SIGNATURE);
    }

    @Property
    void rejectsAnyTextAsHeaderWithAReason(@ForAll String header) {
        assertThat(rejection(Delivery.verifier().build(), Delivery.BODY, header))
                .isIn(MISSING_SIGNATURE, MALFORMED_SIGNATURE, WRONG_SIGNATURE);
    }

    @Property
    void deliversAnyDataOfAnyTypeUnchanged(@ForAll("json") String data, @ForAll("types") String type) {
        byte[] body = ("{\"data\":" + data + ",\"id\":\"evt_1\",\"seq\":7,\"teamId\":\"t\",\"type\":\"" + type
                        + "\",\"timestamp\":\"2026-09-21T14:13:20Z\",\"version\":\"1.0\"}")
                .getBytes(UTF_8);

        var event = Delivery.verifier().build().verify(body, Delivery.header(body));

        assertThat(event.data() == null ? "null" : event.data().json()).isEqualTo(data);
        assertThat(event.type()).isEqualTo(EventType.of(type));
    }

    @Property(tries = 3000)
    void readsOrRejectsADamagedEventWithAReason(
            @ForAll @IntRange(min = 0) int at, @ForAll byte with, @ForAll @IntRange(max = 2) int kind) {
        int index = at % Delivery.BODY.length;
        byte[] body = kind == 0 ? Arrays.copyOf(Delivery.BODY, index) : Delivery.BODY.clone();
        if (kind == 1) {
            body[index] = with;
        } else if (kind == 2) {
            body = flip(body, at);
        }

        try {
            assertThat(Delivery.verifier().build().verify(body, Delivery.header(body)))
                    .isNotNull();
        } catch (WebhookException e) {
            assertThat(e.reason()).isEqualTo(NOT_AN_EVENT);
            assertThat(e.getMessage()).matches("[ -~]+");
        }
    }

    /** Returns the reason of the rejection or null. Any exception but a WebhookException is propagated. */
    private static @Nullable Reason rejection(WebhookVerifier verifier, byte[] body, String header) {
        try {
            verifier.verifySignature(body, header);
            return null;
        } catch (WebhookException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain(Delivery.SECRET);
            return e.reason();
        }
    }

    private static byte[] flip(byte[] bytes, int bit) {
        byte[] changed = bytes.clone();
        int at = bit % (bytes.length * 8);
        changed[at / 8] ^= (byte) (1 << at % 8);
        return changed;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(200);
    }

    @Provide
    Arbitrary<Instant> times() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 253_402_300_799L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<String> json() {
        return JsonTree.arbitrary().map(JsonTree::json);
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.oneOf(
                Arbitraries.of(EventType.values()).map(EventType::value),
                Arbitraries.strings().alpha().ofMinLength(1).map(text -> text + ".happened"));
    }

    /** Returns mostly well-formed headers with malformed parts. */
    @Provide
    Arbitrary<String> headers() {
        StringArbitrary hex = Arbitraries.strings()
                .withCharRange('0', '9')
                .withCharRange('a', 'f')
                .withCharRange('A', 'F');
        Arbitrary<String> element = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.longs().between(0, 4_000_000_000L).map(t -> "t=" + t)),
                Tuple.of(1, Arbitraries.bigIntegers().map(t -> "t=" + t)),
                Tuple.of(4, hex.ofLength(64).map(v -> "v1=" + v)),
                Tuple.of(1, hex.ofMaxLength(130).map(v -> "v1=" + v)),
                Tuple.of(1, Texts.any(0, 20).map(v -> "v2=" + v)),
                Tuple.of(1, Texts.any(0, 5)));
        Arbitrary<List<String>> elements = element.list().ofMaxSize(20);
        return Combinators.combine(elements, Arbitraries.of(",", ",", ", ", ",,", " , ", ";", "\n"))
                .as((parts, comma) -> String.join(comma, parts));
    }
}
