package com.inboxapp.sdk.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.EventType;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import com.inboxapp.sdk.webhook.WebhookSigner;
import com.inboxapp.sdk.webhook.WebhookVerifier;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeSampleTest {
    @ParameterizedTest
    @ValueSource(strings = {"ReadmeSample", "SendOnceSample", "WebhookSample", "AccountsSample"})
    void readmeHasTheCompiledSample(String name) throws IOException {
        String source = Files.readString(Path.of("src/main/java/com/inboxapp/sdk/examples/" + name + ".java"));
        String sample = source.substring(
                        source.indexOf("// sample") + "// sample".length(), source.indexOf("// end of sample"))
                .stripIndent()
                .strip();

        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + sample + "\n```");
    }

    @Test
    void sendOnceSampleSendsOneMessage() {
        try (InboxSandbox sandbox = InboxSandbox.builder().start();
                InboxClient inbox = InboxClient.builder()
                        .apiToken("sandbox-token")
                        .baseUrl(sandbox.baseUrl())
                        .build()) {
            assertThat(SendOnceSample.run(inbox).message().text()).isEqualTo("Hi! Thanks for reaching out.");
            assertThat(sandbox.sentMessages()).hasSize(1);
        }
    }

    @Test
    void webhookSampleAcceptsOnlySignedDeliveries() throws Exception {
        Queue<Event> events = new ConcurrentLinkedQueue<>();
        HttpServer server = WebhookSample.run("ibt_wh_example", events);
        try {
            String body = "{\"id\":\"evt_1\",\"seq\":1,\"teamId\":\"team_1\",\"type\":\"message.created\","
                    + "\"timestamp\":\"2025-11-10T18:03:16.000Z\",\"version\":\"1.0\"}";
            String signature = WebhookSigner.of("ibt_wh_example").sign(body.getBytes(UTF_8), Instant.now());

            assertThat(deliver(server, body, signature)).isEqualTo(204);
            assertThat(deliver(server, body.replace("evt_1", "evt_2"), signature))
                    .isEqualTo(400);
            assertThat(events)
                    .singleElement()
                    .satisfies(event -> assertThat(event.type()).isEqualTo(EventType.MESSAGE_CREATED));
        } finally {
            server.stop(0);
        }
    }

    private static int deliver(HttpServer server, String body, String signature) throws Exception {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/inbox");
        HttpRequest request = HttpRequest.newBuilder(url)
                .header(WebhookVerifier.SIGNATURE_HEADER, signature)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
