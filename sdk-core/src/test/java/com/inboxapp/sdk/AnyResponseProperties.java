package com.inboxapp.sdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.ApiTable.Operation;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.runtime.Safety;
import com.inboxapp.sdk.runtime.Texts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class AnyResponseProperties {
    private static RawServer server;
    private static InboxClient client;

    @BeforeContainer
    static void start() {
        server = RawServer.respondingWith(new byte[0]);
        client = InboxClient.builder()
                .apiToken(TestServer.TOKEN)
                .baseUrl(server.baseUrl())
                .rateLimits(RateLimitOptions.unlimited())
                .options(CallOptions.builder().retries(RetryPolicy.none()).build())
                .build();
    }

    @AfterContainer
    static void stop() throws IOException {
        client.close();
        server.close();
    }

    @Property(tries = 1000)
    void returnsAValueOrThrowsAnInboxExceptionForAnyResponse(
            @ForAll("operations") Operation operation,
            @ForAll("statusLines") String statusLine,
            @ForAll @Size(max = 5) List<@From("headers") String> headers,
            @ForAll("bodies") byte[] body) {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        String lines = headers.stream().map(header -> header + "\r\n").collect(Collectors.joining());
        response.writeBytes((statusLine + "\r\n" + lines + "Connection: close\r\n\r\n").getBytes(ISO_8859_1));
        response.writeBytes(body);

        assertEndsOnce(operation, response.toByteArray());
    }

    @Property(tries = 300)
    void returnsAValueOrThrowsAnInboxExceptionForAnyBytes(
            @ForAll("operations") Operation operation, @ForAll("bodies") byte[] response) {
        assertEndsOnce(operation, response);
    }

    private static void assertEndsOnce(Operation operation, byte[] response) {
        server.respondFromNowOn(response);
        int before = server.requests();

        Optional<InboxException> failure = Optional.empty();
        try {
            Object result = operation.call().apply(client).execute();
            assertThat(result == null).isEqualTo(operation.response().isEmpty());
        } catch (InboxUnconfirmedException e) {
            assertThat(operation.safety()).isEqualTo(Safety.UNSAFE);
            failure = Optional.of(e.getCause());
        } catch (InboxException e) {
            failure = Optional.of(e);
        }

        assertThat(server.requests()).isEqualTo(before + 1);
        failure.ifPresent(e -> {
            assertThat(e.operation()).isEqualTo(operation.id());
            assertThat(e.getMessage())
                    .startsWith(operation.id() + ": ")
                    .hasSizeLessThan(2_000)
                    .doesNotContain(TestServer.TOKEN);
            if (e instanceof InboxApiException rejection) {
                assertThat(rejection.status())
                        .satisfies(status -> assertThat(status / 100).isNotEqualTo(2));
                assertThat(rejection.code()).isNotBlank();
                assertThat(rejection.apiMessage().codePoints()).noneMatch(Character::isISOControl);
            } else if (e instanceof InboxDecodingException undecodable) {
                assertThat(undecodable.status()).isBetween(200, 299);
            }
        });
    }

    @Provide
    Arbitrary<Operation> operations() {
        return Arbitraries.of(ApiTable.operations());
    }

    @Provide
    Arbitrary<String> statusLines() {
        Arbitrary<String> reasons =
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(10);
        Arbitrary<Integer> statuses = Arbitraries.oneOf(
                Arbitraries.of(200, 201, 204, 205, 304, 400, 401, 404, 407, 408, 421, 429, 500, 503),
                Arbitraries.integers().between(200, 999));
        return Combinators.combine(Arbitraries.of("HTTP/1.1", "HTTP/1.0"), statuses, reasons)
                .as((version, status, reason) -> version + " " + status + " " + reason);
    }

    @Provide
    Arbitrary<String> headers() {
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.of(
                        "Content-Type",
                        "Content-Encoding",
                        "Content-Length",
                        "Transfer-Encoding",
                        "Connection",
                        "Location",
                        "Retry-After",
                        "WWW-Authenticate",
                        "Set-Cookie",
                        "Cache-Control",
                        "Vary",
                        "X-Request-Id",
                        "X-RateLimit-Limit",
                        "X-RateLimit-Reset"),
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8));
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.of("0", "-5", "5", "99999999999999999999", "gzip", "chunked", "close", "/", "", "*"),
                Arbitraries.strings().withCharRange(' ', 'ÿ').ofMaxLength(12),
                Arbitraries.just("x".repeat(5_000)));
        return Combinators.combine(names, values).as((name, value) -> name + ": " + value);
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        Arbitrary<String> responses = Arbitraries.of(ApiTable.operations()).map(Operation::response);
        Arbitrary<String> errors = Combinators.combine(
                        Texts.without("\"\\", 0, 10), Arbitraries.of("error", "message", "code", "requestId"))
                .as((text, name) ->
                        "{\"" + name + "\":\"" + text + "\",\"error\":{\"" + name + "\":\"" + text + "\"}}");
        return Arbitraries.oneOf(
                responses.map(text -> text.getBytes(UTF_8)),
                errors.map(text -> text.getBytes(UTF_8)),
                Texts.any(0, 30).map(text -> text.getBytes(UTF_8)),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(60));
    }
}
