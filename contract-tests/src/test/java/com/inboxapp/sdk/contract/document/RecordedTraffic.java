package com.inboxapp.sdk.contract.document;

import com.inboxapp.sdk.query.NameSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the traffic that the tests of a module exchanged with a sandbox. */
public final class RecordedTraffic {
    private static final String BASE_PATH = "/api/v1";

    private RecordedTraffic() {}

    /** Returns the exchanges of another module with responses in the given name set; empty if its tests have not run. */
    public static List<Exchange> of(String module, NameSet names) {
        Path directory = Path.of("..", module, "target", "traffic");
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().flatMap(file -> exchanges(file, names)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Exchange> exchanges(Path file, NameSet names) {
        try {
            return Files.readAllLines(file).stream()
                    .map(JsonMapper.shared()::readTree)
                    .filter(recorded -> recorded.path("names").asString().equals(names.name()))
                    .map(RecordedTraffic::exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Exchange exchange(JsonNode recorded) {
        Map<String, String> headers = new HashMap<>();
        recorded.path("headers")
                .propertyStream()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asString()));
        return new Exchange(
                recorded.path("method").asString(),
                recorded.path("path").asString().substring(BASE_PATH.length()),
                text(recorded.path("query")),
                recorded.path("request").asString(),
                recorded.path("status").asInt(),
                headers,
                recorded.path("body").asString());
    }

    private static @Nullable String text(JsonNode node) {
        return node.isNull() ? null : node.asString();
    }
}
