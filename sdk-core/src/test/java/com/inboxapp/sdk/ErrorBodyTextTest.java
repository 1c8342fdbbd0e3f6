package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.inboxapp.sdk.model.ProspectId;
import com.inboxapp.sdk.model.UpdateProspectContextRequest;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ErrorBodyTextTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    private static final String TEXT = "My card is 4111 1111 1111 1111, call me";

    private static String message(String reported, String text) {
        return ErrorBody.read(422, null, "{\"error\":{\"message\":\"" + reported + "\"}}", "secret-token", text)
                .message();
    }

    @Test
    void omitsTheText() {
        assertThat(message("'" + TEXT + "' is refused", TEXT)).isEqualTo("'[text]' is refused");
    }

    @Test
    void omitsATextThatTheServerTruncated() {
        assertThat(message("text 'My card is 4111 1111...' is refused", TEXT)).isEqualTo("text '[text]...' is refused");
        assertThat(message("...1111 1111, call me", TEXT)).isEqualTo("...[text]");
    }

    @Test
    void keepsTheServersOwnWords() {
        assertThat(message("the text must not hold a card number, my friend", TEXT))
                .isEqualTo("the text must not hold a card number, my friend");
        assertThat(message("no", "no")).isEqualTo("no");
    }

    @Test
    void showsAVeryLongResponseToAVeryLongText() {
        assertThat(message("x".repeat(60_000), "y".repeat(10_000))).hasSize(303);
        assertThat(message("ab".repeat(30_000), "ab".repeat(5_000))).contains("[text]");
    }

    @Test
    void showsNoTokenInToString() {
        assertThat(new OutcomeMapper(new VirtualTime(), "secret-token").toString())
                .doesNotContain("secret-token");
    }

    @Test
    void omitsNotesOnAProspect() {
        String notes = "Owes us 4,000 dollars, do not call";
        server.enqueue(new MockResponse.Builder()
                .code(422)
                .body("{\"error\":{\"message\":\"notes '" + notes + "' are refused\"}}"));

        assertThatExceptionOfType(InboxApiException.class)
                .isThrownBy(() -> server.client()
                        .prospects()
                        .updateContext(
                                ProspectId.of("prospect_1"),
                                UpdateProspectContextRequest.builder()
                                        .notes(notes)
                                        .build())
                        .execute())
                .withMessageNotContaining(notes)
                .withMessageContaining("[text]");
    }
}
