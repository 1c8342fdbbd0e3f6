package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {
    private static final String AUTHORIZED = "Authorization: Bearer sandbox-token\r\nConnection: close\r\n\r\n";
    private static final String SEND =
            "{\"accountLinkId\":\"acc_abc123\",\"prospectPlatformId\":\"555555555\",\"text\":\"Hi\"}";

    @RegisterExtension
    final RunningSandbox sandbox = new RunningSandbox(
            builder -> builder.empty().allowHost("Sandbox.Local").allowHost("[FD00:0::1]"));

    private String get(String host) throws IOException {
        return sandbox.rawResponse("GET /api/v1/team HTTP/1.1\r\n" + host + AUTHORIZED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:80",
                "127.0.0.1:",
                "127.0.0.1.",
                "127.255.0.9:65535",
                "localhost",
                "LocalHost:8787",
                "localhost.",
                "localhost.:8787",
                "[::1]",
                "[::1]:8787",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]",
                "sandbox.local",
                "SANDBOX.LOCAL.:1",
                "[fd00::1]:1"
            })
    void acceptsLoopbackNamesAndAllowedHosts(String host) throws IOException {
        assertThat(get("Host: " + host + "\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8787",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil-localhost",
                "sub.sandbox.local",
                "sub.localhost",
                "localhost..",
                ".localhost",
                "127.1",
                "127.0.0.256",
                "127.0.0.01",
                "127.0.0.1.1",
                "2130706433",
                "0.0.0.0",
                "128.0.0.1",
                "[::]",
                "[::2]",
                "[::1",
                "[::1]x",
                "[::1%25lo]",
                "[::1%lo]",
                "::1",
                "127.0.0.1:8787:8787",
                "127.0.0.1:http",
                "127.0.0.1, evil.example",
                "user@127.0.0.1",
                "127.0.0.1/",
                "127.0.0.1 evil.example",
                "http://127.0.0.1",
                "l\u00f6calhost",
                "-",
                ""
            })
    void rejectsAnyOtherHost(String host) throws IOException {
        String head = "Host: " + host + "\r\n";
        String[] responses = {
            get(head),
            sandbox.rawResponse("POST /api/v1/threads/messages HTTP/1.1\r\n" + head + "Content-Length: " + SEND.length()
                    + "\r\n" + AUTHORIZED + SEND)
        };

        for (String response : responses) {
            assertThat(response)
                    .startsWith("HTTP/1.1 403 ")
                    .contains("{\"error\":{\"code\":\"FORBIDDEN\"", "--allow-host", "\"status\":403}}");
        }
        assertThat(sandbox.sandbox().sentMessages()).isEmpty();
        assertThat(sandbox.sandbox().requests())
                .extracting(ReceivedRequest::status)
                .containsExactly(403, 403);
        assertThat(sandbox.get("/team").header("X-RateLimit-Remaining")).isEqualTo("299");
    }

    @Test
    void rejectsSeveralAndMissingHostHeaders() throws IOException {
        assertThat(get("Host: 127.0.0.1\r\nHost: 127.0.0.1\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"BAD_REQUEST\"");
        assertThat(get("Host: 127.0.0.1\r\nhost: evil.example\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(get("")).startsWith("HTTP/1.1 400 ").contains("Host header is missing");
    }

    @Test
    void acceptsHttp10WithoutAHostHeader() throws IOException {
        assertThat(sandbox.rawResponse("GET /api/v1/team HTTP/1.0\r\n" + AUTHORIZED))
                .startsWith("HTTP/1.1 200 ");
        assertThat(sandbox.rawResponse("GET /api/v1/team HTTP/1.0\r\nHost: evil.example\r\n" + AUTHORIZED))
                .startsWith("HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8787, 127.0.0.1, 200",
        "sandbox.local, localhost, 200",
        "evil.example, 127.0.0.1, 403",
        "127.0.0.1, evil.example, 403",
        "127.0.0.1@evil.example, 127.0.0.1, 403"
    })
    void checksTheHostInTheRequestLine(String target, String host, int status) throws IOException {
        String response = sandbox.rawResponse(
                "GET http://" + target + "/api/v1/team HTTP/1.1\r\nHost: " + host + "\r\n" + AUTHORIZED);

        assertThat(response).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void requestForADisallowedHostDoesNotCountForFaults() throws IOException {
        sandbox.sandbox().faults().onEvery().nth(1, Fault.withoutEffect().respond(503));

        assertThat(get("Host: evil.example\r\n")).startsWith("HTTP/1.1 403 ");
        assertThat(sandbox.get("/team").status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:80", "http://a", "a/", "[::1]:80", "::1", "*", "a,b", "user@a", "."})
    void rejectsAnInvalidAllowedHost(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InboxSandbox.builder().allowHost(host))
                .withMessageContaining("without a port");
    }

    @Test
    void rejectsNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> InboxSandbox.builder().allowHost(null))
                .withMessage("host");
        assertThatNullPointerException()
                .isThrownBy(() -> InboxSandbox.builder().host(null))
                .withMessage("host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void reachableHostRequiresACustomToken(String host) throws IOException {
        InboxSandbox.Builder builder = InboxSandbox.builder().empty().host(host);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::start)
                .withMessageContaining("set a token other than the default");
        assertThatIllegalArgumentException()
                .isThrownBy(builder.token("sandbox-token")::start)
                .withMessageContaining("set a token other than the default");
        RunningSandbox other = new RunningSandbox(unused -> builder.token("my-token"));
        other.beforeEach(null);
        String customToken = AUTHORIZED.replace("sandbox-token", "my-token");
        try {
            assertThat(other.sandbox().baseUrl()).matches("http://127[.]0[.]0[.]1:[0-9]+/api/v1");
            assertThat(other.rawResponse("GET /api/v1/team HTTP/1.1\r\nHost: localhost\r\n" + customToken))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(other.rawResponse("GET /api/v1/team HTTP/1.1\r\nHost: localhost\r\n" + AUTHORIZED))
                    .startsWith("HTTP/1.1 401 ");
            assertThat(other.rawResponse("GET /api/v1/team HTTP/1.1\r\nHost: " + host + "\r\n" + customToken))
                    .startsWith("HTTP/1.1 403 ");
        } finally {
            other.afterEach(null);
        }
    }

    @ParameterizedTest
    @CsvSource({"localhost, http://localhost:", "127.0.0.2, http://127.0.0.2:", "::1, http://[::1]:"})
    void urlsContainTheHost(String host, String beginning) {
        try (InboxSandbox named = InboxSandbox.builder().empty().host(host).start()) {
            assertThat(named.baseUrl()).startsWith(beginning);
            assertThat(named.pageUrl()).startsWith(beginning);
        }
    }

    @Test
    void pageIsLocalEvenIfTheApiIsReachable() throws IOException {
        InetAddress own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst()
                .orElse(null);
        assumeThat(own).as("an address that is not of the loopback interface").isNotNull();
        String head = " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + AUTHORIZED.replace("sandbox-token", "my-token");
        try (InboxSandbox open =
                InboxSandbox.builder().empty().host("0.0.0.0").token("my-token").start()) {
            int port = URI.create(open.baseUrl()).getPort();
            for (String path : List.of("/", "/page/state", "/docs/", "/docs/inbox.yaml", "/api/v1/team")) {
                try (Socket socket = new Socket(own, port)) {
                    socket.getOutputStream().write(("GET " + path + head).getBytes(StandardCharsets.US_ASCII));
                    assertThat(RunningSandbox.received(socket))
                            .as(path)
                            .startsWith(path.startsWith("/api") ? "HTTP/1.1 200 " : "HTTP/1.1 403 ");
                }
            }
        }
    }

    @Test
    void failsToListenOnAnUnknownHost() {
        assertThatThrownBy(InboxSandbox.builder().host("no-such-host.invalid")::start)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no-such-host.invalid");
    }

    @Test
    void allowedHostsBelongToOneInstance() {
        AllowedHosts none = new AllowedHosts(Set.of());

        assertThat(none.allows("sandbox.local")).isFalse();
        assertThat(new AllowedHosts(Set.of("sandbox.local")).allows("sandbox.local:1"))
                .isTrue();
    }
}
