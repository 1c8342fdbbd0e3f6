package com.inboxapp.sdk.webhook;

import com.inboxapp.sdk.webhook.WebhookException.Reason;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a signature header says: {@code t=<unix seconds>,v1=<hex>}, with any number of {@code v1} and of schemes that are not known here.
 *
 * <p>Reading is strict about the parts that are known, and passes over those that are not, so that the service can add a scheme. Nothing of
 * the header gets into a message: whoever can reach the endpoint can write there what they like.
 */
record SignatureHeader(String timestamp, List<byte[]> signatures) {
    /** Far more than the service sends, and little enough to be looked at for anyone who asks. */
    private static final int MOST_CHARACTERS = 4096;

    private static final int MOST_SIGNATURES = 16;
    /** ASCII digits, which {@code \d} and {@code Long.parseLong} are not limited to, and no more of them than surely fit into a long. */
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,18}");
    /** A SHA-256 in hexadecimal digits. */
    private static final Pattern SIGNATURE = Pattern.compile("[0-9A-Fa-f]{64}");

    static SignatureHeader parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new WebhookException(
                    Reason.MISSING_SIGNATURE,
                    "the delivery has no " + WebhookVerifier.SIGNATURE_HEADER
                            + " header: does a proxy take it away, or does someone else than Inbox call?");
        }
        if (text.length() > MOST_CHARACTERS) {
            throw malformed("has more than " + MOST_CHARACTERS + " characters");
        }
        if (!text.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\t')) {
            throw malformed("has a character that cannot be in a header");
        }
        String timestamp = null;
        List<byte[]> signatures = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            // RFC 9110, 5.6.1: there may be spaces and tabs around a comma, and proxies add them
            String element = part.strip();
            int equals = element.indexOf('=');
            if (equals < 1) {
                throw malformed("has a part that is not name=value");
            }
            String value = element.substring(equals + 1);
            switch (element.substring(0, equals)) {
                case "t" -> {
                    if (timestamp != null) {
                        throw malformed("has more than one t");
                    }
                    if (!TIMESTAMP.matcher(value).matches()) {
                        throw malformed("has a t that is no number of seconds");
                    }
                    timestamp = value;
                }
                case "v1" -> {
                    if (!SIGNATURE.matcher(value).matches()) {
                        throw malformed("has a v1 that is not 64 hexadecimal digits");
                    }
                    if (signatures.size() == MOST_SIGNATURES) {
                        throw malformed("has more than " + MOST_SIGNATURES + " v1");
                    }
                    signatures.add(HexFormat.of().parseHex(value));
                }
                default -> {}
            }
        }
        if (timestamp == null) {
            throw malformed("has no t");
        }
        if (signatures.isEmpty()) {
            throw malformed("has no v1");
        }
        return new SignatureHeader(timestamp, List.copyOf(signatures));
    }

    long seconds() {
        return Long.parseLong(timestamp);
    }

    private static WebhookException malformed(String what) {
        return new WebhookException(
                Reason.MALFORMED_SIGNATURE,
                WebhookVerifier.SIGNATURE_HEADER + " " + what
                        + ": hand over its value as it came, of the form t=<unix seconds>,v1=<hex>");
    }
}
