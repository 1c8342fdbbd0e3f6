package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.inboxapp.sdk.model.MessageId;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.ThreadId;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.http.DELETE;
import retrofit2.http.Path;

class PathValueTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    /** An interface with plain strings, as a custom API may have. */
    interface Plain {
        @DELETE("threads/{threadId}")
        InboxCall<Void> delete(@Path("threadId") String threadId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a\nb", "a\r\nX: y", "\u0000", "\u0085"})
    void rejectsAValueThatWouldChangeThePathWithoutARequest(String value) {
        InboxCall<Void> call = server.client().api(Plain.class).delete(value);

        assertThatIllegalArgumentException().isThrownBy(call::execute).withMessageContaining("threadId");
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> call.executeAsync().join())
                .withCauseInstanceOf(IllegalArgumentException.class);
        assertThat(server.requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a\nb"})
    void rejectsAServerIdThatWouldChangeThePathWithoutARequest(String value) {
        InboxCall<?> call = server.client().threads().get(ThreadId.fromServer(value));

        assertThatIllegalArgumentException().isThrownBy(call::execute).withMessageContaining("threadId");
        assertThat(server.requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "a b, a%20b",
        "a/b, a%2Fb",
        "a?b, a%3Fb",
        "a#b, a%23b",
        "a%2Fb, a%252Fb",
        "%2e%2e, %252e%252e",
        "a;b, a;b",
        "ä, %C3%A4",
        "12345:67890, 12345:67890",
        "..., ...",
        "a+b, a+b",
        "a\\b, a%5Cb",
    })
    void encodesAnyOtherValueIntoOneSegment(String value, String sent) {
        server.enqueue(Responses.HISTORY);

        server.client()
                .messages()
                .history(ThreadId.fromServer(value), MessageId.fromServer(value))
                .execute();

        assertThat(server.received().getTarget())
                .isEqualTo("/api/v1/threads/" + sent + "/messages/" + sent + "/history");
    }

    @Test
    void sendsTheIdInThePathAndNotInTheBody() {
        server.enqueue(Responses.MESSAGE);

        server.client()
                .messages()
                .send(
                        ThreadId.of("thread_1"),
                        SendMessageRequest.builder().text("Hello").build())
                .execute();

        assertThat(TestServer.body(server.received())).isEqualTo("{\"text\":\"Hello\"}");
    }
}
