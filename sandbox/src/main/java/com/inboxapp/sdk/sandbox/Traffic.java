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
 * Records what was asked and answered, for checks against the document: a JSON object a line, in a file for each process, in the directory that
 * the system property {@code inbox.sandbox.traffic} names. Of exchanges that are alike, the first ten are kept. The token is not.
 */
final class Traffic {

    static final String DIRECTORY = "inbox.sandbox.traffic";

    private static final int ALIKE = 10;
    private static final @Nullable Traffic RECORDER = configured(System.getProperty(DIRECTORY));

    private final Path file;
    private final Map<String, Integer> counts = new HashMap<>();

    private Traffic(Path file) {
        this.file = file;
    }

    private static @Nullable Traffic configured(@Nullable String directory) {
        return directory == null || directory.isEmpty() ? null : in(Path.of(directory));
    }

    /** A recorder with a file of this process. */
    private static Traffic in(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot record traffic in " + directory, e);
        }
        return new Traffic(directory.resolve(ProcessHandle.current().pid() + ".jsonl"));
    }

    /** Records an exchange, if that was asked for. */
    static void record(Names names, Arrival arrival, String operation, Answer answer) {
        if (RECORDER != null) {
            RECORDER.add(names, arrival, operation, answer);
        }
    }

    private synchronized void add(Names names, Arrival arrival, String operation, Answer answer) {
        ReceivedRequest request = arrival.received(answer.status(), null);
        String kind = names + " " + operation + " " + answer.status() + " "
                + new TreeSet<>(request.query().keySet());
        if (counts.merge(kind, 1, Integer::sum) > ALIKE) {
            return;
        }
        ObjectNode exchange = Answers.object()
                .put("names", names.name())
                .put("method", request.method())
                .put("path", request.path())
                .put("query", request.rawQuery())
                .put("request", request.body())
                .put("status", answer.status())
                .put("body", answer.text());
        ObjectNode headers = exchange.putObject("headers");
        answer.headers().forEach(headers::put);
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
