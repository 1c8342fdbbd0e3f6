package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FaultTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.empty();

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504, 599})
    void statusBeforeTheEffectChangesNothing(int status) {
        Reply reply = sendAndGetResponse(Fault.withoutEffect().respond(status).header("Retry-After", "2"));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().path("error").path("status").intValue()).isEqualTo(status);
        assertThat(reply.header("Retry-After")).isEqualTo("2");
        assertThat(reply.headers().map()).containsKeys("x-ratelimit-limit", "x-request-id");
        assertThat(sandbox.sentTexts()).isEmpty();
        assertThat(sandbox.ok("/events").path("events")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"408, REQUEST_TIMEOUT", "500, INTERNAL_SERVER_ERROR", "502, BAD_GATEWAY", "504, GATEWAY_TIMEOUT"})
    void statusAfterTheEffectHidesIt(int status, String code) {
        Reply reply = sendAndGetResponse(Fault.afterEffect().respond(status));

        sandbox.assertError(reply, status, code);
        assertThat(sandbox.sentTexts()).containsExactly("Hi");
    }

    @Test
    void respondsWithAnHtmlPage() {
        Reply reply = sendAndGetResponse(Fault.withoutEffect().htmlPage(502));

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.header("Content-Type")).startsWith("text/html");
        assertThat(reply.text()).startsWith("<!DOCTYPE html>");
        assertThat(reply.headers().map()).doesNotContainKeys("x-ratelimit-limit", "x-request-id");
        assertThat(sandbox.sentTexts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"sent\"", "<html></html>"})
    void respondsWithAnyBodyAndStatus(String body) {
        Reply reply = sendAndGetResponse(Fault.afterEffect().respond(200, "application/json", body));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo(body);
        assertThat(sandbox.sentTexts()).containsExactly("Hi");
    }

    @Test
    void halfBodyIsACompleteResponseWithTruncatedJson() {
        Reply reply = sendAndGetResponse(Fault.afterEffect().realResponse().halfBody());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(reply.header("Content-Length"))
                .isEqualTo(Integer.toString(reply.text().length()));
        assertThat(reply.text()).startsWith("{\"message\":{\"id\":").doesNotEndWith("}");
        assertThat(sandbox.sentTexts()).containsExactly("Hi");
    }

    @Test
    void brokenOffResponseIsShorterThanItsContentLength() throws IOException {
        addFault(Fault.withoutEffect().respond(200, "text/plain", "0123456789").brokenOff());
        String[] headAndBody = sendOverASocket("Hi").split("\r\n\r\n", -1);

        assertThat(headAndBody[0]).startsWith("HTTP/1.1 200 ").containsIgnoringCase("content-length: 10");
        assertThat(headAndBody[1]).isEqualTo("01234");
    }

    @Test
    void emptyResponseCanBreakOff() throws IOException {
        addFault(Fault.withoutEffect().respond(200, "text/plain", "").brokenOff());

        assertThat(sendOverASocket("Hi"))
                .containsIgnoringCase("content-length: 1\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void requestTakesEffectWhenTheRealResponseBreaksOff() {
        addFault(Fault.afterEffect().realResponse().brokenOff());

        assertThat(sandbox.attemptMessage("Hi")).isEmpty();
        assertThat(sandbox.sentTexts()).containsExactly("Hi");
        assertThat(lastRequest().status()).isEqualTo(200);
    }

    @Test
    void connectionIsClosedBeforeTheBodyIsRead() throws IOException {
        Fault fault = Fault.unread();
        addFault(fault);

        try (Socket socket = sandbox.connect("POST", "/threads/messages", 1_000, "")) {
            assertThat(RunningSandbox.received(socket)).isEmpty();
        }
        assertNoResponse(fault, "");
        assertThat(sandbox.sentTexts()).isEmpty();
    }

    @Test
    void connectionIsClosedBeforeTheEffect() throws IOException {
        Fault fault = Fault.withoutEffect();
        addFault(fault);

        assertThat(sendOverASocket("Hi")).isEmpty();
        assertNoResponse(fault, RunningSandbox.message("Hi"));
        assertThat(sandbox.sentTexts()).isEmpty();
    }

    @Test
    void connectionIsClosedAfterTheEffect() throws IOException {
        Fault fault = Fault.afterEffect();
        addFault(fault);

        assertThat(sendOverASocket("Hi")).isEmpty();
        assertNoResponse(fault, RunningSandbox.message("Hi"));
        assertThat(sandbox.sentTexts()).containsExactly("Hi");
    }

    @Test
    void holdsTheResponseUntilRelease() throws Exception {
        Hold hold = new Hold();
        addFault(Fault.afterEffect().realResponse().hold(hold));

        Reply reply = whileSending(() -> {
                    hold.awaitRequest();
                    assertThat(sandbox.sentTexts()).containsExactly("Hi");
                    assertThat(lastRequest().status()).isEqualTo(200);
                    hold.release();
                    return null;
                })
                .orElseThrow();

        assertThat(reply.json().path("message").path("text").stringValue()).isEqualTo("Hi");
        assertThat(sandbox.attemptMessage("not held")).isPresent();
    }

    @Test
    void closingTheSandboxEndsAHold() throws Exception {
        Hold hold = new Hold();
        addFault(Fault.afterEffect().realResponse().hold(hold));

        assertThat(whileSending(() -> {
                    hold.awaitRequest();
                    sandbox.sandbox().close();
                    return null;
                }))
                .isEmpty();
    }

    @Test
    void rejectedRequestHasNoEffectUnderAFault() {
        addFault(Fault.afterEffect().respond(500));

        Reply reply = sandbox.send("POST", "/threads/messages", "{\"text\":\"Hi\"}");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(sandbox.sentTexts()).isEmpty();
    }

    @Test
    void onlyRequestsWithEffectCountAgainstTheRateLimits() {
        RateLimits limits = new RateLimits(3, 3, 3, 1);
        RunningSandbox limited = new RunningSandbox(
                builder -> builder.clock(new FakeClock("2026-01-01T00:00:00Z")).rateLimits(limits));
        limited.beforeEach(null);
        limited.sandbox()
                .faults()
                .on("POST", "/threads/messages")
                .nth(1, Fault.withoutEffect())
                .nth(2, Fault.unread())
                .nth(3, Fault.afterEffect());
        try {
            limited.attemptMessage("a");
            limited.attemptMessage("b");
            assertThat(limited.get("/team").header("X-RateLimit-Remaining")).isEqualTo("2");
            limited.attemptMessage("c");
            limited.assertError(limited.attemptMessage("d").orElseThrow(), 429, "RATE_LIMITED", "acc_abc123");
            assertThat(limited.sentTexts()).containsExactly("c");
        } finally {
            limited.afterEach(null);
        }
    }

    @Test
    void toStringListsTheMethodCalls() {
        assertThat(Fault.lateEffect(Duration.ofSeconds(90)).respond(504).header("Retry-After", "2"))
                .hasToString("lateEffect(PT1M30S).respond(504).header(Retry-After, 2)");
        assertThat(Fault.afterEffect().realResponse().halfBody().brokenOff().hold(new Hold()))
                .hasToString("afterEffect().realResponse().halfBody().brokenOff().hold(..)");
        assertThat(Fault.withoutEffect().respond(200, "text/plain", "secret"))
                .hasToString("withoutEffect().respond(200, text/plain)");
        assertThat(Fault.unread()).hasToString("unread()");
    }

    @Test
    void rejectsInvalidFaults() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.lateEffect(Duration.ofMillis(-1)));
        for (int status : List.of(0, 200, 399, 600)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Fault.afterEffect().respond(status))
                    .withMessageContaining(Integer.toString(status));
        }
        for (int status : List.of(100, 199, 204, 304, 600)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Fault.afterEffect().htmlPage(status))
                    .withMessageContaining(Integer.toString(status));
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> Fault.unread().respond(503))
                .withMessageContaining("withoutEffect()");
        assertThatIllegalStateException()
                .isThrownBy(() -> Fault.withoutEffect().realResponse())
                .withMessageContaining("withoutEffect()");
        assertThatIllegalStateException()
                .isThrownBy(() -> Fault.afterEffect().brokenOff())
                .withMessageContaining("realResponse()");
    }

    private void addFault(Fault fault) {
        sandbox.sandbox().faults().on("POST", "/threads/messages").nth(1, fault);
    }

    /** Sends a message under the fault and returns the response, after checking the logged request. */
    private Reply sendAndGetResponse(Fault fault) {
        addFault(fault);
        Reply reply = sandbox.attemptMessage("Hi").orElseThrow();
        assertThat(lastRequest().status()).isEqualTo(reply.status());
        assertThat(lastRequest().fault()).isSameAs(fault);
        return reply;
    }

    private void assertNoResponse(Fault fault, String body) {
        assertThat(sandbox.sandbox().requests())
                .containsExactly(
                        new ReceivedRequest("POST", "/api/v1/threads/messages", null, Map.of(), body, 0, fault));
        assertThat(lastRequest().hasResponse()).isFalse();
    }

    private ReceivedRequest lastRequest() {
        List<ReceivedRequest> requests = sandbox.sandbox().requests();
        return requests.get(requests.size() - 1);
    }

    private String sendOverASocket(String text) throws IOException {
        String body = RunningSandbox.message(text);
        try (Socket socket = sandbox.connect("POST", "/threads/messages", body.length(), body)) {
            return RunningSandbox.received(socket);
        }
    }

    private Optional<Reply> whileSending(Callable<Void> action) throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<Optional<Reply>> reply = executor.submit(() -> sandbox.attemptMessage("Hi"));
            action.call();
            return reply.get();
        } finally {
            executor.shutdownNow();
        }
    }
}
