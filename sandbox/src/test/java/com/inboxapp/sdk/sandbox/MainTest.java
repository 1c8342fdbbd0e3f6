package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);

    @Test
    void startsOnAFreePortAndPrintsTheUrl() throws Exception {
        try (InboxSandbox sandbox = Main.run(new String[] {"--port", "0", "--token", "my-token"}, out)) {
            assertThat(sandbox.baseUrl()).matches("http://127\\.0\\.0\\.1:\\d+/api/v1");
            assertThat(printed()).startsWith("Inbox sandbox: " + sandbox.baseUrl() + System.lineSeparator());
            HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/account-links"))
                    .header("Authorization", "Bearer my-token")
                    .build();
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("X-RateLimit-Limit")).hasValue("300");
        }
    }

    @Test
    void helpDoesNotStartASandbox() {
        assertThat(Main.run(new String[] {"--help"}, out)).isNull();
        assertThat(printed()).contains("--port", "--token");
    }

    @ParameterizedTest
    @CsvSource({
        "--port, --port needs a value",
        "--port abc, but was 'abc'",
        "--port 70000, between 0 and 65535",
        "--port -1, between 0 and 65535",
        "--token, --token needs a value",
        "--token a\tb, visible ASCII",
        "--names, --names needs a value",
        "--names ours, guide or reference",
        "--webhook http://127.0.0.1/, must be given together",
        "--host, --host needs a value",
        "--host http://a, name or an address",
        "--host 0.0.0.0, set a token other than the default",
        "--host :: --token sandbox-token, set a token other than the default",
        "--allow-host, --allow-host needs a value",
        "--allow-host evil.example:80, without a port",
        "--demo, unknown argument: --demo",
        "8787, unknown argument: 8787"
    })
    void rejectsInvalidArguments(String arguments, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Main.run(arguments.split(" ", -1), out))
                .withMessageContaining(message);
    }

    @Test
    void listensOnTheGivenHostAndAcceptsAllowedHosts() throws Exception {
        String[] arguments = {
            "--port",
            "0",
            "--host",
            "0.0.0.0",
            "--token",
            "my-token",
            "--allow-host",
            "a.local",
            "--allow-host",
            "b.local"
        };
        try (InboxSandbox sandbox = Main.run(arguments, out)) {
            int port = URI.create(sandbox.baseUrl()).getPort();
            for (String host : new String[] {"a.local", "b.local:" + port, "127.0.0.1"}) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    String request = "GET /api/v1/team HTTP/1.1\r\nHost: " + host
                            + "\r\nAuthorization: Bearer my-token\r\nConnection: close\r\n\r\n";
                    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                    assertThat(RunningSandbox.received(socket)).startsWith("HTTP/1.1 200 ");
                }
            }
        }
    }

    @Test
    void errorNamesThePortInUse() {
        try (InboxSandbox sandbox = InboxSandbox.builder().empty().start()) {
            String port = Integer.toString(URI.create(sandbox.baseUrl()).getPort());

            assertThatThrownBy(() -> Main.run(new String[] {"--port", port}, out))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("127.0.0.1:" + port);
        }
    }

    @Test
    void closedSandboxFreesItsPort() {
        // another process may take a port that was just freed, but hardly ten times
        assertThat(Stream.generate(MainTest::startsAgainOnItsPort).limit(10).anyMatch(again -> again))
                .isTrue();
    }

    private static boolean startsAgainOnItsPort() {
        InboxSandbox first = InboxSandbox.builder().empty().start();
        int port = URI.create(first.baseUrl()).getPort();
        first.close();
        first.close();

        try (InboxSandbox second = InboxSandbox.builder().empty().port(port).start()) {
            return second.baseUrl().equals(first.baseUrl());
        } catch (UncheckedIOException e) {
            assertThat(e).hasMessageContaining("cannot listen").hasCauseInstanceOf(BindException.class);
            return false;
        }
    }

    private String printed() {
        return output.toString(StandardCharsets.UTF_8);
    }
}
