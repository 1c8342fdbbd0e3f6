package com.inboxapp.sdk.webhook;

import com.inboxapp.sdk.webhook.WebhookException.Reason;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parsed signature header: {@code t=<unix seconds>,v1=<hex>}, with any number of {@code v1} and of unknown schemes. If a header is sent
 * more than once, its values are joined by commas (RFC 9110, section 5.3), and there is a {@code t} for each of them.
 *
 * <p>Parsing is strict for known schemes and ignores unknown ones, so that the service can add a scheme. Exception messages contain nothing
 * of the header, since anyone who can reach the endpoint controls it.
 *
 * @param timestamps the values of {@code t}
 * @param signatures the values of {@code v1} before each {@code t}, followed by those after the last {@code t}
 */
record SignatureHeader(List<String> timestamps, List<List<byte[]>> signatures) {
    /** Far more than the service sends, but cheap to parse, even for requests of an attacker. */
    private static final int MAX_LENGTH = 4096;

    /** The maximum number of {@code v1} per {@code t}. */
    private static final int MAX_SIGNATURES = 16;
    /** ASCII digits only, unlike {@code \d} and {@code Long.parseLong}, and no more of them than fit into a long. */
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,18}");
    /** A SHA-256 value in hexadecimal digits. */
    private static final Pattern SIGNATURE = Pattern.compile("[0-9A-Fa-f]{64}");

    static SignatureHeader parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new WebhookException(
                    Reason.MISSING_SIGNATURE,
                    "the delivery has no " + WebhookVerifier.SIGNATURE_HEADER
                            + " header: check whether a proxy removes it, or whether the request is not from Inbox");
        }
        if (text.length() > MAX_LENGTH) {
            throw malformed("has more than " + MAX_LENGTH + " characters");
        }
        if (!text.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\t')) {
            throw malformed("has a character that is not allowed in a header");
        }
        List<String> timestamps = new ArrayList<>();
        List<List<byte[]>> signatures = new ArrayList<>();
        signatures.add(new ArrayList<>());
        for (String part : text.split(",", -1)) {
            // RFC 9110, section 5.6.1: spaces and tabs around a comma are allowed, and proxies add them
            String element = part.strip();
            int equals = element.indexOf('=');
            if (equals < 1) {
                throw malformed("has a part that is not name=value");
            }
            String value = element.substring(equals + 1);
            switch (element.substring(0, equals)) {
                case "t" -> {
                    if (!TIMESTAMP.matcher(value).matches()) {
                        throw malformed("has a t that is not a number of seconds");
                    }
                    timestamps.add(value);
                    signatures.add(new ArrayList<>());
                }
                case "v1" -> {
                    if (!SIGNATURE.matcher(value).matches()) {
                        throw malformed("has a v1 that is not 64 hexadecimal digits");
                    }
                    signatures.get(timestamps.size()).add(HexFormat.of().parseHex(value));
                }
                default -> {}
            }
        }
        if (timestamps.isEmpty()) {
            throw malformed("has no t");
        }
        if (signatures.stream().mapToInt(List::size).sum() > MAX_SIGNATURES * timestamps.size()) {
            throw malformed("has more than " + MAX_SIGNATURES + " v1 per t");
        }
        SignatureHeader header = new SignatureHeader(timestamps, signatures);
        if (!header.isValid(timestamp -> signature -> true)) {
            throw malformed("has a t without a v1");
        }
        return header;
    }

    /**
     * Returns whether each timestamp has its own valid signature. A signature between two timestamps may belong to either of them, but only
     * to one. The original headers are unknown: each may have had any number of signatures, and its timestamp first or last.
     *
     * @param validFor returns the check of a signature for a timestamp
     */
    boolean isValid(Function<String, Predicate<byte[]>> validFor) {
        int taken = 0;
        for (int i = 0; i < timestamps.size(); i++) {
            Predicate<byte[]> valid = validFor.apply(timestamps.get(i));
            int before = firstValid(signatures.get(i), taken, valid);
            int after = firstValid(signatures.get(i + 1), 0, valid);
            if (before < 0 && after < 0) {
                return false;
            }
            taken = before < 0 ? after + 1 : 0;
        }
        return true;
    }

    /**
     * Returns the index of the first valid signature, or -1. Checks all of them, so that the duration does not reveal which one is valid.
     */
    private static int firstValid(List<byte[]> signatures, int from, Predicate<byte[]> valid) {
        int first = -1;
        for (int i = signatures.size() - 1; i >= from; i--) {
            if (valid.test(signatures.get(i))) {
                first = i;
            }
        }
        return first;
    }

    private static WebhookException malformed(String what) {
        return new WebhookException(
                Reason.MALFORMED_SIGNATURE,
                WebhookVerifier.SIGNATURE_HEADER + " " + what
                        + ": pass its value unchanged, in the format t=<unix seconds>,v1=<hex>");
    }
}
