package com.inboxapp.sdk;

import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A local server with scripted responses, and clients of it that are closed after the test. */
final class TestServer implements BeforeEachCallback, AfterEachCallback {
    static final String TOKEN = "secret-token-1";

    /** Referenced strongly, since a garbage-collected logger loses its filter. */
    private static final Logger LOG = Logger.getLogger(MockWebServer.class.getName());

    static {
        // a connection on which the client writes nothing is logged some time later
        LOG.setFilter(record -> !record.getMessage().endsWith("didn't make a request"));
    }

    private final List<AutoCloseable> open = new ArrayList<>();
    private MockWebServer server = NoDelaySockets.mockWebServer();

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        server = NoDelaySockets.mockWebServer();
        server.start();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
        open.clear();
        server.close();
    }

    MockWebServer mock() {
        return server;
    }

    String baseUrl() {
        return server.url("/api/v1").toString();
    }

    /** Creates a client without retries and rate limits. */
    InboxClient client() {
        return client(builder -> builder);
    }

    /** Creates a client without retries and rate limits, unless the options set them. */
    InboxClient client(UnaryOperator<InboxClient.Builder> options) {
        InboxClient client = options.apply(InboxClient.builder()
                        .apiToken(TOKEN)
                        .baseUrl(baseUrl())
                        .rateLimits(RateLimitOptions.unlimited())
                        .options(CallOptions.builder()
                                .retries(RetryPolicy.none())
                                .build()))
                .build();
        open.add(client);
        return client;
    }

    /** Enqueues a response with status 200 and this body. */
    void enqueue(String body) {
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build());
    }

    void enqueue(int status, String body) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }

    void enqueue(MockResponse.Builder response) {
        server.enqueue(response.build());
    }

    /** Returns the next received request, which must have been received already. */
    RecordedRequest received() {
        try {
            RecordedRequest request = server.takeRequest(0, TimeUnit.SECONDS);
            if (request == null) {
                throw new AssertionError("no request was received");
            }
            return request;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    int requests() {
        return server.getRequestCount();
    }

    static String body(RecordedRequest request) {
        return request.getBody() == null ? "" : request.getBody().utf8();
    }
}
