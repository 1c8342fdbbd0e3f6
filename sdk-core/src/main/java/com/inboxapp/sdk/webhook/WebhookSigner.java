package com.inboxapp.sdk.webhook;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Signs webhook deliveries like the service does, for tests of a receiver.
 *
 * <pre>{@code
 * String header = WebhookSigner.of("ibt_wh_test").sign(body, Instant.now());
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class WebhookSigner {
    private final WebhookSecret secret;

    private WebhookSigner(WebhookSecret secret) {
        this.secret = secret;
    }

    /**
     * Returns a signer with a secret. Use a secret for tests, not one of a real endpoint.
     *
     * @param secret the secret, which the verifier needs too
     * @return a new signer
     * @throws NullPointerException if the secret is null
     * @throws IllegalArgumentException if the secret is empty, or contains anything but visible ASCII
     */
    public static WebhookSigner of(String secret) {
        return new WebhookSigner(WebhookSecret.of(secret));
    }

    /**
     * Signs a body.
     *
     * @param rawBody the bytes of the body, exactly as they will be sent
     * @param at the timestamp of the signature, 1970 or later; fractions of a second are cut off
     * @return the value of the header {@link WebhookVerifier#SIGNATURE_HEADER}
     * @throws IllegalArgumentException if the timestamp is before 1970
     */
    public String sign(byte[] rawBody, Instant at) {
        Objects.requireNonNull(rawBody, "rawBody");
        Objects.requireNonNull(at, "at");
        if (at.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("at must not be before 1970, but was " + at);
        }
        String timestamp = Long.toString(at.getEpochSecond());
        return "t=" + timestamp + ",v1=" + HexFormat.of().formatHex(secret.sign(timestamp, rawBody));
    }
}
