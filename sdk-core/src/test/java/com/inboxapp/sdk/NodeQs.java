package com.inboxapp.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.inboxapp.sdk.runtime.JsonValue;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** npm's {@code qs}, an independent decoder of query strings, in one Node process for all queries. */
final class NodeQs implements AutoCloseable {
    private static final Path TOOLS =
            Path.of("..", ".ci", "npm").toAbsolutePath().normalize();
    private static final String PROGRAM = """
            const qs = require(process.argv[1]);
            require('readline').createInterface({ input: process.stdin }).on('line', line => {
              const parsed = qs.parse(line, { arrayLimit: 1000, depth: 8, parameterLimit: 1000, strictDepth: true });
              console.log(JSON.stringify(parsed));
            });
            """;

    private final Process node;
    private final BufferedWriter queries;
    private final BufferedReader responses;

    private NodeQs(Process node) {
        this.node = node;
        this.queries = new BufferedWriter(new OutputStreamWriter(node.getOutputStream(), UTF_8));
        this.responses = new BufferedReader(new InputStreamReader(node.getInputStream(), UTF_8));
    }

    /** Starts the process. The exception says what has to be installed if that fails. */
    static NodeQs start() throws IOException {
        try {
            if (!Files.isDirectory(TOOLS.resolve("node_modules/qs"))) {
                install();
            }
            return new NodeQs(new ProcessBuilder(
                            "node",
                            "-e",
                            PROGRAM,
                            TOOLS.resolve("node_modules/qs").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new IOException(
                    "needs Node with npm, and what `npm ci --prefix .ci/npm` installs: " + e.getMessage(), e);
        }
    }

    private static void install() throws IOException {
        Process npm = new ProcessBuilder("npm", "ci", "--prefix", TOOLS.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!npm.waitFor(10, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                throw new IOException("npm ci failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Parses a query into maps, lists and strings. */
    Object parse(String query) throws IOException {
        queries.write(query);
        queries.newLine();
        queries.flush();
        String response = responses.readLine();
        if (response == null) {
            throw new IOException("Node has ended");
        }
        return JsonValue.of(response).toJava();
    }

    @Override
    public void close() throws IOException {
        queries.close();
        node.destroy();
    }
}
