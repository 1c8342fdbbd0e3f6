package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;

/** Starts a sandbox for each test, with a plain HTTP client for it. */
final class RunningSandbox implements BeforeEachCallback, AfterEachCallback {

    static final String TOKEN = "sandbox-token";

    private final HttpClient client = HttpClient.newHttpClient();
    private final UnaryOperator<InboxSandbox.Builder> settings;
    private InboxSandbox sandbox;

    RunningSandbox(UnaryOperator<InboxSandbox.Builder> settings) {
        this.settings = settings;
    }

    static RunningSandbox withDemoData() {
        return new RunningSandbox(builder -> builder.unlimited());
    }

    static RunningSandbox empty() {
        return new RunningSandbox(builder -> builder.empty().unlimited());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sandbox = settings.apply(InboxSandbox.builder()).start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        sandbox.close();
    }

    InboxSandbox sandbox() {
        return sandbox;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path)).header("Authorization", "Bearer " + TOKEN);
    }

    Reply send(HttpRequest request) {
        try {
            return exchange(request);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends a request. Returns empty if the connection is closed before the response is complete. */
    Optional<Reply> attempt(String method, String path, String body) {
        try {
            return Optional.of(exchange(
                    request(path).method(method, BodyPublishers.ofString(body)).build()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Quick-sends a message with this text. Returns empty if the connection is closed before the response is complete. */
    Optional<Reply> attemptMessage(String text) {
        return attempt("POST", "/threads/messages", message(text));
    }

    static String message(String text) {
        return "{\"accountLinkId\":\"acc_abc123\",\"prospectPlatformId\":\"555555555\",\"text\":\"" + text + "\"}";
    }

    List<String> sentTexts() {
        return sandbox.sentMessages().stream().map(SandboxMessage::text).toList();
    }

    private Reply exchange(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Opens a connection and sends a request head and the given start of its body. */
    Socket connect(String method, String path, int contentLength, String body) throws IOException {
        URI base = URI.create(sandbox.baseUrl());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort());
        String head = method + " " + base.getPath() + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                + TOKEN + "\r\nContent-Length: " + contentLength + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** Sends a raw request, which must have {@code Connection: close}, and returns the raw response. */
    String rawResponse(String request) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(sandbox.baseUrl()).getPort())) {
            socket.setSoTimeout(60_000); // fail instead of blocking the build
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return received(socket);
        }
    }

    /** Returns everything the server sends until it closes the connection. */
    static String received(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    Reply send(String method, String path) {
        return send(request(path).method(method, BodyPublishers.noBody()).build());
    }

    Reply send(String method, String path, String body) {
        return send(request(path).method(method, BodyPublishers.ofString(body)).build());
    }

    Reply get(String path) {
        return send("GET", path);
    }

    /** Sends a request, asserts that the status is 200, and returns the JSON body. */
    JsonNode ok(String method, String path, String body) {
        return ok(send(method, path, body));
    }

    JsonNode ok(String path) {
        return ok(get(path));
    }

    private static JsonNode ok(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    void assertError(Reply reply, int status, String code, String... messageParts) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.errorCode()).isEqualTo(code);
        for (String part : messageParts) {
            assertThat(reply.errorMessage()).contains(part);
        }
        assertThat(reply.json().path("error").path("status").intValue()).isEqualTo(status);
    }

    /** Pages through a thread list with the flat cursor format and returns all threads. */
    List<JsonNode> allThreads(String query) {
        List<JsonNode> threads = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonNode page = ok("/threads?limit=100&" + query + next);
            page.path("threads").forEach(threads::add);
            JsonNode cursor = page.path("nextCursor");
            next = cursor.isNull()
                    ? null
                    : "&cursorId=" + cursor.path("id").stringValue() + "&cursorTimestamp="
                            + cursor.path("timestamp").stringValue();
        }
        return threads;
    }

    /** Sends a message with the quick send and returns the id of its thread. */
    String threadWith(String accountLinkId, String prospectPlatformId) {
        JsonNode response = ok(
                "POST",
                "/threads/messages",
                "{\"accountLinkId\":\"" + accountLinkId + "\",\"prospectPlatformId\":\"" + prospectPlatformId
                        + "\",\"text\":\"Hello\"}");
        return response.path("thread").path("id").stringValue();
    }
}
