package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import okhttp3.HttpUrl;

class BaseUrlProperties {
    /** Spaces, control characters, direction marks, joiners, fillers and selectors, some outside the BMP. */
    private static final int[] INVISIBLE = {
        0x0, 0x9, 0xa, 0xd, 0x1b, 0x7f, 0x85, 0xa0, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x1680, 0x17b4, 0x180b, 0x180e,
        0x2000, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x202f, 0x205f, 0x2060, 0x2064,
        0x2066, 0x2069, 0x2800, 0x3000, 0x3164, 0xd800, 0xdfff, 0xe000, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0xffff,
        0x1bca0, 0x1d173, 0xe0001, 0xe0041, 0xe0100, 0xe01ef, 0x10ffff
    };

    @Provide
    Arbitrary<String> urls() {
        return Arbitraries.of(
                "https://inboxapp.com",
                "https://inboxapp.com/api/v1",
                "http://[::1]:8080/a",
                "https://b\u00fccher.example:8443/\u00e4/%20");
    }

    @Provide
    Arbitrary<Integer> invisible() {
        return Arbitraries.integers().between(0, INVISIBLE.length - 1).map(i -> INVISIBLE[i]);
    }

    @Property
    void rejectsAnInvisibleCharacterAnywhere(
            @ForAll("urls") String url, @ForAll("invisible") int codePoint, @ForAll @IntRange(max = 100) int position) {
        int index = position % (url.length() + 1);
        String text = url.substring(0, index) + Character.toString(codePoint) + url.substring(index);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> BaseUrls.parse(text))
                .withMessageContaining(String.format("U+%04X at index %d:", codePoint, index));
    }

    @Property
    void rejectsEvenAnEmptyUser(@ForAll("urls") String url, @ForAll("users") String user) {
        String text = url.replaceFirst("//", "//" + user + "@");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> BaseUrls.parse(text))
                .withMessage("baseUrl must have no user, query or fragment");
    }

    @Provide
    Arbitrary<String> users() {
        return Arbitraries.of("", ":", "a", "a:b", ":b", "a:", "@", "a@b", "%40", "\u00e4");
    }

    @Property
    void acceptsAnAtSignInThePath(@ForAll("urls") String url) {
        assertThat(BaseUrls.parse(url + "/@a").pathSegments()).contains("@a");
    }

    @Property
    void ignoresTrailingSlashesAndSurroundingSpaces(
            @ForAll("urls") String url, @ForAll @IntRange(max = 9) int slashes, @ForAll @IntRange(max = 3) int spaces) {
        HttpUrl parsed = BaseUrls.parse(url);

        assertThat(BaseUrls.parse(" ".repeat(spaces) + url + "/".repeat(slashes) + " ".repeat(spaces)))
                .isEqualTo(parsed);
        assertThat(BaseUrls.parse(parsed.toString())).isEqualTo(parsed);
        assertThat(parsed.toString()).endsWith("/").doesNotEndWith("//");
    }
}
