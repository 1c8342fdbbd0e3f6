package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PageTest {
    private static final String MESSAGE = "{\"account\":\"acc_abc123\",\"prospect\":\"7\",\"text\":\"<b>Hi</b>\"}";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.empty();

    private URI url(String path) {
        return URI.create(sandbox.sandbox().pageUrl()).resolve(path);
    }

    private Reply get(String path) {
        return sandbox.send(HttpRequest.newBuilder(url(path)).build());
    }

    private Reply receive(String body, String origin) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url("/page/receive")).POST(HttpRequest.BodyPublishers.ofString(body));
        return sandbox.send(
                origin == null
                        ? request.build()
                        : request.header("Origin", origin).build());
    }

    private String ownOrigin() {
        return "http://127.0.0.1:" + url("/").getPort();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html, Write as a prospect",
        "/page/page.js, text/javascript, textContent",
        "/page/page.css, text/css, grid",
        "/docs/, text/html, swagger-ui",
        "/docs/docs.js, text/javascript, SwaggerUIBundle",
        "/docs/swagger-ui-bundle.js, text/javascript, SwaggerUIBundle",
        "/docs/swagger-ui.css, text/css, swagger-ui",
        "/docs/inbox.yaml, application/yaml, operationId: threads.list"
    })
    void servesThePageAndTheDocument(String path, String type, String part) {
        Reply reply = get(path);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith(type);
        assertThat(reply.header("Content-Security-Policy")).contains("default-src 'self'");
        assertThat(reply.text()).contains(part);
    }

    @Test
    void documentPointsToThisServer() {
        assertThat(get("/docs/inbox.yaml").text())
                .contains("url: /api/v1")
                .doesNotContain("url: https://inboxapp.com/api");
        Reply docs = get("/docs");
        assertThat(docs.status()).isEqualTo(302);
        assertThat(docs.header("Location")).isEqualTo("/docs/");
    }

    @Test
    void documentUsesTheNameSetOfTheSandbox() {
        assertThat(get("/docs/inbox.yaml").text())
                .contains("name: prospectPlatformId")
                .doesNotContain("name: externalPlatformId");
        try (InboxSandbox reference =
                InboxSandbox.builder().empty().names(NameSet.REFERENCE).start()) {
            String document = sandbox.send(HttpRequest.newBuilder(URI.create(reference.pageUrl() + "docs/inbox.yaml"))
                            .build())
                    .text();
            assertThat(document).contains("name: \"externalPlatformId\"").contains("url: /api/v1");
            assertThat(document)
                    .doesNotContain("name: \"prospectPlatformId\"")
                    .doesNotContain("https://inboxapp.com/api/v1\"\n");
        }
    }

    @Test
    void showsAMessageFromAProspect() {
        assertThat(receive(MESSAGE, ownOrigin()).status()).isEqualTo(200);
        assertThat(sandbox.get("/threads?limit=0").status()).isEqualTo(400);
        assertThat(sandbox.get("/team").status()).isEqualTo(200);

        JsonNode all = get("/page/state?account=&thread=").json();
        assertThat(Reply.texts(all.path("accounts"), "id")).containsExactly("acc_abc123", "acc_def456");
        assertThat(Reply.texts(all.path("threads"), "last")).containsExactly("<b>Hi</b>");
        assertThat(Reply.texts(all.path("threads"), "views")).containsExactly("default no-reply");
        assertThat(Reply.texts(all.path("requests"), "path")).containsExactly("/api/v1/team", "/api/v1/threads");
        assertThat(all.at("/requests/1/problem").stringValue())
                .contains("limit")
                .contains("from 1 to 100");
        assertThat(all.at("/requests/1/query").stringValue()).isEqualTo("limit=0");
        assertThat(all.toString()).doesNotContain("sandbox-token");

        String thread = all.at("/threads/0/id").stringValue();
        JsonNode selected =
                get("/page/state?account=acc_def456&thread=" + thread).json();
        assertThat(selected.path("threads")).isEmpty();
        assertThat(Reply.texts(selected.path("messages"), "text")).containsExactly("<b>Hi</b>");
    }

    @Test
    void pageRequestsAreNeitherLoggedNorRateLimited() {
        assertThat(receive(MESSAGE, ownOrigin()).status()).isEqualTo(200);
        assertThat(get("/").status()).isEqualTo(200);
        assertThat(get("/page/state").status()).isEqualTo(200);
        assertThat(sandbox.sandbox().requests()).isEmpty();
        assertThat(sandbox.sandbox().sentMessages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "not JSON",
                "{\"account\":\"acc_9\",\"prospect\":\"7\",\"text\":\"Hi\"}",
                "{\"account\":\"acc_abc123\",\"prospect\":\"jdoe\",\"text\":\"Hi\"}",
                "{\"account\":\"acc_abc123\",\"prospect\":\"7\",\"text\":\"\"}"
            })
    void rejectsAnInvalidMessageWithoutChanges(String body) {
        Reply reply = receive(body, ownOrigin());
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).isNotBlank();
        assertThat(get("/page/state").json().path("threads")).isEmpty();
    }

    @Test
    void rejectsPagesOfOtherSites() {
        for (String origin : new String[] {null, "null", "http://example.com", "http://127.0.0.1:1"}) {
            assertThat(receive(MESSAGE, origin).status()).isEqualTo(403);
        }
        assertThat(get("/page/state").json().path("threads")).isEmpty();
    }

    /** Otherwise, a site could use DNS rebinding to make its pages same-origin with this server. */
    @Test
    void rejectsOtherHostNames() throws IOException {
        for (String path : List.of("/", "/page/state", "/docs/inbox.yaml")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url("/").getPort())) {
                String request = "GET " + path + " HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                assertThat(RunningSandbox.received(socket))
                        .startsWith("HTTP/1.1 403")
                        .contains("other sites");
            }
        }
    }

    @Test
    void passesOtherPathsToTheApi() {
        for (String path : List.of("/page", "/page/other", "/docs/other", "/favicon.ico")) {
            Reply reply = get(path);
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.errorMessage()).contains("/api/v1");
        }
        assertThat(sandbox.sandbox().requests()).hasSize(4);
    }
}
