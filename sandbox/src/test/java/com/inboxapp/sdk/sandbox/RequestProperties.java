package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Sends random requests over raw sockets. Each one gets a complete response, and nothing is printed. */
class RequestProperties {
    private static final Pattern RESPONSE = Pattern.compile(
            "HTTP/1\\.1 ([0-9]{3})(?: [^\r\n]*)?\r\n((?:[!-9;-~]+:[^\r\n]*\r\n)*)\r\n(.*)", Pattern.DOTALL);
    /** Matches the interim response to {@code Expect: 100-continue}, which precedes the final one. */
    private static final Pattern INTERIM = Pattern.compile("^HTTP/1\\.1 100 [^\r]*\r\n(?:[^\r]+\r\n)*\r\n");

    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *([0-9]+)\r?$");
    /** Matches request lines for which the JDK's server closes the connection without a response. */
    private static final Pattern WITHOUT_A_PATH =
            Pattern.compile("[^ ]* [A-Za-z][A-Za-z0-9+.-]*:(?!/).*", Pattern.DOTALL);

    /** Matches headers that announce a body. If it is missing or malformed in a HEAD request, the connection is closed, too. */
    private static final Pattern FRAMED = Pattern.compile("(?m)^(Content-Length|Transfer-Encoding):");

    private static InboxSandbox sandbox;
    private static int port;

    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeContainer
    static void start() {
        sandbox = InboxSandbox.builder()
                .unlimited()
                .bodyTimeout(Duration.ofMillis(10))
                .start();
        port = URI.create(sandbox.baseUrl()).getPort();
    }

    @AfterContainer
    static void stop() {
        sandbox.close();
    }

    @BeforeProperty
    void capture() {
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterProperty
    void assertNothingPrinted() {
        System.setErr(err);
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    record Sent(String line, String headers, String body) {
        String bytes() {
            return line + "\r\n" + headers + "\r\n" + body;
        }
    }

    @Provide
    Arbitrary<Sent> requests() {
        Arbitrary<String> junk = Arbitraries.strings()
                .withCharRange('\u0001', '\u00ff')
                .excludeChars('\r', '\n')
                .ofMaxLength(12);
        Arbitrary<String> methods = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(8, Arbitraries.of("GET", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS", "get")),
                net.jqwik.api.Tuple.of(
                        1, Arbitraries.strings().withCharRange('!', '~').ofMaxLength(9)));
        Arbitrary<String> targets = Combinators.combine(
                        Arbitraries.of(
                                "",
                                "",
                                "",
                                "",
                                "http://127.0.0.1",
                                "//evil.example",
                                "/",
                                "ftp:",
                                "a",
                                "http:",
                                "urn:"),
                        Arbitraries.of(
                                "/",
                                "/page/state",
                                "/page/receive",
                                "/docs",
                                "/docs/inbox.yaml",
                                "/api/v1/threads",
                                "/api/v1/tags",
                                "/api/v1/threads/a/messages",
                                "/api/v1/threads/messages",
                                "/api/v1/prospects/x/context",
                                "/api/v1",
                                "/api/v1/events",
                                ""),
                        Arbitraries.of(
                                        "a",
                                        "[",
                                        "]",
                                        "[0]",
                                        "?",
                                        "&",
                                        "=",
                                        "%",
                                        "%ff",
                                        "%5B",
                                        "#",
                                        "/",
                                        "..",
                                        ";",
                                        "limit",
                                        "thread",
                                        "account",
                                        "cursor[id]",
                                        "-1",
                                        "99999999999999999999",
                                        "\u00e4",
                                        " ",
                                        "\"")
                                .list()
                                .ofMaxSize(8)
                                .map(parts -> String.join("", parts)))
                .as((host, path, rest) -> host + path + rest);
        Arbitrary<String> lines = Combinators.combine(
                        methods,
                        targets,
                        Arbitraries.of(" HTTP/1.1", " HTTP/1.1", " HTTP/1.1", " HTTP/1.0", " HTTP/2.0", " x", ""))
                .as((method, target, version) -> method + " " + target + version);
        Arbitrary<String> headers = Combinators.combine(
                        Arbitraries.of("Host: 127.0.0.1\r\n", "Host: 127.0.0.1\r\n", "Host: evil.example\r\n", ""),
                        Arbitraries.of("Authorization: Bearer sandbox-token\r\n", ""),
                        Arbitraries.of("Origin: http://127.0.0.1\r\n", "Origin: null\r\n", ""),
                        Arbitraries.of(
                                "", "", "", "Expect: 100-continue\r\n", "Content-Length: 1\r\n", "no header\r\n"),
                        Combinators.combine(junk, junk).as((name, value) -> name + ": " + value + "\r\n"))
                .as((host, token, origin, odd, random) -> host + token + origin + odd + random);
        Arbitrary<String> bodies = Arbitraries.oneOf(
                Arbitraries.just(""),
                junk,
                Arbitraries.of(
                        "{}",
                        "[]",
                        "null",
                        "{\"text\":1e999999999}",
                        "{\"text\":\"\\ud83d\"}",
                        "[".repeat(5_000),
                        "\"",
                        "{\"name\":\"\",\"name\":\"\"}",
                        "{\"account\":\"acc_abc123\",\"prospect\":\"7\",\"text\":\"Hi\"}"),
                Arbitraries.of("x", "{\"text\":\"").map(part -> part.repeat(20_000)));
        Arbitrary<String> chunks = Arbitraries.of(
                        "2\r\n{}\r\n",
                        "0\r\n\r\n",
                        "-5\r\n",
                        "zz\r\n",
                        "80000000\r\n",
                        "5\n",
                        ";a\r\n",
                        "\r\n",
                        "a",
                        "f".repeat(20),
                        "X: y\r\n")
                .list()
                .ofMaxSize(5)
                .map(parts -> String.join("", parts));
        Arbitrary<String> framed = Arbitraries.oneOf(
                bodies.map(body -> "Content-Length: " + body.length() + "\r\n\n" + body),
                bodies.map(body -> "Content-Length: " + (body.length() + 3) + "\r\n\n" + body),
                bodies.map(body -> "\n" + body),
                chunks.map(body -> "Transfer-Encoding: chunked\r\n\n" + body),
                chunks.map(body -> "Transfer-Encoding: gzip\r\n\n" + body));
        return Combinators.combine(lines, headers, framed).as((line, head, body) -> {
            int end = body.indexOf('\n', body.startsWith("\n") ? 0 : body.indexOf('\n') + 1);
            return new Sent(line, head + "Connection: close\r\n" + body.substring(0, end), body.substring(end + 1));
        });
    }

    @Property(tries = 400)
    void respondsToAnyRequestWithASuccessOrAClientError(@ForAll("requests") Sent sent) throws IOException {
        String response = INTERIM.matcher(rawResponse(sent.bytes())).replaceFirst("");

        if (response.isEmpty()) {
            boolean head = sent.line.startsWith("HEAD ")
                    && FRAMED.matcher(sent.headers).find();
            assertThat(head || WITHOUT_A_PATH.matcher(sent.line).matches())
                    .as(sent.line)
                    .isTrue();
            return;
        }
        Matcher parts = RESPONSE.matcher(response);
        assertThat(parts.matches()).as(response).isTrue();
        int status = Integer.parseInt(parts.group(1));
        // RFC 9112 requires 501 for an unknown transfer coding
        boolean coded = sent.headers.contains("Transfer-Encoding: gzip");
        assertThat(status)
                .as(response)
                .satisfies(
                        code -> assertThat(code < 500 || (code == 501 && coded)).isTrue());
        assertIsWhole(sent, parts);
        if (status >= 400
                && parts.group(2).contains("application/json")
                && !parts.group(3).isEmpty()) {
            assertThat(Reply.parse(parts.group(3)).at("/error/status").intValue())
                    .isEqualTo(status);
        }
    }

    private static void assertIsWhole(Sent sent, Matcher parts) {
        Matcher length = LENGTH.matcher(parts.group(2));
        if (length.find() && !sent.line.startsWith("HEAD ")) {
            assertThat(parts.group(3).getBytes(StandardCharsets.UTF_8)).hasSize(Integer.parseInt(length.group(1)));
        }
    }

    /** Returns the response up to the end of the connection, which the server may close before it has read the whole request. */
    private static String rawResponse(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            untilReset(() -> socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1)));
            untilReset(() -> socket.getInputStream().transferTo(received));
            return received.toString(StandardCharsets.UTF_8);
        }
    }

    private interface Transfer {
        void run() throws IOException;
    }

    private static void untilReset(Transfer transfer) throws IOException {
        try {
            transfer.run();
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching("Connection reset.*|Broken pipe.*");
        }
    }
}
