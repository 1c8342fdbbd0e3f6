package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import mockwebserver3.MockResponse;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerSizeTest {
    private static final int BOUND = 20_000;
    private static final int ERROR_BOUND = 64 * 1024;

    @RegisterExtension
    final TestServer server = new TestServer();

    enum Form {
        PLAIN {
            @Override
            MockResponse.Builder answer(String body) {
                return new MockResponse.Builder().body(body);
            }
        },
        CHUNKED {
            @Override
            MockResponse.Builder answer(String body) {
                return new MockResponse.Builder().chunkedBody(body, 1000);
            }
        },
        COMPRESSED {
            @Override
            MockResponse.Builder answer(String body) throws IOException {
                Buffer compressed = new Buffer();
                try (BufferedSink sink = Okio.buffer(new GzipSink(compressed))) {
                    sink.writeUtf8(body);
                }
                return new MockResponse.Builder().body(compressed).addHeader("Content-Encoding", "gzip");
            }
        };

        abstract MockResponse.Builder answer(String body) throws IOException;
    }

    private static String team(int length) {
        String start = Answers.TEAM.substring(0, Answers.TEAM.length() - 1) + ",\"unknown\":\"";
        return start + "x".repeat(length - start.length() - 2) + "\"}";
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerOfJustTheBoundIsReadAndOneByteMoreIsNot(Form form) throws IOException {
        server.answer(form.answer(team(BOUND)));
        server.answer(form.answer(team(BOUND + 1)));
        InboxClient client = server.client(builder -> builder.maxResponseBytes(BOUND));

        assertThat(client.team().get().execute().slug()).isEqualTo("acme");
        InboxDecodingException e = catchThrowableOfType(
                InboxDecodingException.class, () -> client.team().get().execute());

        assertThat(e)
                .hasMessageStartingWith("team.get: ")
                .hasMessageContaining("more than 20000 bytes")
                .hasMessageContaining("maxResponseBytes");
        assertThat(e.status()).isEqualTo(200);
    }

    @Test
    void anAnswerThatIsTooLargeIsNotAskedForAgain() {
        server.answer(team(BOUND + 1));
        server.answer(team(BOUND));
        InboxClient client = server.client(builder -> builder.maxResponseBytes(BOUND)
                .options(CallOptions.builder().retries(RetryPolicy.defaults()).build()));

        assertThat(catchThrowableOfType(
                        InboxDecodingException.class, () -> client.team().get().execute()))
                .isNotNull();
        assertThat(server.requests()).isOne();
    }

    @Test
    void aSendWhoseAnswerIsTooLargeIsUnconfirmed() {
        server.answer(Answers.SENT_MESSAGE + " ".repeat(BOUND));
        InboxClient client = server.client(builder -> builder.maxResponseBytes(BOUND));

        assertThat(catchThrowableOfType(
                        InboxUnconfirmedException.class,
                        () -> ApiTable.call("messages.quickSend", client).execute()))
                .hasCauseExactlyInstanceOf(InboxDecodingException.class);
    }

    @Test
    void theDefaultIsSixteenMebibytes() {
        server.answer(team(16 * 1024 * 1024));
        server.answer(team(16 * 1024 * 1024 + 1));
        InboxClient client = server.client();

        assertThat(client.team().get().execute().slug()).isEqualTo("acme");
        assertThat(catchThrowableOfType(
                        InboxDecodingException.class, () -> client.team().get().execute()))
                .hasMessageContaining("more than 16777216 bytes");
    }

    @ParameterizedTest
    @EnumSource
    void anErrorIsReadUpToItsOwnBoundAndKeepsItsStatus(Form form) throws IOException {
        String error = "{\"error\":{\"code\":\"THREAD_NOT_FOUND\",\"message\":\"no thread\",\"status\":404}}";
        server.answer(
                form.answer(error + " ".repeat(ERROR_BOUND - error.length())).code(404));
        server.answer(form.answer(error + " ".repeat(ERROR_BOUND)).code(404));
        server.answer(form.answer("x".repeat(1024 * 1024)).code(404));
        InboxClient client = server.client(builder -> builder.maxResponseBytes(10));

        for (int i = 0; i < 2; i++) {
            InboxApiException.NotFound e = catchThrowableOfType(
                    InboxApiException.NotFound.class, () -> client.team().get().execute());
            assertThat(e.code()).isEqualTo("THREAD_NOT_FOUND");
        }
        InboxApiException.NotFound cut = catchThrowableOfType(
                InboxApiException.NotFound.class, () -> client.team().get().execute());
        assertThat(cut.code()).isEqualTo("HTTP_404");
        assertThat(cut.getMessage()).hasSizeLessThan(2_000);
    }

    @Test
    void anAnswerWithoutAResultIsBoundToo() {
        server.answer(" ".repeat(BOUND + 1));
        InboxClient client = server.client(builder -> builder.maxResponseBytes(BOUND));

        assertThat(catchThrowableOfType(
                        InboxDecodingException.class,
                        () -> ApiTable.call("threads.delete", client).execute()))
                .hasMessageContaining("20000");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aBoundBelowOneIsRefused(long bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboxClient.builder().maxResponseBytes(bytes))
                .withMessage("maxResponseBytes must be at least 1, but was " + bytes);
    }

    @Test
    void theLargestBoundIsNone() {
        server.answer(Answers.TEAM);
        InboxClient client = server.client(builder -> builder.maxResponseBytes(Long.MAX_VALUE));

        assertThat(client.team().get().execute().slug()).isEqualTo("acme");
    }
}
