package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.webhook.WebhookException;
import com.inboxapp.sdk.webhook.WebhookVerifier;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;

/** A sample of the README. A test runs it and checks that the README has exactly this code. */
final class WebhookSample {
    private WebhookSample() {}

    static HttpServer run(String secret, Queue<Event> events) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // sample
        WebhookVerifier webhooks = WebhookVerifier.builder().secret(secret).build();
        server.createContext("/inbox", exchange -> {
            byte[] rawBody = exchange.getRequestBody().readAllBytes();
            int status = 204;
            try {
                String signature = exchange.getRequestHeaders().getFirst(WebhookVerifier.SIGNATURE_HEADER);
                events.add(webhooks.verify(rawBody, signature));
            } catch (WebhookException e) {
                status = 400; // e.reason() and the message say why
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        // end of sample
        server.start();
        return server;
    }
}
