package com.inboxapp.sdk.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret of an endpoint. Not a record, whose {@code toString} would show it. */
final class WebhookSecret {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private WebhookSecret(SecretKeySpec key) {
        this.key = key;
    }

    static WebhookSecret of(String secret) {
        if (secret == null || secret.isEmpty()) {
            throw new IllegalArgumentException("secret must not be " + (secret == null ? "null" : "empty"));
        }
        if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "secret must be visible ASCII without blanks or line ends: was it copied whole, and without its surroundings?");
        }
        return new WebhookSecret(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
    }

    /** The HMAC of the time, a full stop and the body. The time is the header's own text: as a number it may be written in several ways. */
    byte[] sign(String timestamp, byte[] body) {
        Mac mac;
        try {
            // a Mac keeps state and serves one thread, so that each signature has its own
            mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform must have " + ALGORITHM, e);
        }
        mac.update(timestamp.getBytes(StandardCharsets.US_ASCII));
        mac.update((byte) '.');
        return mac.doFinal(body);
    }
}
