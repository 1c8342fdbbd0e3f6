package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorBodyTextTest {
    private static final String TEXT = "My card is 4111 1111 1111 1111, call me";

    private static String message(String said, String text) {
        return ErrorBody.read(422, null, "{\"error\":{\"message\":\"" + said + "\"}}", "secret-token", text)
                .message();
    }

    @Test
    void theTextIsLeftOut() {
        assertThat(message("'" + TEXT + "' is refused", TEXT)).isEqualTo("'[text]' is refused");
    }

    @Test
    void aTextThatTheServerCutIsLeftOutToo() {
        assertThat(message("text 'My card is 4111 1111...' is refused", TEXT)).isEqualTo("text '[text]...' is refused");
        assertThat(message("...1111 1111, call me", TEXT)).isEqualTo("...[text]");
    }

    @Test
    void whatTheServerSaysItselfStays() {
        assertThat(message("the text must not hold a card number, my friend", TEXT))
                .isEqualTo("the text must not hold a card number, my friend");
        assertThat(message("no", "no")).isEqualTo("no");
    }

    @Test
    void aVeryLongAnswerToAVeryLongTextIsShown() {
        assertThat(message("x".repeat(60_000), "y".repeat(10_000))).hasSize(303);
        assertThat(message("ab".repeat(30_000), "ab".repeat(5_000))).contains("[text]");
    }
}
