package com.inboxapp.sdk.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records requests and responses, so that they can be checked against the OpenAPI document. Each exchange is a JSON object on one line.
 * Each process writes one file to the directory in the system property {@code inbox.sandbox.traffic}. Only the first ten exchanges with the
 * same name set, operation, status and query parameter names are recorded. The token is not recorded.
 */
final class Traffic {

    static final String DIRECTORY = "inbox.sandbox.traffic";

    private static final int MAX_PER_KIND = 10;
    private static final @Nullable Traffic RECORDER = configured(System.getProperty(DIRECTORY));

    private final Path file;
    private final Map<String, Integer> counts = new HashMap<>();

    private Traffic(Path file) {
        this.file = file;
    }

    private static @Nullable Traffic configured(@Nullable String directory) {
        return directory == null || directory.isEmpty() ? null : in(Path.of(directory));
    }

    /** Creates a recorder that writes to this process's file. */
    private static Traffic in(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot record traffic in " + directory, e);
        }
        return new Traffic(directory.resolve(ProcessHandle.current().pid() + ".jsonl"));
    }

    /** Records an exchange, if recording is enabled. */
    static void record(NameSet names, IncomingRequest incoming, String operation, Response response) {
        if (RECORDER != null) {
            RECORDER.add(names, incoming, operation, response);
        }
    }

    private synchronized void add(NameSet names, IncomingRequest incoming, String operation, Response response) {
        ReceivedRequest request = incoming.received(response.status(), null);
        String kind = names + " " + operation + " " + response.status() + " "
                + new TreeSet<>(request.query().keySet());
        if (counts.merge(kind, 1, Integer::sum) > MAX_PER_KIND) {
            return;
        }
        ObjectNode exchange = ResponseWriter.object()
                .put("names", names.name())
                .put("method", request.method())
                .put("path", request.path())
                .put("query", request.rawQuery())
                .put("request", request.body())
                .put("status", response.status())
                .put("body", response.text());
        ObjectNode headers = exchange.putObject("headers");
        response.headers().forEach(headers::put);
        try {
            Files.write(
                    file,
                    (exchange + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot record traffic in " + file, e);
        }
    }
}
