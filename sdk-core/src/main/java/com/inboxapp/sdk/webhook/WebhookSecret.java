package com.inboxapp.sdk.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret of an endpoint. Not a record, since its {@code toString} would contain the secret. */
final class WebhookSecret {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private WebhookSecret(SecretKeySpec key) {
        this.key = key;
    }

    static WebhookSecret of(String secret) {
        if (Objects.requireNonNull(secret, "secret").isEmpty()) {
            throw new IllegalArgumentException("secret must not be empty");
        }
        if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "secret must be visible ASCII without spaces or line breaks: check that it was copied completely, "
                            + "without surrounding text");
        }
        return new WebhookSecret(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
    }

    /** Returns the HMAC of the timestamp, a full stop and the body. Uses the header's text, since a number has several representations. */
    byte[] sign(String timestamp, byte[] body) {
        Mac mac;
        try {
            // a Mac is not thread-safe, so each signature uses a new one
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
