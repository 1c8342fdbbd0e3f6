package com.inboxapp.sdk.webhook;

import static com.inboxapp.sdk.webhook.Delivery.BODY;
import static com.inboxapp.sdk.webhook.Delivery.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.EventId;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookReceiverTest {
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        WebhookVerifier webhooks = WebhookVerifier.builder().secret(SECRET).build();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/inbox", exchange -> {
            byte[] rawBody = exchange.getRequestBody().readAllBytes();
            String signature = exchange.getRequestHeaders().getFirst(WebhookVerifier.SIGNATURE_HEADER);
            int status = 204;
            try {
                events.add(webhooks.verify(rawBody, signature));
            } catch (WebhookException e) {
                status = 400;
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void acceptsOnlySignedDeliveriesOverHttp() throws Exception {
        String signature = WebhookSigner.of(SECRET).sign(BODY, Instant.now());

        assertThat(deliver(BODY, "x-inbox-signature", signature)).isEqualTo(204);
        assertThat(deliver("{}".getBytes(UTF_8), "X-Inbox-Signature", signature))
                .isEqualTo(400);
        assertThat(deliver(BODY, "X-Signature", signature)).isEqualTo(400);

        assertThat(events).extracting(Event::id).containsExactly(EventId.of("evt_1"));
    }

    private int deliver(byte[] body, String name, String signature) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + server.getAddress().getHostString() + ":"
                                + server.getAddress().getPort() + "/inbox"))
                .header(name, signature)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
