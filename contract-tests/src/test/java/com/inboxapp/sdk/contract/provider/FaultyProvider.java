package com.inboxapp.sdk.contract.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A proxy that forwards requests to a provider and plants a mistake in its responses. */
final class FaultyProvider implements AutoCloseable {
    private static final Set<String> NOT_COPIED = Set.of("content-length", "transfer-encoding", "connection", "date");

    /** A response that the mistake changes. */
    record Said(int status, String contentType, String body) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final Supplier<URI> provider;
    private final UnaryOperator<Said> mistake;
    private final HttpServer server;

    FaultyProvider(Supplier<URI> provider, UnaryOperator<Said> mistake) {
        this.provider = provider;
        this.mistake = mistake;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    URI server() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpRequest.Builder request = HttpRequest.newBuilder(provider.get().resolve(exchange.getRequestURI()))
                    .method(
                            exchange.getRequestMethod(),
                            HttpRequest.BodyPublishers.ofByteArray(
                                    exchange.getRequestBody().readAllBytes()));
            for (String name : List.of("Authorization", "Content-Type")) {
                String value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    request.header(name, value);
                }
            }
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Said changed = mistake.apply(new Said(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body()));
            response.headers().map().forEach((name, values) -> {
                if (!NOT_COPIED.contains(name)) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.getResponseHeaders().set("Content-Type", changed.contentType());
            byte[] body = changed.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(changed.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
