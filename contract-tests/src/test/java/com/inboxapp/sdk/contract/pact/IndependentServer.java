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

/** Steady, a server that others wrote, made from a document. It refuses requests that the document does not have. */
final class IndependentServer implements AutoCloseable {
    private final Process process;
    private final int port;
    private final Queue<String> said = new ConcurrentLinkedQueue<>();

    private IndependentServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it; ends the test where there is no Node. */
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
            throw new AssertionError("steady does not start, and said:\n" + String.join("\n", said), e.getCause());
        }
    }

    /**
     * Reads to the end, so that it never waits for its reader. Its words are other ones where {@code CI} is set; the address
     * is in both, once it listens.
     */
    private void read(CompletableFuture<Void> ready) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
                if (line.contains(baseUrl())) {
                    ready.complete(null);
                }
            }
            ready.completeExceptionally(new IllegalStateException("it ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private void kill() {
        // the program is a script that has started another one
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
