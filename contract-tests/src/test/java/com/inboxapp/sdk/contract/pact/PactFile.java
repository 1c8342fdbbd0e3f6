package com.inboxapp.sdk.contract.pact;

import com.inboxapp.sdk.contract.document.Exchange;
import com.inboxapp.sdk.query.NameSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the committed pacts as JSON. */
public final class PactFile {
    private static final Path COMMITTED = Path.of("pacts");

    /** A recorded interaction, with the request and response of its examples. */
    public record Recorded(String operation, String description, Exchange exchange) {
        @Override
        public String toString() {
            return operation + " " + exchange.status() + ": " + description;
        }
    }

    private PactFile() {}

    /** Returns the interactions of the pact in a name set. */
    public static List<Recorded> interactions(NameSet names) {
        return nodes(names).stream().map(PactFile::recorded).toList();
    }

    /** Returns the interactions of the pact in a name set as JSON. */
    static List<JsonNode> nodes(NameSet names) {
        Path file = COMMITTED.resolve(Pacts.consumer(names) + "-" + Pacts.PROVIDER + ".json");
        try {
            return JsonMapper.shared()
                    .readTree(Files.readString(file))
                    .path("interactions")
                    .valueStream()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recorded recorded(JsonNode interaction) {
        JsonNode request = interaction.path("request");
        JsonNode response = interaction.path("response");
        Map<String, String> headers = new HashMap<>();
        response.path("headers")
                .propertyStream()
                .forEach(header ->
                        headers.put(header.getKey(), header.getValue().path(0).asString()));
        String path = request.path("path").asString();
        return new Recorded(
                interaction.at("/comments/references/openapi/operationId").asString(),
                interaction.path("description").asString(),
                new Exchange(
                        request.path("method").asString(),
                        path.substring(Pacts.BASE_PATH.length()),
                        query(request.path("query")),
                        body(request),
                        response.path("status").asInt(),
                        headers,
                        body(response)));
    }

    private static String query(JsonNode query) {
        return query.propertyStream()
                .flatMap(parameter -> parameter
                        .getValue()
                        .valueStream()
                        .map(value -> encoded(parameter.getKey()) + "=" + encoded(value.asString())))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String body(JsonNode part) {
        JsonNode content = part.path("body").path("content");
        return content.isMissingNode() ? "" : content.toString();
    }
}
