package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.inboxapp.sdk.ratelimit.RateLimit;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorResponseTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of(400, InboxApiException.BadRequest.class),
                Arguments.of(401, InboxApiException.Unauthorized.class),
                Arguments.of(403, InboxApiException.Forbidden.class),
                Arguments.of(404, InboxApiException.NotFound.class),
                Arguments.of(409, InboxApiException.Conflict.class),
                Arguments.of(422, InboxApiException.Unprocessable.class),
                Arguments.of(429, InboxApiException.RateLimited.class),
                Arguments.of(500, InboxApiException.ServerError.class),
                Arguments.of(502, InboxApiException.ServerError.class),
                Arguments.of(503, InboxApiException.ServerError.class),
                Arguments.of(599, InboxApiException.ServerError.class),
                Arguments.of(304, InboxApiException.Other.class),
                Arguments.of(402, InboxApiException.Other.class),
                Arguments.of(405, InboxApiException.Other.class),
                Arguments.of(408, InboxApiException.Other.class),
                Arguments.of(418, InboxApiException.Other.class));
    }

    @ParameterizedTest
    @MethodSource("types")
    void mapsEachStatusToItsExceptionWithAllDetails(int status, Class<? extends InboxApiException> type) {
        server.enqueue(new MockResponse.Builder()
                .code(status)
                .addHeader("X-Request-Id", "req_1")
                .body(status == 304 ? "" : "{\"error\":{\"code\":\"SOME_CODE\",\"message\":\"Some words.\"}}"));

        InboxApiException e = failure();

        assertThat(e).isExactlyInstanceOf(type);
        assertThat(e.status()).isEqualTo(status);
        assertThat(e.code()).isEqualTo(status == 304 ? "HTTP_304" : "SOME_CODE");
        assertThat(e.requestId()).isEqualTo("req_1");
        assertThat(e.operation()).isEqualTo("threads.list");
        assertThat(e)
                .hasMessageStartingWith("threads.list: " + status + " " + e.code() + ": " + e.apiMessage())
                .hasMessageContaining("req_1");
        assertThat(server.requests()).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'error':{'code':'NOT_FOUND','message':'Gone.','status':404}} | NOT_FOUND | Gone. |",
                "{'error':'Unauthorized','message':'Gone.'} | HTTP_404 | Gone. |",
                "{'message':'Gone.','error':'Unauthorized'} | HTTP_404 | Gone. |",
                "{'error':'Unauthorized'} | HTTP_404 | Unauthorized |",
                "{'code':'NOT_FOUND','status':404,'message':'Gone.','defined':true,'data':{'code':'x'}}"
                        + " | NOT_FOUND | Gone. |",
                "{'code':'NOT_FOUND','message':'Gone.','details':[{'message':'x'}],'requestId':'req_2'}"
                        + " | NOT_FOUND | Gone. | req_2",
                "{'error':{'code':'NOT_FOUND','message':'Gone.','requestId':'req_2'}} | NOT_FOUND | Gone. | req_2",
                "{'error':null,'code':null,'message':null} | HTTP_404 | the response has no message |",
                "{'error':{'code':404,'message':['a']}} | HTTP_404 | the response has no message |",
                "{'error':{'code':'','message':' '}} | HTTP_404 | the response has no message |",
                "{'error':{'code':'\\u0000','message':'\\u0001 \\u0002'}} | HTTP_404 | the response has no message |",
                "{} | HTTP_404 | the response has no message |",
                "`` | HTTP_404 | the response has no body |",
                "`  ` | HTTP_404 | the response has no body |",
                "<html><body>Bad gateway</body></html> | HTTP_404 | the response is not JSON; a proxy may have sent it |",
                "[] | HTTP_404 | the response is not JSON; a proxy may have sent it |",
                "[{'error':'Gone.'}] | HTTP_404 | the response is not JSON; a proxy may have sent it |",
                "null | HTTP_404 | the response is not JSON; a proxy may have sent it |",
                "'Gone.' | HTTP_404 | the response is not JSON; a proxy may have sent it |",
                "Not Found | HTTP_404 | the response is not JSON; a proxy may have sent it |",
                "{'error':{'code':'NOT_FOUND','mess | NOT_FOUND | the response is not JSON; a proxy may have sent it |",
                "{'error':{'code':'NOT_FOUND','message':'Gone.'}} trailing | NOT_FOUND | Gone. |",
            })
    void readsEveryShapeOfAnErrorBody(String body, String code, String message, String requestId) {
        server.enqueue(404, body.replace('\'', '"'));

        InboxApiException e = failure();

        assertThat(e).isExactlyInstanceOf(InboxApiException.NotFound.class);
        assertThat(e.code()).isEqualTo(code);
        assertThat(e.apiMessage()).isEqualTo(message);
        assertThat(e.requestId()).isEqualTo(requestId);
    }

    @Test
    void containsTheHeadersAndTheRateLimit() {
        server.enqueue(new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "7")
                .addHeader("X-RateLimit-Limit", "300")
                .addHeader("X-RateLimit-Remaining", "0")
                .addHeader("X-RateLimit-Reset", "1762797796"));

        InboxApiException e = failure();

        assertThat(e.headers()).containsEntry("retry-after", List.of("7"));
        assertThat(e.rateLimit()).isEqualTo(new RateLimit(300, 0, Instant.parse("2025-11-10T18:03:16Z")));
    }

    @Test
    void hasNoRateLimitWithoutItsHeaders() {
        server.enqueue(404, "");

        assertThat(failure().rateLimit()).isNull();
    }

    @Test
    void readsDeeplyNestedBodiesWithoutAStackOverflow() {
        server.enqueue(500, "{\"error\":".repeat(5_000));
        server.enqueue(500, "[".repeat(50_000));

        assertThat(failure()).isExactlyInstanceOf(InboxApiException.ServerError.class);
        assertThat(failure()).isExactlyInstanceOf(InboxApiException.ServerError.class);
    }

    @Test
    void prefersTheRequestIdOfTheHeader() {
        server.enqueue(new MockResponse.Builder()
                .code(500)
                .addHeader("x-request-id", "of-header")
                .body("{\"code\":\"E\",\"message\":\"m\",\"requestId\":\"of-body\"}"));

        assertThat(failure().requestId()).isEqualTo("of-header");
    }

    @Test
    void neitherReadsNorShowsAHugeBodyCompletely() {
        String filler = "x".repeat(5_000_000);
        server.enqueue(500, "{\"error\":{\"code\":\"E\",\"message\":\"Failed.\",\"trace\":\"" + filler + "\"}}");
        server.enqueue(500, "{\"error\":{\"code\":\"" + filler + "\",\"message\":\"" + filler + "\"}}");

        InboxApiException first = failure();
        assertThat(first.code()).isEqualTo("E");
        assertThat(first.apiMessage()).isEqualTo("Failed.");
        assertThat(failure().getMessage()).hasSizeLessThan(2_000);
    }

    @Test
    void truncatesLongTexts() {
        String filler = "x".repeat(10_000);
        server.enqueue(
                500, "{\"code\":\"" + filler + "\",\"message\":\"" + filler + "\",\"requestId\":\"" + filler + "\"}");

        InboxApiException e = failure();
        assertThat(e.getMessage()).hasSizeLessThan(2_000);
        assertThat(e.requestId()).startsWith("xxx").hasSizeLessThan(400);
    }

    @Test
    void doesNotTruncateWithinACharacter() {
        server.enqueue(500, "{\"message\":\"" + "a".repeat(299) + "👍".repeat(9) + "\"}");

        assertThat(failure().apiMessage()).isEqualTo("a".repeat(299) + "...");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nb", "a\u0000b", "a\u001b[31mb", "a\u0085b", "a\u2028b"})
    void removesControlCharactersFromMessages(String message) {
        server.enqueue(400, "{\"error\":\"" + message.replace("\n", "\\n").replace("\r", "\\r") + "\"}");

        assertThat(failure().apiMessage()).matches("a (\\[31m)?b");
    }

    @Test
    void mapsABinaryBodyByItsStatus() {
        server.enqueue(new MockResponse.Builder()
                .code(503)
                .body(new Buffer().write(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2, (byte) 0x80})));

        assertThat(failure()).isExactlyInstanceOf(InboxApiException.ServerError.class);
    }

    private InboxApiException failure() {
        return catchThrowableOfType(
                InboxApiException.class, () -> server.client().threads().list().execute());
    }
}
