package com.inboxapp.sdk.webhook;

import static com.inboxapp.sdk.webhook.Delivery.BODY;
import static com.inboxapp.sdk.webhook.Delivery.OLD_SECRET;
import static com.inboxapp.sdk.webhook.Delivery.SECRET;
import static com.inboxapp.sdk.webhook.WebhookException.Reason.MALFORMED_SIGNATURE;
import static com.inboxapp.sdk.webhook.WebhookException.Reason.MISSING_SIGNATURE;
import static com.inboxapp.sdk.webhook.WebhookException.Reason.TIMESTAMP_IN_FUTURE;
import static com.inboxapp.sdk.webhook.WebhookException.Reason.TIMESTAMP_TOO_OLD;
import static com.inboxapp.sdk.webhook.WebhookException.Reason.WRONG_SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.webhook.WebhookException.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileHeaderTest {
    private static final String T = "t=" + Delivery.SECONDS;
    private static final String HEX = Delivery.v1(SECRET, Long.toString(Delivery.SECONDS), BODY);
    private static final String V1 = "v1=" + HEX;
    private static final String OTHER = "v1=" + Delivery.v1(OLD_SECRET, Long.toString(Delivery.SECONDS), BODY);

    private record Header(String what, @Nullable String value) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Header> accepted() {
        return List.of(
                new Header("as documented", T + "," + V1),
                new Header("the time last", V1 + "," + T),
                new Header("upper case", T + ",v1=" + HEX.toUpperCase(Locale.ROOT)),
                new Header("the right one first", T + "," + V1 + "," + OTHER),
                new Header("the right one last", T + "," + OTHER + "," + V1),
                new Header("the right one twice", T + "," + V1 + "," + V1),
                new Header("16 signatures", T + ("," + OTHER).repeat(15) + "," + V1),
                new Header("a space after the comma", T + ", " + V1),
                new Header("blanks around everything", " \t" + T + "\t , \t" + V1 + " "),
                new Header("an older and a newer scheme", "v0=1," + T + ",v2=x=y;z," + V1),
                new Header("a scheme without a value", T + "," + V1 + ",v2="),
                new Header("a scheme in upper case", T + "," + V1 + ",V1=x,T=1"),
                new Header("4096 characters", pad(4096)));
    }

    static List<Header> missing() {
        return List.of(
                new Header("absent", null),
                new Header("empty", ""),
                new Header("blank", " \t "),
                new Header("\\n", "\n"));
    }

    static List<Header> malformed() {
        return List.of(
                new Header("a comma", ","),
                new Header("no pair", "signature"),
                new Header("only a signature", HEX),
                new Header("no time", V1),
                new Header("no signature", T),
                new Header("only an older scheme", T + ",v0=" + HEX),
                new Header("only a newer scheme", T + ",v2=" + HEX),
                new Header("time in upper case", "T=" + Delivery.SECONDS + "," + V1),
                new Header("signature in upper case", T + ",V1=" + HEX),
                new Header("blanks within pairs", "t = " + Delivery.SECONDS + ",v1 = " + HEX),
                new Header("a blank after =", "t= " + Delivery.SECONDS + "," + V1),
                new Header("two times", T + "," + T + "," + V1),
                new Header("two different times", T + ",t=1," + V1),
                new Header("an empty time", "t=," + V1),
                new Header("a negative time", "t=-" + Delivery.SECONDS + "," + V1),
                new Header("a plus sign", "t=+" + Delivery.SECONDS + "," + V1),
                new Header("a fraction", T + ".0," + V1),
                new Header("an exponent", "t=179e7," + V1),
                new Header("hexadecimal", "t=0x6AB13B80," + V1),
                new Header("an ISO time", "t=2026-09-21T14:13:20Z," + V1),
                new Header("an underscore", "t=1_790_000_000," + V1),
                new Header("Arabic digits", "t=١٧٩٠٠٠٠٠٠٠," + V1),
                new Header("2^63", "t=9223372036854775808," + V1),
                new Header("2^64 + the time", "t=18446744075499551616," + V1),
                new Header("19 digits", "t=0000000001790000000," + V1),
                new Header("a thousand digits", "t=" + "9".repeat(1000) + "," + V1),
                new Header("an empty signature", T + ",v1="),
                new Header("an odd length", T + "," + V1.substring(0, V1.length() - 1)),
                new Header("a byte less", T + "," + V1.substring(0, V1.length() - 2)),
                new Header("a byte more", T + "," + V1 + "00"),
                new Header("no hexadecimal digit", T + ",v1=" + HEX.substring(1) + "g"),
                new Header("a full-width digit", T + ",v1=" + HEX.substring(1) + "１"),
                new Header("Base64", T + ",v1=HVKHOyukokFgnlo9qWb7/kZ+wXI33N6rJINyBq2STDM="),
                new Header("a prefix", T + ",v1=sha256=" + HEX),
                new Header("in quotes", T + ",v1=\"" + HEX + "\""),
                new Header("a broken one beside the right one", T + "," + V1 + ",v1=00"),
                new Header("17 signatures", T + ("," + V1).repeat(17)),
                new Header("thousands of signatures", T + ("," + V1).repeat(5000)),
                new Header("thousands of commas", T + "," + V1 + ",".repeat(4000)),
                new Header("a comma at the end", T + "," + V1 + ","),
                new Header("a comma at the start", "," + T + "," + V1),
                new Header("two commas", T + ",," + V1),
                new Header("a name that is empty", T + "," + V1 + ",=1"),
                new Header("a semicolon", T + ";" + V1),
                new Header("4097 characters", pad(4097)),
                new Header("a megabyte of blanks", T + " ".repeat(1 << 20) + "," + V1),
                new Header("a line end", T + "," + V1 + "\r\n"),
                new Header("a line end between", T + ",\n" + V1),
                new Header("a zero", T + "," + V1 + "\0"),
                new Header("a delete", T + "," + V1 + ",x=\u007f"),
                new Header("a no-break space", T + ",\u00a0" + V1),
                new Header("an em space", T + ",\u2003" + V1),
                new Header("a byte order mark", "\ufeff" + T + "," + V1),
                new Header("half a character", T + "," + V1 + ",x=\ud800"),
                new Header("a log line", T + "," + V1 + "\nERROR " + "ibt_wh_forged"));
    }

    static List<Header> wrong() {
        return List.of(
                new Header("another secret's", T + "," + OTHER),
                new Header("zeros", T + ",v1=" + "0".repeat(64)),
                new Header("another time", "t=" + (Delivery.SECONDS + 1) + "," + V1),
                new Header("the time in other digits", "t=0" + Delivery.SECONDS + "," + V1),
                new Header("long ago", "t=0," + V1),
                new Header("the end of time", "t=" + "9".repeat(18) + "," + V1),
                new Header("all but the first digit", T + ",v1=" + flip(HEX.charAt(0)) + HEX.substring(1)),
                new Header("all but the last digit", T + ",v1=" + HEX.substring(0, 63) + flip(HEX.charAt(63))),
                new Header("16 of them", T + ("," + OTHER).repeat(16)));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void acceptsACorrectSignature(Header header) {
        assertThat(Delivery.verifier().build().verify(BODY, header.value()).seq())
                .isEqualTo(42);
    }

    @Test
    void acceptsJoinedHeadersWithCorrectSignatures() {
        String later = Long.toString(Delivery.SECONDS + 7);
        List<String> headers = new ArrayList<>(accepted().stream()
                .map(Header::value)
                .filter(header -> header.length() < 2000)
                .toList());
        headers.add(Delivery.header(OLD_SECRET, Delivery.SECONDS - 7, BODY));
        headers.add("v1=" + Delivery.v1(SECRET, later, BODY) + ",t=" + later + "," + OTHER);
        WebhookVerifier verifier = Delivery.verifier().secret(OLD_SECRET).build();

        for (String first : headers) {
            for (String second : headers) {
                for (String comma : List.of(",", ", ", " ,\t")) {
                    assertThat(verifier.verify(BODY, first + comma + second).seq())
                            .as("%s and %s", first, second)
                            .isEqualTo(42);
                }
            }
        }
        assertThat(Delivery.verifier().build().verify(BODY, String.join(", ", Collections.nCopies(20, T + "," + V1))))
                .isNotNull();
    }

    static List<Header> joined() {
        String later = Long.toString(Delivery.SECONDS + 7);
        String thatTime = "t=" + later;
        String thatV1 = "v1=" + Delivery.v1(SECRET, later, BODY);
        return List.of(
                new Header("the signatures of two times swapped", T + "," + thatV1 + "," + thatTime + "," + V1),
                new Header("swapped, the times last", thatV1 + "," + T + "," + V1 + "," + thatTime),
                new Header("both of one time", T + "," + V1 + "," + thatTime + "," + V1),
                new Header("both of the other time", T + "," + thatV1 + "," + thatTime + "," + thatV1),
                new Header("all of the first before both", V1 + "," + thatV1 + "," + T + "," + thatTime + "," + OTHER),
                new Header("a wrong one first", T + "," + OTHER + "," + thatTime + "," + thatV1),
                new Header("a wrong one last", T + "," + V1 + "," + thatTime + "," + OTHER),
                new Header("one right for two times", T + "," + V1 + "," + T + "," + OTHER),
                new Header("three, the middle one wrong", T + "," + V1 + ",t=1," + V1 + "," + T + "," + V1));
    }

    @ParameterizedTest
    @MethodSource("joined")
    void rejectsJoinedHeadersWithOneWrongSignature(Header header) {
        assertThat(rejection(header.value()).reason()).isEqualTo(WRONG_SIGNATURE);
    }

    @Test
    void rejectsJoinedHeadersWhenOneOfThemIsRejected() {
        String old = Delivery.header(SECRET, Delivery.SECONDS - 301, BODY);
        String ahead = Delivery.header(SECRET, Delivery.SECONDS + 301, BODY);
        String right = T + "," + V1;

        assertThat(rejection(right + "," + old).reason()).isEqualTo(TIMESTAMP_TOO_OLD);
        assertThat(rejection(old + ", " + right).reason()).isEqualTo(TIMESTAMP_TOO_OLD);
        assertThat(rejection(right + "," + ahead).reason()).isEqualTo(TIMESTAMP_IN_FUTURE);
        assertThat(rejection(old + "," + T + "," + OTHER).reason()).isEqualTo(WRONG_SIGNATURE);
        assertThat(rejection(right + ",").reason()).isEqualTo(MALFORMED_SIGNATURE);
        assertThat(rejection(right + "," + T).reason()).isEqualTo(MALFORMED_SIGNATURE);
        assertThat(rejection(T + ("," + V1).repeat(17) + "," + T + ("," + V1).repeat(16))
                        .reason())
                .isEqualTo(MALFORMED_SIGNATURE);
    }

    @ParameterizedTest
    @MethodSource("missing")
    void reportsAMissingSignature(Header header) {
        assertThat(rejection(header.value()).reason()).isEqualTo(MISSING_SIGNATURE);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void reportsAMalformedSignature(Header header) {
        assertThat(rejection(header.value()).reason()).isEqualTo(MALFORMED_SIGNATURE);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void reportsAWrongSignature(Header header) {
        assertThat(rejection(header.value()).reason()).isEqualTo(WRONG_SIGNATURE);
    }

    @ParameterizedTest
    @MethodSource({"missing", "malformed", "wrong", "joined"})
    void showsNothingOfTheHeader(Header header) {
        assertThat(rejection(header.value()))
                .message()
                .matches("[ -~]{20,250}")
                .doesNotContain("ibt_wh", HEX, "17900", "ERROR", "Gr");
    }

    @ParameterizedTest
    @MethodSource("times")
    void reportsASignedTimestampOfAnySizeAsTooOldOrInTheFuture(String time, Reason reason) {
        String header = "t=" + time + ",v1=" + Delivery.v1(SECRET, time, BODY);

        assertThat(rejection(header).reason()).isEqualTo(reason);
    }

    static List<Object[]> times() {
        return List.of(
                new Object[] {"0", TIMESTAMP_TOO_OLD},
                new Object[] {"000000000000000000", TIMESTAMP_TOO_OLD},
                new Object[] {"1789999699", TIMESTAMP_TOO_OLD},
                new Object[] {"1790000301", TIMESTAMP_IN_FUTURE},
                new Object[] {Delivery.SECONDS + "000", TIMESTAMP_IN_FUTURE},
                new Object[] {"31556889864403200", TIMESTAMP_IN_FUTURE},
                new Object[] {"999999999999999999", TIMESTAMP_IN_FUTURE});
    }

    private static WebhookException rejection(@Nullable String header) {
        WebhookVerifier verifier = Delivery.verifier().build();
        WebhookException e = catchThrowableOfType(WebhookException.class, () -> verifier.verify(BODY, header));
        WebhookException again =
                catchThrowableOfType(WebhookException.class, () -> verifier.verifySignature(BODY, header));

        assertThat(again).hasMessage(e.getMessage());
        assertThat(again.reason()).isEqualTo(e.reason());
        assertThat(e).hasNoCause();
        return e;
    }

    private static String pad(int length) {
        String header = T + "," + V1 + ",v2=";
        return header + "x".repeat(length - header.length());
    }

    private static char flip(char digit) {
        return digit == '0' ? '1' : '0';
    }
}
