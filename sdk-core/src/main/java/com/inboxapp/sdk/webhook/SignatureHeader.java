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
 * What a signature header says: {@code t=<unix seconds>,v1=<hex>}, with any number of {@code v1} and of schemes that are not known here. A
 * header that was sent more than once comes as one, joined by commas (RFC 9110, 5.3), and has a {@code t} for each time.
 *
 * <p>Reading is strict about the parts that are known, and passes over those that are not, so that the service can add a scheme. Nothing of
 * the header gets into a message: whoever can reach the endpoint can write there what they like.
 *
 * @param timestamps the values of {@code t}
 * @param signatures the values of {@code v1} that stand before each {@code t}, and at the end those behind the last
 */
record SignatureHeader(List<String> timestamps, List<List<byte[]>> signatures) {
    /** Far more than the service sends, and little enough to be looked at for anyone who asks. */
    private static final int MOST_CHARACTERS = 4096;

    /** For each {@code t}. */
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
        List<String> timestamps = new ArrayList<>();
        List<List<byte[]>> signatures = new ArrayList<>();
        signatures.add(new ArrayList<>());
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
                    if (!TIMESTAMP.matcher(value).matches()) {
                        throw malformed("has a t that is no number of seconds");
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
        if (signatures.stream().mapToInt(List::size).sum() > MOST_SIGNATURES * timestamps.size()) {
            throw malformed("has more than " + MOST_SIGNATURES + " v1 for a t");
        }
        SignatureHeader header = new SignatureHeader(timestamps, signatures);
        if (!header.isSigned(timestamp -> signature -> true)) {
            throw malformed("has a t without a v1");
        }
        return header;
    }

    /**
     * Whether each time has a right signature of its own. Those between two times may belong to the first or to the second, but to one of
     * them only, and in this order: it is not known how many each of the headers had, and whether its time came first.
     *
     * @param rightFor tells for a time which signatures are right
     */
    boolean isSigned(Function<String, Predicate<byte[]>> rightFor) {
        int taken = 0;
        for (int i = 0; i < timestamps.size(); i++) {
            Predicate<byte[]> right = rightFor.apply(timestamps.get(i));
            int before = firstRight(signatures.get(i), taken, right);
            int behind = firstRight(signatures.get(i + 1), 0, right);
            if (before < 0 && behind < 0) {
                return false;
            }
            taken = before < 0 ? behind + 1 : 0;
        }
        return true;
    }

    /** Looks at all, so that the time taken does not tell which one is right. */
    private static int firstRight(List<byte[]> signatures, int from, Predicate<byte[]> right) {
        int first = -1;
        for (int i = signatures.size() - 1; i >= from; i--) {
            if (right.test(signatures.get(i))) {
                first = i;
            }
        }
        return first;
    }

    private static WebhookException malformed(String what) {
        return new WebhookException(
                Reason.MALFORMED_SIGNATURE,
                WebhookVerifier.SIGNATURE_HEADER + " " + what
                        + ": hand over its value as it came, of the form t=<unix seconds>,v1=<hex>");
    }
}
