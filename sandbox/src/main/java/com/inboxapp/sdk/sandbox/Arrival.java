package com.inboxapp.sdk.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request on its way in: its head was read, its body is read when that is asked for. */
final class Arrival {

    static final int MAX_BODY = 1_000_000;
    private static final int MAX_TARGET = 65_536;
    private static final int MAX_HEADERS = 200;
    private static final int MAX_HEADER_CHARACTERS = 65_536;

    final String method;
    final String path;
    final @Nullable String rawQuery;
    final @Nullable String authorization;

    /** Why it is refused before anything else is looked at; null if it is not. */
    @Nullable
    ApiError refusal;

    private final HttpExchange exchange;
    private byte @Nullable [] body;

    Arrival(HttpExchange exchange, AllowedHosts hosts) {
        URI uri = exchange.getRequestURI();
        this.exchange = exchange;
        this.method = exchange.getRequestMethod();
        this.path = uri.getRawPath() == null ? "" : uri.getRawPath();
        this.rawQuery = uri.getRawQuery();
        this.authorization = exchange.getRequestHeaders().getFirst("Authorization");
        this.refusal = refusal(exchange, hosts);
    }

    private static @Nullable ApiError refusal(HttpExchange exchange, AllowedHosts hosts) {
        try {
            checkSize(exchange);
            List<String> given = exchange.getRequestHeaders().getOrDefault("Host", List.of());
            URI uri = exchange.getRequestURI();
            hosts.check(given, uri.isAbsolute() ? uri.getRawAuthority() : null, exchange.getProtocol());
            return null;
        } catch (ApiError e) {
            return e;
        }
    }

    private static void checkSize(HttpExchange exchange) {
        if (exchange.getRequestURI().toString().length() > MAX_TARGET) {
            throw new ApiError(414, "URI_TOO_LONG", "A path and its query have at most " + MAX_TARGET + " characters.");
        }
        long headers = 0;
        long characters = 0;
        for (Map.Entry<String, List<String>> header :
                exchange.getRequestHeaders().entrySet()) {
            headers += header.getValue().size();
            for (String value : header.getValue()) {
                characters += header.getKey().length() + value.length();
            }
        }
        if (headers > MAX_HEADERS || characters > MAX_HEADER_CHARACTERS) {
            throw new ApiError(
                    431,
                    "REQUEST_HEADER_FIELDS_TOO_LARGE",
                    "A request has at most " + MAX_HEADERS + " headers with " + MAX_HEADER_CHARACTERS + " characters.");
        }
    }

    /**
     * Reads the body, unless that was done already. Of a body that is too large, one byte more than is allowed is kept. A request with
     * chunks that cannot be read is refused.
     *
     * @throws IOException if the connection breaks off in the body
     */
    void readBody() throws IOException {
        if (body == null) {
            try (InputStream in = exchange.getRequestBody()) {
                byte[] read = in.readNBytes(MAX_BODY + 1);
                // a connection that is closed on unread data is reset, and the client may miss the answer
                in.transferTo(OutputStream.nullOutputStream());
                body = read;
            } catch (IOException | IndexOutOfBoundsException e) {
                // the JDK's server throws the latter for a chunk of more than 2 GB
                if (!exchange.getRequestHeaders().containsKey("Transfer-Encoding")) {
                    throw e;
                }
                refusal = ApiError.badRequest("The chunks of the body cannot be read.");
            }
        }
    }

    /** The body; empty if there is none or it was not read. */
    byte[] body() {
        return body == null ? new byte[0] : body;
    }

    /** This request as the log keeps it. */
    ReceivedRequest received(int status, @Nullable Fault fault) {
        Map<String, Object> query;
        try {
            query = QueryDecoder.decode(rawQuery);
        } catch (IllegalArgumentException e) {
            query = Map.of();
        }
        String text = new String(body(), StandardCharsets.UTF_8);
        return new ReceivedRequest(method, path, rawQuery, query, text, status, fault);
    }
}
