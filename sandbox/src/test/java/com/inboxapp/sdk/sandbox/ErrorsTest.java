package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withDemoData();

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer wrong", "Basic sandbox-token", "sandbox-token", "Bearer sandbox-token2"})
    void rejectsAnyOtherAuthorization(String authorization) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(sandbox.sandbox().baseUrl() + "/team"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }

        Reply reply = sandbox.send(request.build());

        sandbox.assertError(reply, 401, "UNAUTHORIZED", "Bearer");
        assertThat(reply.headers().map()).containsKeys("x-ratelimit-limit", "x-request-id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "/account-link", "/threads/", "/threads//messages", "/threads/a/b/c/d/e", "/Threads"})
    void unknownPathIsNotFound(String path) {
        sandbox.assertError(sandbox.get(path), 404, "NOT_FOUND", "path");
    }

    @Test
    void pathOutsideTheApiIsNotFound() {
        URI root = URI.create(sandbox.sandbox().baseUrl()).resolve("/api/v10/team");

        sandbox.assertError(sandbox.send(HttpRequest.newBuilder(root).build()), 404, "NOT_FOUND", "/api/v1");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /account-links, GET",
        "GET, /threads/messages, POST",
        "PUT, /threads, 'GET, POST'",
        "DELETE, /threads/lookup, GET",
        "PATCH, /tags/colors, GET"
    })
    void rejectsAnotherMethod(String method, String path, String allowed) {
        Reply reply = sandbox.send(method, path);

        sandbox.assertError(reply, 405, "METHOD_NOT_ALLOWED", method, allowed);
        assertThat(reply.header("Allow")).isEqualTo(allowed);
    }

    @Test
    void headHasNoBody() {
        Reply reply = sandbox.send("HEAD", "/team");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{\"text\":\"a\"} {}", "{'text':'a'}", "{\"text\":\"a\",\"text\":\"b\"}", "nothing"})
    void bodyThatIsNotJsonIsABadRequest(String body) {
        sandbox.assertError(sandbox.send("POST", "/threads/messages", body), 400, "BAD_REQUEST", "JSON");
    }

    @Test
    void deeplyNestedBodyIsABadRequest() {
        sandbox.assertError(
                sandbox.send("POST", "/tags", "[".repeat(100_000) + "]".repeat(100_000)), 400, "BAD_REQUEST", "JSON");
    }

    @Test
    void rejectsATooLargeBody() {
        Reply reply = sandbox.send("POST", "/tags", "{\"name\":\"" + "a".repeat(2_000_000) + "\"}");

        sandbox.assertError(reply, 413, "PAYLOAD_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__proto__=1",
                "constructor=1",
                "filters[__proto__][selectedIds][]=1",
                "filters[tags][__proto__]=1",
                "filters[tags][selectedIds][99999999999999999999]=1",
                "filters[tags][selectedIds][10000]=1",
                "filters[tags][selectedIds][-1]=1",
                "filters[=1",
                "filters[tags=1",
                "filters]=1",
                "filters[tags]]=1",
                "filters[tags]x[noTags]=true",
                "[filters]=1",
                "[]=1",
                "=1",
                "filters[][tags]=1",
                "filters[tags][selectedIds][][]=1",
                "filters[tags][selectedIds][0][1]=1",
                "%FF=1",
                "limit=%C0%80",
                "filters%5Btags=1"
            })
    void rejectsAMalformedQuery(String query) {
        sandbox.assertError(sandbox.get("/threads?" + query), 400, "BAD_REQUEST");
    }

    @Test
    void rejectsARequestLineWithAnInvalidUri() throws IOException {
        URI base = URI.create(sandbox.sandbox().baseUrl());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort())) {
            socket.getOutputStream()
                    .write("GET /api/v1/threads?limit=%zz HTTP/1.1\r\nHost: sandbox\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(response).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void rejectsTooManyParametersAndLevels() {
        sandbox.assertError(sandbox.get("/threads?filters" + "[a]".repeat(5_000) + "=1"), 400, "BAD_REQUEST", "nested");
        sandbox.assertError(sandbox.get("/threads?" + "limit=1&".repeat(1_001)), 400, "BAD_REQUEST", "1000");
    }

    @Test
    void rejectsAQueryOnAnOperationWithoutParameters() {
        sandbox.assertError(sandbox.get("/team?verbose=true"), 400, "BAD_REQUEST", "verbose");
    }
}
