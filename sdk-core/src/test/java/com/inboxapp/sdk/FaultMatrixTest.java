package com.inboxapp.sdk;

import static com.inboxapp.sdk.RawServer.RESET;
import static com.inboxapp.sdk.RawServer.Reads.ALL;
import static com.inboxapp.sdk.RawServer.Reads.FIRST_BYTE;
import static com.inboxapp.sdk.RawServer.Reads.HEAD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.inboxapp.sdk.ApiTable.Operation;
import com.inboxapp.sdk.RawServer.Reads;
import com.inboxapp.sdk.RawServer.Responder;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.runtime.Safety;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the outcome of every operation under every fault, and the number of requests sent. */
class FaultMatrixTest {
    private static final int ATTEMPTS = 3;
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(60);

    private static final Set<String> NULL_IS_A_RESULT =
            Set.of("statuses.delete", "tags.delete", "threads.delete", "prospects.lookup", "threads.lookup");

    /** The expected number of requests and exception, which is the cause of an {@link InboxUnconfirmedException} if unconfirmed. */
    private record Expected(int requests, Class<? extends InboxException> failure, boolean unconfirmed) {
        static Expected retried(Class<? extends InboxException> failure) {
            return new Expected(ATTEMPTS, failure, false);
        }

        static Expected once(Class<? extends InboxException> failure) {
            return new Expected(1, failure, false);
        }

        static Expected unconfirmed(Class<? extends InboxException> failure) {
            return new Expected(1, failure, true);
        }
    }

    /** A fault with its expected results for retryable and unsafe operations. The operations in {@code unaffected} succeed. */
    private record Fault(
            String name,
            Reads reads,
            Function<Operation, Responder> response,
            Expected retryable,
            Expected unsafe,
            Set<String> unaffected) {

        static Fault withStatus(int status, String headers, Expected retryable, Expected unsafe) {
            return new Fault(
                    (status + " " + headers).strip(),
                    ALL,
                    operation -> bytes(status, headers, "{\"error\":{\"code\":\"X\",\"message\":\"m\"}}"),
                    retryable,
                    unsafe,
                    Set.of());
        }

        static Fault undecodable(String name, Function<Operation, String> body, Set<String> unaffected) {
            return new Fault(
                    name,
                    ALL,
                    operation -> bytes(200, "", body.apply(operation)),
                    Expected.once(InboxDecodingException.class),
                    Expected.unconfirmed(InboxDecodingException.class),
                    unaffected);
        }

        static Fault lost(String name, Reads reads, Function<Operation, Responder> response, Set<String> unaffected) {
            return new Fault(
                    name,
                    reads,
                    response,
                    Expected.retried(InboxConnectionException.class),
                    Expected.unconfirmed(InboxConnectionException.class),
                    unaffected);
        }

        Expected expected(Operation operation) {
            return operation.safety() == Safety.UNSAFE ? unsafe : retryable;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Fault> FAULTS = List.of(
            Fault.lost("reset before the head is read", FIRST_BYTE, operation -> RESET, Set.of()),
            Fault.lost("reset after the head", HEAD, operation -> RESET, Set.of()),
            Fault.lost("reset after the effect", ALL, operation -> RESET, Set.of()),
            Fault.lost("closed after the effect", ALL, operation -> connection -> {}, Set.of()),
            Fault.lost(
                    "closed in the head of the answer", ALL, operation -> raw("HTTP/1.1 200 OK\r\nContent-"), Set.of()),
            Fault.lost(
                    "closed in the body of the answer",
                    ALL,
                    operation -> raw("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n" + operation.response()),
                    ApiTable.WITHOUT_RESULT),
            redirect(301),
            redirect(302),
            redirect(303),
            redirect(307),
            redirect(308),
            rejected(400, InboxApiException.BadRequest.class),
            rejected(401, InboxApiException.Unauthorized.class),
            rejected(403, InboxApiException.Forbidden.class),
            rejected(404, InboxApiException.NotFound.class),
            rejected(409, InboxApiException.Conflict.class),
            rejected(422, InboxApiException.Unprocessable.class),
            Fault.withStatus(
                    408,
                    "",
                    Expected.retried(InboxApiException.Other.class),
                    Expected.unconfirmed(InboxApiException.Other.class)),
            Fault.withStatus(
                    429,
                    "Retry-After: 0",
                    Expected.retried(InboxApiException.RateLimited.class),
                    Expected.retried(InboxApiException.RateLimited.class)),
            serverError(500, ""),
            serverError(502, ""),
            serverError(503, ""),
            serverError(503, "Retry-After: 0"),
            serverError(504, ""),
            Fault.undecodable(
                    "200 with HTML", operation -> "<html><body>Welcome</body></html>", ApiTable.WITHOUT_RESULT),
            Fault.undecodable(
                    "200 with half of the JSON",
                    operation -> operation
                            .response()
                            .substring(0, operation.response().length() / 2),
                    ApiTable.WITHOUT_RESULT),
            Fault.undecodable("200 without a body", operation -> "", ApiTable.WITHOUT_RESULT),
            Fault.undecodable("200 with null", operation -> "null", NULL_IS_A_RESULT),
            Fault.undecodable("200 with another type", operation -> "17", ApiTable.WITHOUT_RESULT));

    private static Fault redirect(int status) {
        return Fault.withStatus(
                status,
                "Location: /api/v1/team",
                Expected.once(InboxApiException.Other.class),
                Expected.unconfirmed(InboxApiException.Other.class));
    }

    private static Fault rejected(int status, Class<? extends InboxException> failure) {
        return Fault.withStatus(status, "", Expected.once(failure), Expected.once(failure));
    }

    private static Fault serverError(int status, String headers) {
        return Fault.withStatus(
                status,
                headers,
                Expected.retried(InboxApiException.ServerError.class),
                Expected.unconfirmed(InboxApiException.ServerError.class));
    }

    private static Responder bytes(int status, String headers, String body) {
        return raw("HTTP/1.1 " + status + " X\r\nConnection: close\r\nContent-Length: " + body.getBytes(UTF_8).length
                + "\r\n" + (headers.isEmpty() ? "" : headers + "\r\n") + "\r\n" + body);
    }

    private static Responder raw(String response) {
        return connection -> connection.getOutputStream().write(response.getBytes(UTF_8));
    }

    static Stream<Arguments> faultsAndOperations() {
        return FAULTS.stream()
                .flatMap(fault -> ApiTable.operations().stream().map(operation -> Arguments.of(fault, operation)));
    }

    static List<Operation> operations() {
        return ApiTable.operations();
    }

    private static InboxClient.Builder client(String baseUrl) {
        return InboxClient.builder()
                .apiToken(TestServer.TOKEN)
                .baseUrl(baseUrl)
                .rateLimits(RateLimitOptions.unlimited())
                .options(CallOptions.builder()
                        .noDeadline()
                        .attemptTimeout(ATTEMPT_TIMEOUT)
                        .retries(new RetryPolicy(ATTEMPTS, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                        .build());
    }

    private static void assertFails(@Nullable Throwable thrown, Operation operation, Expected expected) {
        Throwable failure = thrown;
        if (expected.unconfirmed) {
            assertThat(thrown).isExactlyInstanceOf(InboxUnconfirmedException.class);
            failure = ((InboxUnconfirmedException) thrown).getCause();
        }
        assertThat(failure).isExactlyInstanceOf(expected.failure);
        assertThat(((InboxException) failure).operation()).isEqualTo(operation.id());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faultsAndOperations")
    void endsAsExpectedUnderEveryFault(Fault fault, Operation operation) throws IOException {
        Expected expected = fault.expected(operation);
        try (RawServer server = new RawServer(fault.reads, fault.response.apply(operation));
                InboxClient client = client(server.baseUrl()).build()) {
            Throwable thrown =
                    catchThrowable(() -> operation.call().apply(client).execute());

            if (fault.unaffected.contains(operation.id())) {
                assertThat(thrown).isNull();
                assertThat(server.requests()).isOne();
            } else {
                assertFails(thrown, operation, expected);
                assertThat(server.requests()).isEqualTo(expected.requests);
                assertThat(((InboxException) thrown).attempts()).isEqualTo(expected.requests);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void retriesEveryOperationAfterARefusedConnection(Operation operation) {
        try (InboxClient client = client(RawServer.refusingBaseUrl()).build()) {
            Throwable thrown =
                    catchThrowable(() -> operation.call().apply(client).execute());

            assertFails(thrown, operation, Expected.retried(InboxConnectionException.class));
            assertThat(((InboxException) thrown).attempts()).isEqualTo(ATTEMPTS);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void retriesAfterAnAttemptTimeoutUnlessTheOperationIsUnsafe(Operation operation) throws Exception {
        Expected expected = operation.safety() == Safety.UNSAFE
                ? Expected.unconfirmed(InboxTimeoutException.class)
                : Expected.retried(InboxTimeoutException.class);
        VirtualTime time = new VirtualTime();
        Semaphore received = new Semaphore(0);
        try (RawServer server = new RawServer(connection -> {
                    received.release();
                    assertThat(connection.getInputStream().read()).isNegative();
                });
                InboxClient client = client(server.baseUrl()).scheduler(time).build()) {
            CompletableFuture<?> call = operation.call().apply(client).executeAsync();
            for (int i = 0; i < expected.requests; i++) {
                assertThat(received.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
                time.awaitWaiting(1);
                time.advance(ATTEMPT_TIMEOUT);
            }

            CompletionException thrown = (CompletionException)
                    catchThrowable(() -> call.orTimeout(60, TimeUnit.SECONDS).join());

            assertFails(thrown.getCause(), operation, expected);
            assertThat(server.requests()).isEqualTo(expected.requests);
        }
    }

    static List<Operation> deletes() {
        return ApiTable.operations().stream()
                .filter(operation -> operation.method().equals("DELETE"))
                .toList();
    }

    private static Responder inOrder(Responder... responses) {
        AtomicInteger next = new AtomicInteger();
        return connection -> responses[next.getAndIncrement()].respond(connection);
    }

    private static final Responder NOT_FOUND = bytes(404, "", "");

    @ParameterizedTest
    @MethodSource("deletes")
    void treatsNotFoundAfterALostDeleteAsSuccess(Operation operation) throws IOException {
        for (Responder lost : List.of(RESET, bytes(500, "", ""), bytes(408, "", ""))) {
            try (RawServer server = new RawServer(inOrder(lost, NOT_FOUND));
                    InboxClient client = client(server.baseUrl()).build()) {
                Throwable thrown =
                        catchThrowable(() -> operation.call().apply(client).execute());

                assertThat(server.requests()).isEqualTo(2);
                if (ApiTable.WITHOUT_RESULT.contains(operation.id())) {
                    assertThat(thrown).isNull();
                } else {
                    assertThat(thrown).isExactlyInstanceOf(InboxApiException.NotFound.class);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("deletes")
    void failsWithNotFoundAfterARateLimitedDelete(Operation operation) throws IOException {
        try (RawServer server = new RawServer(inOrder(bytes(429, "Retry-After: 0", ""), NOT_FOUND));
                InboxClient client = client(server.baseUrl()).build()) {
            Throwable thrown =
                    catchThrowable(() -> operation.call().apply(client).execute());

            assertThat(thrown).isExactlyInstanceOf(InboxApiException.NotFound.class);
            assertThat(server.requests()).isEqualTo(2);
        }
    }

    @Test
    void succeedsWhenARetrySucceeds() throws IOException {
        Responder withStatus = bytes(200, "", Responses.TEAM);
        try (RawServer server = new RawServer(inOrder(RESET, bytes(503, "", ""), withStatus));
                InboxClient client = client(server.baseUrl()).build()) {
            assertThat(client.team().get().executeForResponse().attempts()).isEqualTo(3);
            assertThat(server.requests()).isEqualTo(3);
        }
    }

    @Test
    void retriesARateLimitedSend() throws IOException {
        Responder rejected = bytes(429, "Retry-After: 0", "");
        try (RawServer server = new RawServer(inOrder(rejected, bytes(200, "", Responses.SENT_MESSAGE)));
                InboxClient client = client(server.baseUrl()).build()) {
            assertThat(ApiTable.call("messages.quickSend", client)
                            .executeForResponse()
                            .attempts())
                    .isEqualTo(2);
        }
    }

    @Test
    void doesNotRetryASendThatIsLostAfterARateLimitedAttempt() throws IOException {
        Responder rejected = bytes(429, "Retry-After: 0", "");
        try (RawServer server = new RawServer(inOrder(rejected, RESET, bytes(200, "", Responses.SENT_MESSAGE)));
                InboxClient client = client(server.baseUrl()).build()) {
            Throwable thrown = catchThrowable(
                    () -> ApiTable.call("messages.quickSend", client).execute());

            assertThat(thrown)
                    .isExactlyInstanceOf(InboxUnconfirmedException.class)
                    .hasCauseExactlyInstanceOf(InboxConnectionException.class);
            assertThat(server.requests()).isEqualTo(2);
        }
    }
}
