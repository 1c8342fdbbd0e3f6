package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://inboxapp.com/api/v1, https://inboxapp.com/api/v1/",
        "https://inboxapp.com/api/v1/, https://inboxapp.com/api/v1/",
        "https://inboxapp.com/api/v1//, https://inboxapp.com/api/v1/",
        "https://inboxapp.com/api/v1////, https://inboxapp.com/api/v1/",
        "https://inboxapp.com/api/v1//./, https://inboxapp.com/api/v1/",
        "https://inboxapp.com//, https://inboxapp.com/",
        "https://b\u00fccher.example/\u00e4, https://xn--bcher-kva.example/%C3%A4/",
        "https://inboxapp.com, https://inboxapp.com/",
        "HTTPS://InboxApp.com:443/api, https://inboxapp.com/api/",
        "' https://inboxapp.com/api ', https://inboxapp.com/api/",
        "http://localhost:8080/api, http://localhost:8080/api/",
        "http://127.0.0.1:8080, http://127.0.0.1:8080/",
        "http://[::1]:8080/, http://[::1]:8080/",
    })
    void acceptsHttpsAndLocalUrls(String text, String expected) {
        try (InboxClient client =
                InboxClient.builder().apiToken("t").baseUrl(text).build()) {
            assertThat(client.baseUrl()).isEqualTo(expected);
        }
    }

    @Test
    void usesTheServiceByDefault() {
        try (InboxClient client = InboxClient.builder().apiToken("t").build()) {
            assertThat(client.baseUrl()).isEqualTo("https://inboxapp.com/api/v1/");
        }
    }

    @ParameterizedTest
    @EmptySource
    @ValueSource(
            strings = {
                "inboxapp.com",
                "ftp://inboxapp.com",
                "https://",
                "https://user:password@inboxapp.com",
                "https://inboxapp.com?a=b",
                "https://inboxapp.com/#top",
                "https://inboxapp.com/api/v1?",
                "https://inboxapp.com/api/v1#",
                "https://inboxapp.com/?a=password//",
                "https://inboxapp.com//api/v1",
                "https://inboxapp.com/api//v1/",
                "https://inboxapp.com/api/.//v1/",
                "https:inboxapp.com",
                "https:/inboxapp.com",
                "https:///inboxapp.com",
                "https:\\\\inboxapp.com",
                "https://inboxapp.com\\api\\v1",
                "https://inboxapp.com/api/v1\\",
                "https://inboxapp.com\\@evil.example/",
            })
    void rejectsAnyOtherText(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboxClient.builder().baseUrl(text))
                .withMessageStartingWith("baseUrl must ")
                .withMessageNotContaining("password");
    }

    @ParameterizedTest
    @CsvSource({
        "'https://inbox\u200bapp.com/api/v1', U+200B at index 13",
        "'\ufeffhttps://inboxapp.com/api/v1', U+FEFF at index 0",
        "'https://inboxapp.com/api/v1\u00a0', U+00A0 at index 27",
        "'  https://inboxapp.com/api/v1\n', U+000A at index 29",
        "'https://inboxapp.com/api/ v1', U+0020 at index 25",
        "'https://inboxapp.com/api/\ud83d\ude00\udb40\udc41', U+E0041 at index 27",
        "'https://inboxapp.com/api/\ud83dv1', U+D83D at index 25",
    })
    void reportsAnInvisibleCharacterWithItsIndex(String text, String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboxClient.builder().baseUrl(text))
                .withMessage("baseUrl must have visible characters only, but has " + what + ": retype it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://inboxapp.com/api/v1",
                "http://localhost.evil.example",
                "http://127.0.0.1.evil.example",
                "http://10.0.0.1",
            })
    void rejectsPlainHttpToAnotherHostUnlessAllowed(String text) {
        InboxClient.Builder builder = InboxClient.builder().apiToken("t").baseUrl(text);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageStartingWith("baseUrl must be https")
                .withMessageContaining("allowPlainHttp()");
        try (InboxClient client = builder.allowPlainHttp().build()) {
            assertThat(client.baseUrl()).startsWith(text);
        }
    }
}
