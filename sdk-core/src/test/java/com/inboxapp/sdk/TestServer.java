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

/** A server on this machine that answers what a test tells it, and clients of it, which it closes after the test. */
final class TestServer implements BeforeEachCallback, AfterEachCallback {
    static final String TOKEN = "secret-token-1";

    /** Held, since a logger that nobody holds forgets its filter. */
    private static final Logger LOG = Logger.getLogger(MockWebServer.class.getName());

    static {
        // a connection that the client makes, and then writes nothing on, is logged some time later
        LOG.setFilter(record -> !record.getMessage().endsWith("didn't make a request"));
    }

    private final List<AutoCloseable> open = new ArrayList<>();
    private MockWebServer server = PromptSockets.mockWebServer();

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        server = PromptSockets.mockWebServer();
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

    /** A client that sends each request once and waits for nothing. */
    InboxClient client() {
        return client(builder -> builder);
    }

    /** A client that sends each request once and waits for nothing, unless the options say otherwise. */
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

    /** Answers the next request with 200 and this body. */
    void answer(String body) {
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build());
    }

    void answer(int status, String body) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }

    void answer(MockResponse.Builder answer) {
        server.enqueue(answer.build());
    }

    /** The next request that came in; there has to be one already. */
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
