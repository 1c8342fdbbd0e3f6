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
import java.util.concurrent.TimeUnit;

/** Steady, a server that others wrote, made from a document. It refuses requests that the document does not have. */
final class IndependentServer implements AutoCloseable {
    private final Process process;
    private final int port;
    private volatile boolean ready;

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
            // one that is still not ready then is ended, and with it the wait for what it says
            var unused = process.onExit().orTimeout(60, TimeUnit.SECONDS).whenComplete((ended, late) -> {
                if (!server.ready) {
                    server.kill();
                }
            });
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith("Ready")) {
                ready = true;
                return;
            }
        }
        throw new AssertionError("steady does not start:\n" + said);
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
