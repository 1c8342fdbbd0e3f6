package com.inboxapp.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.contract.document.ApiDocument;
import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import com.inboxapp.sdk.sandbox.NameSet;
import com.inboxapp.sdk.webhook.WebhookVerifier;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** Checks the webhook deliveries of the sandbox: the SDK verifies them, the API lists the same events, and they match the document. */
class WebhookContractTest {
    private static final String SECRET = "ibt_wh_contract";

    private record Delivery(ByteString body, String signature) {}

    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private HttpServer receiver;

    @BeforeEach
    void receive() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            try (exchange) {
                deliveries.add(new Delivery(
                        ByteString.of(exchange.getRequestBody().readAllBytes()),
                        exchange.getRequestHeaders().getFirst(WebhookVerifier.SIGNATURE_HEADER)));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    @ParameterizedTest
    @EnumSource
    void deliversTheListedEventsWithAValidSignature(NameSet names) throws Exception {
        ApiDocument document = names == NameSet.GUIDE ? ApiDocument.guide() : ApiDocument.reference();
        WebhookVerifier verifier = WebhookVerifier.builder().secret(SECRET).build();
        try (InboxSandbox sandbox = InboxSandbox.builder()
                        .empty()
                        .names(names)
                        .webhook(
                                URI.create("http://127.0.0.1:"
                                        + receiver.getAddress().getPort()),
                                SECRET)
                        .start();
                InboxClient inbox = InboxClient.builder()
                        .baseUrl(sandbox.baseUrl())
                        .apiToken("sandbox-token")
                        .build()) {
            assertThat(sandbox.receive("acc_abc123", "555555555", "Hi")).isNotEmpty();
            List<Event> listed = inbox.events().list().execute().events();
            assertThat(listed).isNotEmpty();
            for (Event event : listed) {
                Delivery delivery = deliveries.poll(60, TimeUnit.SECONDS);
                assertThat(delivery).isNotNull();
                assertThat(verifier.verify(delivery.body().toByteArray(), delivery.signature()))
                        .isEqualTo(event);
                assertThat(document.mismatches(
                                document.root().at("/components/schemas/Event"),
                                JsonMapper.shared().readTree(delivery.body().utf8())))
                        .isEmpty();
            }
        }
    }
}
