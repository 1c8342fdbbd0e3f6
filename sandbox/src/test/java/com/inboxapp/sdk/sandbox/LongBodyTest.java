package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that reads the answer only after it has written all of a long body. */
class LongBodyTest {
    private static final int TIMES = 100;
    private static final int TIMES_OF_THE_PAGE = 10;
    private static final int PIECES = 2;
    private static final String HEADERS = "Host: 127.0.0.1\r\nAuthorization: Bearer sandbox-token\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.empty();

    /** @param piece what is written again and again behind the beginning */
    record Sent(String what, String beginning, String piece, int status) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Sent> requests() {
        String text = "x".repeat(65_536);
        List<Sent> all = new ArrayList<>();
        for (String line :
                List.of("POST /api/v1/tags HTTP/1.1\r\n", "POST /page/receive HTTP/1.1\r\n", "GET / HTTP/1.1\r\n")) {
            String chunks = line + HEADERS + CHUNKED;
            all.addAll(List.of(
                    new Sent(line + "no size", chunks + "zz\r\n", text, 400),
                    new Sent(line + "no size, line by line", chunks + "zz\r\n", "hello\r\n".repeat(9_000), 400),
                    new Sent(line + "more than its size", chunks + "2\r\n{}xx", text, 400),
                    new Sent(line + "a size beyond an int", chunks + "80000000\r\n", text, 400),
                    new Sent(line + "an endless size", chunks, "0".repeat(65_536), 400)));
        }
        String length = "Content-Length: " + PIECES * text.length() + "\r\n\r\n";
        all.addAll(List.of(
                new Sent("no protocol", "POST /api/v1/tags FOO\r\n" + HEADERS + length, text, 400),
                new Sent("no protocol for the page", "GET / FOO\r\n" + HEADERS + length, text, 400),
                new Sent("a fragment", "POST /api/v1/tags#a HTTP/1.1\r\n" + HEADERS + length, text, 400),
                new Sent("two hosts", "POST /api/v1/tags HTTP/1.1\r\nHost: a\r\n" + HEADERS + length, text, 400),
                new Sent(
                        "too large",
                        "POST /api/v1/tags HTTP/1.1\r\n" + HEADERS + "Content-Length: 2000000\r\n\r\n",
                        "x".repeat(1_000_000),
                        413)));
        return all;
    }

    @ParameterizedTest
    @MethodSource("requests")
    void itReadsItsAnswerEachTime(Sent sent) throws IOException {
        List<String> writer = new ArrayList<>();
        int times = sent.beginning.startsWith("POST /api/v1/") ? TIMES : TIMES_OF_THE_PAGE;
        for (int i = 0; i < times; i++) {
            writer.add(statusOf(sent));
        }
        assertThat(writer).containsOnly("HTTP/1.1 " + sent.status);
    }

    private String statusOf(Sent sent) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(),
                URI.create(sandbox.sandbox().baseUrl()).getPort())) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            byte[] piece = sent.piece.getBytes(StandardCharsets.ISO_8859_1);
            out.write(sent.beginning.getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < PIECES; i++) {
                out.write(piece);
            }
            return new String(socket.getInputStream().readNBytes("HTTP/1.1 400".length()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
