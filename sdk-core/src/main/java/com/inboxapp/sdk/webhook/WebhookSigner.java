package com.inboxapp.sdk.webhook;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Signs deliveries as the service does, for the tests of whoever receives them.
 *
 * <pre>{@code
 * String header = WebhookSigner.of("ibt_wh_test").sign(body, Instant.now());
 * }</pre>
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class WebhookSigner {
    private final WebhookSecret secret;

    private WebhookSigner(WebhookSecret secret) {
        this.secret = secret;
    }

    /**
     * A signer with a secret. Use one that was made for tests.
     *
     * @param secret the secret, which the verifier has to know
     * @return a new signer
     * @throws IllegalArgumentException if the secret is null or empty, or holds anything but visible ASCII
     */
    public static WebhookSigner of(String secret) {
        return new WebhookSigner(WebhookSecret.of(secret));
    }

    /**
     * Signs a body.
     *
     * @param rawBody the bytes of the body, exactly as they will be sent
     * @param at when the signature is said to be made, 1970 or later; what is finer than a second is cut off
     * @return the value of the header {@link WebhookVerifier#SIGNATURE_HEADER}
     * @throws IllegalArgumentException if the time is before 1970
     */
    public String sign(byte[] rawBody, Instant at) {
        Objects.requireNonNull(rawBody, "rawBody");
        Objects.requireNonNull(at, "at");
        if (at.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("at must not be before 1970, where unix seconds begin");
        }
        String timestamp = Long.toString(at.getEpochSecond());
        return "t=" + timestamp + ",v1=" + HexFormat.of().formatHex(secret.sign(timestamp, rawBody));
    }
}
