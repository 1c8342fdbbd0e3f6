package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An HTTP server that receives webhook deliveries. */
final class Receiver implements AutoCloseable {

    static {
        // the JDK's server reads its limits once, when the first one is started; loading the sandbox sets them
        InboxSandbox.builder();
    }

    /** A received delivery. */
    record Post(String signature, String contentType, String body) {}

    private final HttpServer server;
    private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            posts.add(new Post(
                    exchange.getRequestHeaders().getFirst("X-Inbox-Signature"),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Integer status = statuses.poll();
            exchange.getResponseHeaders().set("Location", url().toString());
            exchange.sendResponseHeaders(status == null ? 204 : status, -1);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks");
    }

    /** Sets the statuses of the next responses. After them, the status is 204. */
    void respondWith(int... next) {
        for (int status : next) {
            statuses.add(status);
        }
    }

    Post next() throws InterruptedException {
        Post post = posts.poll(60, TimeUnit.SECONDS);
        assertThat(post).as("nothing was posted").isNotNull();
        return post;
    }

    boolean hasMore() {
        return !posts.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
