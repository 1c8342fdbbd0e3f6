package com.inboxapp.sdk.webhook;

import static com.inboxapp.sdk.webhook.Delivery.BODY;
import static com.inboxapp.sdk.webhook.Delivery.NOW;
import static com.inboxapp.sdk.webhook.Delivery.SECONDS;
import static com.inboxapp.sdk.webhook.Delivery.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignerTest {
    /** {@code printf '1790000000.{"id":"evt_1","text":"Grüße 漢"}' | openssl dgst -sha256 -hmac 'ibt_wh_0123456789abcdef'}. */
    private static final String BY_OPENSSL = "1d52873b2ba4a241609e5a3da966fbfe467ec17237dcdeab24837206ad924c33";

    @Test
    void signsLikeOpenssl() {
        byte[] body = "{\"id\":\"evt_1\",\"text\":\"Grüße 漢\"}".getBytes(UTF_8);

        assertThat(WebhookSigner.of(SECRET).sign(body, NOW)).isEqualTo("t=1790000000,v1=" + BY_OPENSSL);
        assertThat(Delivery.v1(SECRET, "1790000000", body)).isEqualTo(BY_OPENSSL);
    }

    @Test
    void truncatesToSeconds() {
        assertThat(WebhookSigner.of(SECRET).sign(BODY, NOW.plusNanos(999_999_999)))
                .isEqualTo(Delivery.header(SECRET, SECONDS, BODY));
    }

    @Test
    void signsAnyTimeFrom1970On() {
        WebhookSigner signer = WebhookSigner.of(SECRET);

        assertThat(signer.sign(BODY, Instant.EPOCH)).startsWith("t=0,v1=");
        assertThat(signer.sign(BODY, Instant.MAX)).startsWith("t=31556889864403199,v1=");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> signer.sign(BODY, Instant.EPOCH.minusNanos(1)))
                .withMessageContaining("1970");
    }

    @ParameterizedTest
    @EmptySource
    @ValueSource(
            strings = {" ", "ibt_wh_ 1", "ibt_wh_1\n", "\tibt_wh_1", "ibt_wh_1\u0000", "ibt_wh_\u007f", "ibt_wh_ü"})
    void rejectsAnInvalidSecretWithoutShowingIt(String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookSigner.of(secret))
                .withMessageStartingWith("secret must ")
                .withMessageNotContaining("wh_");
    }

    @Test
    void distinguishesANullSecretFromAnEmptyOne() {
        assertThatNullPointerException()
                .isThrownBy(() -> WebhookSigner.of(null))
                .withMessage("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookSigner.of(""))
                .withMessage("secret must not be empty");
    }

    @Test
    void rejectsNullByName() {
        WebhookSigner signer = WebhookSigner.of(SECRET);

        assertThatNullPointerException()
                .isThrownBy(() -> signer.sign(null, NOW))
                .withMessage("rawBody");
        assertThatNullPointerException().isThrownBy(() -> signer.sign(BODY, null));
    }

    @Test
    void showsNoSecretInToString() {
        List<Object> reachable = List.of(WebhookSigner.of(SECRET), WebhookSecret.of(SECRET));

        assertThat(reachable).extracting(String::valueOf).noneMatch(text -> text.contains("wh_"));
    }
}
