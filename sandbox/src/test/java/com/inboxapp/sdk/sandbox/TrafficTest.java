package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Relies on the build, which enables the recording for all tests. */
class TrafficTest {
    private static final Path DIRECTORY = Path.of(System.getProperty(Traffic.DIRECTORY, "target/traffic"));

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withDemoData();

    private static List<JsonNode> recorded() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.endsWith(ProcessHandle.current().pid() + ".jsonl"))
                    .flatMap(TrafficTest::lines)
                    .map(JsonMapper.shared()::readTree)
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void recordsExchangesWithoutTheToken() throws Exception {
        for (int i = 0; i < 30; i++) {
            var unused = sandbox.get("/threads?accountLinkId=acc_abc123&limit=1&inboxView=archived");
        }
        List<JsonNode> similar = recorded().stream()
                .filter(exchange -> exchange.path("query").asString("").contains("inboxView=archived"))
                .filter(exchange -> exchange.path("query").asString("").contains("limit=1&"))
                .toList();
        assertThat(similar).hasSizeBetween(1, 10).allSatisfy(exchange -> {
            assertThat(exchange.path("status").asInt()).isEqualTo(200);
            assertThat(exchange.path("path").asString()).isEqualTo("/api/v1/threads");
            assertThat(exchange.path("headers").has("X-RateLimit-Limit")).isTrue();
            assertThat(JsonMapper.shared()
                            .readTree(exchange.path("body").asString())
                            .has("threads"))
                    .isTrue();
            assertThat(exchange.toString()).doesNotContain("Bearer").doesNotContain("sandbox-token");
        });
    }
}
