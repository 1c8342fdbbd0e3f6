package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://inboxapp.com/api/v1, https://inboxapp.com/api/v1/",
        "https://inboxapp.com/api/v1/, https://inboxapp.com/api/v1/",
        "https://inboxapp.com, https://inboxapp.com/",
        "HTTPS://InboxApp.com:443/api, https://inboxapp.com/api/",
        "' https://inboxapp.com/api ', https://inboxapp.com/api/",
        "http://localhost:8080/api, http://localhost:8080/api/",
        "http://127.0.0.1:8080, http://127.0.0.1:8080/",
        "http://[::1]:8080/, http://[::1]:8080/",
    })
    void anHttpsUrlOrOneOnThisMachineIsTaken(String text, String expected) {
        try (InboxClient client =
                InboxClient.builder().apiToken("t").baseUrl(text).build()) {
            assertThat(client.baseUrl()).isEqualTo(expected);
        }
    }

    @Test
    void theDefaultIsTheService() {
        try (InboxClient client = InboxClient.builder().apiToken("t").build()) {
            assertThat(client.baseUrl()).isEqualTo("https://inboxapp.com/api/v1/");
        }
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "inboxapp.com",
                "ftp://inboxapp.com",
                "https://",
                "https://user:password@inboxapp.com",
                "https://inboxapp.com?a=b",
                "https://inboxapp.com/#top",
            })
    void anyOtherTextIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboxClient.builder().baseUrl(text))
                .withMessageStartingWith("baseUrl must ")
                .withMessageNotContaining("password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://inboxapp.com/api/v1",
                "http://localhost.evil.example",
                "http://127.0.0.1.evil.example",
                "http://10.0.0.1",
            })
    void plainHttpToAnotherMachineIsRefusedUnlessItIsAllowed(String text) {
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
