package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs after packaging: the jar is complete and runs on its own. */
class JarProgram {

    @Test
    void jarStartsAndAnswersTheGuidesSamples() throws Exception {
        Process process = start("--port", "0", "--token", "my-token");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String firstLine = out.readLine();
            assertThat(firstLine).startsWith("Inbox sandbox: http://127.0.0.1:");
            String baseUrl = firstLine.substring("Inbox sandbox: ".length());

            assertThat(get(baseUrl + "/account-links")).contains("acc_abc123", "acc_def456");
            assertThat(get(baseUrl + "/threads?accountLinkId=acc_abc123")).contains("nextCursor");
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void wrongArgumentEndsWithTheUsageAndCodeTwo() throws Exception {
        Process process = start("--prot", "1");
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(err.lines().toList())
                    .contains("unknown argument: --prot")
                    .anyMatch(line -> line.contains("--port N"));
        }
        assertThat(process.waitFor()).isEqualTo(2);
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target", "inbox-sandbox.jar").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static String get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer my-token")
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }
}
