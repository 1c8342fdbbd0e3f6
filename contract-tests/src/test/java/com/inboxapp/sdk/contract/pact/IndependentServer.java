package com.inboxapp.sdk.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.openapi.NodeTools;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Runs Steady, an independent mock server that is configured by an OpenAPI document. It rejects requests that violate the document. */
final class IndependentServer implements AutoCloseable {
    private final Process process;
    private final int port;
    private final Queue<String> outputLines = new ConcurrentLinkedQueue<>();

    private IndependentServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts the server. Skips the test if Node is not installed. */
    static IndependentServer of(Path document) {
        NodeTools tools = NodeTools.installed();
        int port = freePort();
        try {
            Process process = new ProcessBuilder(
                            tools.path("steady").toString(),
                            "--host",
                            "127.0.0.1",
                            "--port",
                            String.valueOf(port),
                            "--no-color",
                            "--quiet",
                            "--validator-query-array-format=brackets",
                            document.toString())
                    .redirectErrorStream(true)
                    .start();
            IndependentServer server = new IndependentServer(process, port);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(ready), "steady's output");
        reader.setDaemon(true);
        reader.start();
        try {
            ready.orTimeout(60, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            kill();
            throw new AssertionError(
                    "steady did not start. Its output:\n" + String.join("\n", outputLines), e.getCause());
        }
    }

    /**
     * Reads the output to its end, so that the process never blocks on a full pipe. The server is ready when a line contains its address.
     * The rest of the line differs if {@code CI} is set.
     */
    private void read(CompletableFuture<Void> ready) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                outputLines.add(line);
                if (line.contains(baseUrl())) {
                    ready.complete(null);
                }
            }
            ready.completeExceptionally(new IllegalStateException("the process ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private void kill() {
        // the process is a script that starts the server in a child process
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String baseUrl() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        kill();
        assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(60));
    }
}
