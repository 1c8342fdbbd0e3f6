package com.inboxapp.sdk.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request on its way in: its head was read, its body is read when that is asked for. */
final class Arrival {

    static final int MAX_BODY = 1_000_000;

    final String method;
    final String path;
    final @Nullable String rawQuery;
    final @Nullable String authorization;

    private final HttpExchange exchange;
    private byte @Nullable [] body;

    Arrival(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        this.exchange = exchange;
        this.method = exchange.getRequestMethod();
        this.path = uri.getRawPath() == null ? "" : uri.getRawPath();
        this.rawQuery = uri.getRawQuery();
        this.authorization = exchange.getRequestHeaders().getFirst("Authorization");
    }

    /**
     * Reads the body, unless that was done already. Of a body that is too large, one byte more than is allowed is kept.
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
