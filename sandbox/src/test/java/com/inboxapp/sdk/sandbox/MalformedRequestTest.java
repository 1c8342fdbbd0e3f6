package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends malformed requests over raw sockets. Each one gets a response, or its connection is closed. */
class MalformedRequestTest {
    private static final String HEADERS =
            "Host: 127.0.0.1\r\nAuthorization: Bearer sandbox-token\r\nConnection: close\r\n";

    private static final String RECEIVE = "{\"account\":\"acc_abc123\",\"prospect\":\"7\",\"text\":\"%s\"}";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.empty();

    private record Sent(String label, String request, int status) {
        @Override
        public String toString() {
            return label;
        }
    }

    private static Sent get(String label, String target, int status) {
        return new Sent(label, "GET " + target + " HTTP/1.1\r\n" + HEADERS + "\r\n", status);
    }

    private static Sent headers(String label, String headers, int status) {
        return new Sent(label, "GET /api/v1/team HTTP/1.1\r\n" + HEADERS + headers + "\r\n", status);
    }

    private static Sent post(String label, String headers, String body, int status) {
        return new Sent(label, "POST /api/v1/tags HTTP/1.1\r\n" + HEADERS + headers + "\r\n" + body, status);
    }

    private static Sent chunked(String label, String chunks, int status) {
        return post(label, "Transfer-Encoding: chunked\r\n", chunks, status);
    }

    private static String many(int count, String form) {
        return IntStream.range(0, count).mapToObj(i -> String.format(form, i)).collect(Collectors.joining());
    }

    static List<Sent> handledByTheApi() {
        List<Sent> all = new ArrayList<>(List.of(
                get("a target of 65,536 characters", "/api/v1/team?" + "x".repeat(65_523), 400),
                get("a target of 65,537 characters", "/api/v1/team?" + "x".repeat(65_524), 414),
                get("a target of 500,000 characters", "/api/v1/team?" + "x".repeat(500_000), 414),
                get("a target of 3,000,000 characters", "/api/v1/" + "x".repeat(3_000_000), 414),
                get("1,001 parameters", "/api/v1/threads?" + many(1_001, "a%d=1&"), 400),
                get("100,000 parameters", "/api/v1/threads?" + many(100_000, "a%d=1&"), 414),
                get("a path beyond ASCII", "/api/v1/t\u00e4m", 400),
                get("a relative target", "/../api/v1/team", 404),
                get("two slashes", "//api/v1/team", 404),
                get("two slashes before a host", "//127.0.0.1/api/v1/team", 404),
                get("three slashes", "///api/v1/team", 404),
                get("the page behind two slashes", "//evil.example/", 404),
                get("the page behind three slashes", "///", 404),
                get("a fragment", "/api/v1/team#a", 400),
                get("a fragment behind a query", "/api/v1/threads?limit=5#a", 400),
                get("a URL without a host", "http:/api/v1/team", 400),
                get("an ftp URL", "ftp://127.0.0.1/api/v1/team", 400),
                get("an https URL", "https://127.0.0.1/api/v1/team", 400),
                new Sent("a later version", "GET /api/v1/team HTTP/2.0\r\n" + HEADERS + "\r\n", 400),
                new Sent("no protocol", "GET /api/v1/team FOO\r\n" + HEADERS + "\r\n", 400),
                headers("a header of 60,000 characters", "X-A: " + "x".repeat(60_000) + "\r\n", 200),
                headers("a header of 70,000 characters", "X-A: " + "x".repeat(70_000) + "\r\n", 431),
                headers("a header of 1,000,000 characters", "X-A: " + "x".repeat(1_000_000) + "\r\n", 431),
                headers("a name of 70,000 characters", "X".repeat(70_000) + ": x\r\n", 431),
                headers("197 more headers", many(197, "X-%d: x\r\n"), 200),
                headers("198 more headers", many(198, "X-%d: x\r\n"), 431),
                headers("250 headers of one name", many(250, "X-A: %d\r\n"), 431),
                headers("5,000 headers", many(5_000, "X-%d: x\r\n"), 431),
                new Sent(
                        "a method of 20,000 characters",
                        "G".repeat(20_000) + " /api/v1/team HTTP/1.1\r\n" + HEADERS + "\r\n",
                        405)));
        all.addAll(List.of(
                post("no body", "", "", 400),
                chunked("chunks", "2\r\n{}\r\n0\r\n\r\n", 422),
                chunked("a chunk extension", "2;a=b\r\n{}\r\n0\r\n\r\n", 422),
                chunked("no hexadecimal digit", "zz\r\n{}\r\n0\r\n\r\n", 400),
                chunked("a negative size", "-2\r\n{}\r\n0\r\n\r\n", 400),
                chunked("no size", "\r\n{}\r\n0\r\n\r\n", 400),
                chunked("more than its size", "2\r\n{}xx0\r\n\r\n", 400),
                chunked("a size of 1,000 digits", "0".repeat(1_000) + "2\r\n{}\r\n0\r\n\r\n", 400),
                chunked("a size beyond an int", "80000000\r\n{}", 400),
                chunked("a size beyond a long", "fffffffff\r\n{}", 400)));
        return all;
    }

    private static Sent receive(String label, String headers, String body, int status) {
        String origin = "Origin: http://127.0.0.1\r\n";
        return new Sent(label, "POST /page/receive HTTP/1.1\r\n" + HEADERS + origin + headers + "\r\n" + body, status);
    }

    private static Sent receiveInChunks(String label, String chunks, int status) {
        return receive(label, "Transfer-Encoding: chunked\r\n", chunks, status);
    }

    private static Sent receiveWithLength(String label, String body, int status) {
        return receive(label, "Content-Length: " + body.length() + "\r\n", body, status);
    }

    static List<Sent> handledByThePage() {
        return List.of(
                get("a bracket", "/page/state?account[=1", 400),
                get("an index", "/page/state?account[99999]=1", 400),
                get("an escape that is not UTF-8", "/page/state?thread=%ff", 400),
                get("two accounts", "/page/state?account=a&account=b", 400),
                get("a thread in brackets", "/page/state?thread[a]=b", 400),
                get("an escape in the page's query", "/?a=%ff", 200),
                get("1,001 parameters", "/page/state?" + many(1_001, "a%d=1&"), 400),
                get("a query of 70,000 characters", "/?" + "x".repeat(70_000), 414),
                get("a query of 70,000 characters for the document", "/docs/inbox.yaml?" + "x".repeat(70_000), 414),
                new Sent("too many headers", "GET / HTTP/1.1\r\n" + HEADERS + many(198, "X-%d: x\r\n") + "\r\n", 431),
                new Sent("no protocol", "GET / FOO\r\n" + HEADERS + "\r\n", 400),
                new Sent(
                        "chunks for a page",
                        "GET / HTTP/1.1\r\n" + HEADERS + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                        400),
                receiveWithLength("a body", RECEIVE.formatted("Hi"), 200),
                receiveWithLength("no JSON", "{", 400),
                receiveWithLength("a list", "[]", 400),
                receiveWithLength("20,000 lists", "[".repeat(20_000), 400),
                receiveWithLength(
                        "a text that is not a string", RECEIVE.formatted("Hi").replace("\"Hi\"", "7"), 400),
                receiveWithLength("an unknown field", "{\"a\":1}", 400),
                receiveWithLength("300,000 bytes", RECEIVE.formatted("x".repeat(300_000)), 413),
                receiveWithLength("3,000,000 bytes", RECEIVE.formatted("x".repeat(3_000_000)), 413),
                receive("no body", "", "", 400),
                receiveInChunks("chunks", "2\r\n{}\r\n0\r\n\r\n", 400),
                receiveInChunks("a negative size", "-5\r\n{}\r\n0\r\n\r\n", 400),
                receiveInChunks("no hexadecimal digit", "zz\r\n{}\r\n0\r\n\r\n", 400),
                receiveInChunks("a size beyond an int", "80000000\r\n{}", 400));
    }

    static List<Sent> handledByTheServer() {
        return List.of(
                new Sent("a word", "hello\r\n\r\n", 400),
                new Sent("two words", "hello world\r\n\r\n", 400),
                new Sent("no version", "GET /api/v1/team\r\n" + HEADERS + "\r\n", 400),
                new Sent("no target", "GET HTTP/1.1\r\n" + HEADERS + "\r\n", 400),
                new Sent("zeros", "\0\0\0\0\r\n\r\n", 400),
                get("a zero", "/api/v1/te\0am", 400),
                get("a broken escape", "/api/v1/te%zz", 400),
                get("half an escape", "/api/v1/team?a=%2", 400),
                get("characters that must be escaped", "/api/v1/threads?a=<>\"{}|\\^`", 400),
                get("an asterisk", "*", 404),
                new Sent("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0", 404),
                headers("a line without a colon", "hello\r\n", 400),
                headers("a header without a name", ": x\r\n", 400),
                headers("a space in a name", "X A: x\r\n", 400),
                post("a length in letters", "Content-Length: two\r\n", "{}", 400),
                post("a negative length", "Content-Length: -2\r\n", "{}", 400),
                post("a length beyond a long", "Content-Length: 99999999999999999999\r\n", "{}", 400),
                post("two lengths", "Content-Length: 2\r\nContent-Length: 3\r\n", "{}", 400),
                post(
                        "a length and chunks",
                        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
                        "2\r\n{}\r\n0\r\n\r\n",
                        400),
                post("another transfer encoding", "Transfer-Encoding: gzip\r\n", "{}", 501));
    }

    @ParameterizedTest
    @MethodSource("handledByTheApi")
    void respondsWithTheErrorEnvelopeOnApiPaths(Sent sent) throws IOException {
        String response = sandbox.rawResponse(sent.request);

        assertThat(response).startsWith("HTTP/1.1 " + sent.status + " ");
        if (sent.status != 200) {
            assertThat(response).contains("{\"error\":{\"code\":\"").endsWith("\"status\":" + sent.status + "}}");
        }
        assertThat(sandbox.sandbox().requests())
                .extracting(ReceivedRequest::status)
                .containsExactly(sent.status);
        assertThat(sandbox.get("/team").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("handledByTheServer")
    void serverRejectsInvalidHttpAndClosesTheConnection(Sent sent) throws IOException {
        assertThat(sandbox.rawResponse(sent.request)).startsWith("HTTP/1.1 " + sent.status + " ");
        assertThat(sandbox.get("/team").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("handledByThePage")
    void pageRespondsWithTheErrorEnvelope(Sent sent) throws IOException {
        String response = sandbox.rawResponse(sent.request);

        assertThat(response).startsWith("HTTP/1.1 " + sent.status + " ");
        if (sent.status != 200) {
            assertThat(response)
                    .contains("Content-type: application/json", "{\"error\":{\"code\":\"")
                    .endsWith("\"status\":" + sent.status + "}}");
        }
        assertThat(sandbox.sandbox().requests()).isEmpty();
        assertThat(sandbox.get("/team").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT a.example:443", "GET mailto:a", "GET http:x", "GET urn:x"})
    void serverClosesTheConnectionForATargetWithoutAPath(String line) throws IOException {
        assertThat(sandbox.rawResponse(line + " HTTP/1.1\r\n" + HEADERS + "\r\n"))
                .isEmpty();
        assertThat(sandbox.get("/team").status()).isEqualTo(200);
    }

    static List<Sent> unfinished() {
        List<Sent> all = new ArrayList<>();
        for (String line : List.of(
                "POST /api/v1/tags", "POST /page/receive", "GET /api/v1/team", "GET /", "POST /none", "DELETE /page")) {
            String head = line + " HTTP/1.1\r\n" + HEADERS;
            String chunks = head + "Transfer-Encoding: chunked\r\n\r\n";
            all.addAll(List.of(
                    new Sent(line + ", half a chunk", chunks + "5\r\nhe", 408),
                    new Sent(line + ", no last chunk", chunks + "5\r\nhello\r\n", 408),
                    new Sent(line + ", half a line end", chunks + "5\r\nhello\r\n0\r\n\r", 408),
                    new Sent(line + ", line feeds alone", chunks + "5\nhello\n0\n\n", 408),
                    new Sent(line + ", no chunk", chunks, 408),
                    new Sent(line + ", less than its length", head + "Content-Length: 10\r\n\r\n{}", 408),
                    new Sent(line + ", nothing of its length", head + "Content-Length: 10\r\n\r\n", 408)));
        }
        return all;
    }

    /** The client sends an incomplete request and waits for the response. */
    @ParameterizedTest
    @MethodSource("unfinished")
    void respondsWith408WhenTheBodyIsIncomplete(Sent sent) throws IOException {
        RunningSandbox shortTimeout =
                new RunningSandbox(builder -> builder.empty().unlimited().bodyTimeout(Duration.ofMillis(1)));
        shortTimeout.beforeEach(null);
        try {
            assertThat(shortTimeout.rawResponse(sent.request))
                    .startsWith("HTTP/1.1 " + sent.status + " ")
                    .contains("Connection: close", "{\"error\":{\"code\":\"")
                    .endsWith("\"status\":" + sent.status + "}}");
            assertThat(shortTimeout.get("/team").status()).isEqualTo(200);
        } finally {
            shortTimeout.afterEach(null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /api/v1/tags", "POST /page/receive", "GET /", "GET /none"})
    void rejectsMalformedChunksBeforeTheBodyEnds(String line) throws IOException {
        String response = sandbox.rawResponse(
                line + " HTTP/1.1\r\n" + HEADERS + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nzz\r\n");

        assertThat(response)
                .startsWith("HTTP/1.1 400 ")
                .contains("Connection: close", "{\"error\":{\"code\":\"BAD_REQUEST\"")
                .endsWith("\"status\":400}}");
    }

    @Test
    void logsAnIncompleteRequestWithoutApplyingIt() throws IOException {
        try (InboxSandbox shortTimeout =
                InboxSandbox.builder().empty().bodyTimeout(Duration.ofMillis(1)).start()) {
            try (Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(),
                    URI.create(shortTimeout.baseUrl()).getPort())) {
                String request =
                        "POST /api/v1/tags HTTP/1.1\r\n" + HEADERS + "Content-Length: 100\r\n\r\n{\"name\":\"A\"}";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                assertThat(RunningSandbox.received(socket)).startsWith("HTTP/1.1 408 ");
            }
            assertThat(shortTimeout.requests())
                    .extracting(ReceivedRequest::status, ReceivedRequest::body)
                    .containsExactly(tuple(408, ""));
        }
    }

    @Test
    void closesTheConnectionWhenTheBodyOfAHeadRequestIsMissing() throws IOException {
        try (InboxSandbox shortTimeout = InboxSandbox.builder()
                        .empty()
                        .bodyTimeout(Duration.ofMillis(1))
                        .start();
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        URI.create(shortTimeout.baseUrl()).getPort())) {
            String request = "HEAD /api/v1/team HTTP/1.1\r\n" + HEADERS + "Content-Length: 100\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(RunningSandbox.received(socket)).isEmpty();
            assertThat(shortTimeout.requests())
                    .extracting(ReceivedRequest::status)
                    .containsExactly(ReceivedRequest.NO_RESPONSE);
        }
    }
}
