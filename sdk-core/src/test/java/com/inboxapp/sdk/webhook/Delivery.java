package com.inboxapp.sdk.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;

/** A webhook delivery that is signed independently of the code under test. */
final class Delivery {
    static final String SECRET = "ibt_wh_0123456789abcdef";
    static final String OLD_SECRET = "ibt_wh_fedcba9876543210";
    static final long SECONDS = 1_790_000_000;
    static final Instant NOW = Instant.ofEpochSecond(SECONDS);

    static final String EVENT = "{\"id\":\"evt_1\",\"seq\":42,\"teamId\":\"team_1\",\"type\":\"message.created\","
            + "\"timestamp\":\"2026-09-21T14:13:20.000Z\",\"version\":\"1.0\",\"data\":{\"text\":\"Grüße 漢\",\"n\":1.50}}";
    static final byte[] BODY = EVENT.getBytes(UTF_8);

    private static final int BLOCK = 64;

    private Delivery() {}

    static WebhookVerifier.Builder verifier() {
        return WebhookVerifier.builder().secret(SECRET).clock(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    static String header(byte[] body) {
        return header(SECRET, SECONDS, body);
    }

    static String header(String secret, long seconds, byte[] body) {
        return "t=" + seconds + ",v1=" + v1(secret, Long.toString(seconds), body);
    }

    /** Computes the HMAC literally as in RFC 2104. */
    static String v1(String secret, String timestamp, byte[] body) {
        byte[] key = secret.getBytes(UTF_8);
        byte[] block = Arrays.copyOf(key.length > BLOCK ? sha256(key) : key, BLOCK);
        byte[] inner = sha256(xor(block, 0x36), timestamp.getBytes(UTF_8), new byte[] {'.'}, body);
        return HexFormat.of().formatHex(sha256(xor(block, 0x5c), inner));
    }

    static String stackTrace(Throwable throwable) {
        StringWriter text = new StringWriter();
        throwable.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static byte[] xor(byte[] bytes, int pad) {
        byte[] result = bytes.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= (byte) pad;
        }
        return result;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
