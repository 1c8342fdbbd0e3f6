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

class ResponseSizeTest {
    private static final int MAX_BYTES = 20_000;
    private static final int MAX_ERROR_BYTES = 64 * 1024;

    @RegisterExtension
    final TestServer server = new TestServer();

    enum Encoding {
        PLAIN {
            @Override
            MockResponse.Builder response(String body) {
                return new MockResponse.Builder().body(body);
            }
        },
        CHUNKED {
            @Override
            MockResponse.Builder response(String body) {
                return new MockResponse.Builder().chunkedBody(body, 1000);
            }
        },
        COMPRESSED {
            @Override
            MockResponse.Builder response(String body) throws IOException {
                Buffer compressed = new Buffer();
                try (BufferedSink sink = Okio.buffer(new GzipSink(compressed))) {
                    sink.writeUtf8(body);
                }
                return new MockResponse.Builder().body(compressed).addHeader("Content-Encoding", "gzip");
            }
        };

        abstract MockResponse.Builder response(String body) throws IOException;
    }

    private static String team(int length) {
        String start = Responses.TEAM.substring(0, Responses.TEAM.length() - 1) + ",\"unknown\":\"";
        return start + "x".repeat(length - start.length() - 2) + "\"}";
    }

    @ParameterizedTest
    @EnumSource
    void readsAResponseOfTheMaxSizeButNoByteMore(Encoding encoding) throws IOException {
        server.enqueue(encoding.response(team(MAX_BYTES)));
        server.enqueue(encoding.response(team(MAX_BYTES + 1)));
        InboxClient client = server.client(builder -> builder.maxResponseBytes(MAX_BYTES));

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
    void doesNotRetryAResponseThatIsTooLarge() {
        server.enqueue(team(MAX_BYTES + 1));
        server.enqueue(team(MAX_BYTES));
        InboxClient client = server.client(builder -> builder.maxResponseBytes(MAX_BYTES)
                .options(CallOptions.builder().retries(RetryPolicy.defaults()).build()));

        assertThat(catchThrowableOfType(
                        InboxDecodingException.class, () -> client.team().get().execute()))
                .isNotNull();
        assertThat(server.requests()).isOne();
    }

    @Test
    void failsUnconfirmedWhenTheResponseToASendIsTooLarge() {
        server.enqueue(Responses.SENT_MESSAGE + " ".repeat(MAX_BYTES));
        InboxClient client = server.client(builder -> builder.maxResponseBytes(MAX_BYTES));

        assertThat(catchThrowableOfType(
                        InboxUnconfirmedException.class,
                        () -> ApiTable.call("messages.quickSend", client).execute()))
                .hasCauseExactlyInstanceOf(InboxDecodingException.class);
    }

    @Test
    void limitsResponsesToSixteenMebibytesByDefault() {
        server.enqueue(team(16 * 1024 * 1024));
        server.enqueue(team(16 * 1024 * 1024 + 1));
        InboxClient client = server.client();

        assertThat(client.team().get().execute().slug()).isEqualTo("acme");
        assertThat(catchThrowableOfType(
                        InboxDecodingException.class, () -> client.team().get().execute()))
                .hasMessageContaining("more than 16777216 bytes");
    }

    @ParameterizedTest
    @EnumSource
    void readsAnErrorUpToItsOwnLimitAndKeepsItsStatus(Encoding encoding) throws IOException {
        String error = "{\"error\":{\"code\":\"THREAD_NOT_FOUND\",\"message\":\"no thread\",\"status\":404}}";
        server.enqueue(encoding.response(error + " ".repeat(MAX_ERROR_BYTES - error.length()))
                .code(404));
        server.enqueue(encoding.response(error + " ".repeat(MAX_ERROR_BYTES)).code(404));
        server.enqueue(encoding.response("x".repeat(1024 * 1024)).code(404));
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
    void limitsResponsesWithoutAResult() {
        server.enqueue(" ".repeat(MAX_BYTES + 1));
        InboxClient client = server.client(builder -> builder.maxResponseBytes(MAX_BYTES));

        assertThat(catchThrowableOfType(
                        InboxDecodingException.class,
                        () -> ApiTable.call("threads.delete", client).execute()))
                .hasMessageContaining("20000");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void rejectsALimitBelowOne(long bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboxClient.builder().maxResponseBytes(bytes))
                .withMessage("maxResponseBytes must be at least 1, but was " + bytes);
    }

    @Test
    void acceptsTheLargestLimit() {
        server.enqueue(Responses.TEAM);
        InboxClient client = server.client(builder -> builder.maxResponseBytes(Long.MAX_VALUE));

        assertThat(client.team().get().execute().slug()).isEqualTo("acme");
    }
}
