package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs after packaging. Checks that 10,000 threads with 100,000 messages fit into 512 MB and can all be listed. */
class CapacityProgram {
    private static final int THREADS = 10_000;
    private static final int MESSAGES = 10;

    private final HttpClient client = HttpClient.newHttpClient();
    private String baseUrl = "";

    @Test
    void tenThousandThreadsAndAHundredThousandMessagesFitIntoHalfAGigabyte(@TempDir Path folder) throws Exception {
        Path seed = Files.writeString(folder.resolve("seed.json"), seed());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-jar",
                        Path.of("target", "inbox-sandbox.jar").toString(),
                        "--port",
                        "0",
                        "--seed",
                        seed.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String firstLine = String.valueOf(out.readLine());
            assertThat(firstLine).startsWith("Inbox sandbox: ");
            baseUrl = firstLine.substring("Inbox sandbox: ".length());

            Set<String> threads = new HashSet<>();
            String cursor = "";
            do {
                JsonNode page = get("/threads?limit=100" + cursor);
                threads.addAll(Reply.texts(page.path("threads"), "id"));
                cursor = cursor(page.path("nextCursor"));
            } while (!cursor.isEmpty());
            assertThat(threads).hasSize(THREADS);
            assertThat(get("/threads/" + threads.iterator().next() + "/messages")
                            .path("messages"))
                    .hasSize(MESSAGES);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static String cursor(JsonNode next) {
        return next.isNull()
                ? ""
                : "&cursorId=" + next.path("id").stringValue() + "&cursorTimestamp="
                        + URLEncoder.encode(next.path("timestamp").stringValue(), StandardCharsets.UTF_8);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .header("Authorization", "Bearer sandbox-token")
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Reply.parse(response.body());
    }

    private static String seed() {
        ObjectNode seed = ResponseWriter.object();
        ArrayNode prospects = seed.putArray("prospects");
        ArrayNode threads = seed.putArray("threads");
        for (int i = 0; i < THREADS; i++) {
            String person = String.valueOf(1_000_000_000L + i);
            prospects.addObject().put("platformId", person).put("bio", "Building things.");
            ArrayNode messages = threads.addObject()
                    .put("accountLinkId", i % 2 == 0 ? "acc_abc123" : "acc_def456")
                    .put("prospectPlatformId", person)
                    .putArray("messages");
            for (int n = 0; n < MESSAGES; n++) {
                messages.addObject()
                        .put("text", "Message " + n + " of " + person + ": could we talk on Thursday?")
                        .put("direction", n % 2 == 0 ? "inbound" : "outbound");
            }
        }
        return seed.toString();
    }
}
