package com.inboxapp.sdk.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An Inbox API server in memory, on a port of the loopback interface. What is written to it can be read back until it is
 * closed; nothing leaves the machine.
 *
 * <pre>{@code
 * try (InboxSandbox sandbox = InboxSandbox.builder().start()) {
 *   // point a client at sandbox.baseUrl() with the token "sandbox-token"
 *   assertThat(sandbox.requests()).hasSize(1);
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads and many clients at once: requests change the state one after the other.
 */
public final class InboxSandbox implements AutoCloseable {

    static {
        // without it, the server of JDK 17 takes 40 ms for each small answer on a connection that is used again
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService executor;
    private final ApiHandler handler;

    private InboxSandbox(HttpServer server, ExecutorService executor, ApiHandler handler) {
        this.server = server;
        this.executor = executor;
        this.handler = handler;
    }

    /** A builder with demo data, a free port, the token {@code sandbox-token}, the system clock and the usual limits. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where the API is: {@code http://127.0.0.1:PORT/api/v1}, without a slash at the end. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + ApiHandler.BASE_PATH;
    }

    /**
     * The requests answered so far, in the order of their answers, refused ones included. A request is in the list before
     * its answer is sent. Only the newest 10,000 are kept.
     */
    public List<ReceivedRequest> requests() {
        return handler.requests();
    }

    /** Stops the server at once and forgets its state. Closing twice does no harm. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    /** Settings of a sandbox. A builder can start any number of sandboxes, each with a state of its own. */
    public static final class Builder {

        private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

        private String token = "sandbox-token";
        private int port;
        private boolean demoData = true;
        private Clock clock = Clock.systemUTC();
        private @Nullable RateLimits rateLimits = RateLimits.DEFAULT;

        private Builder() {}

        /**
         * The one bearer token that is accepted; {@code sandbox-token} unless set.
         *
         * @throws IllegalArgumentException if it is empty or has other than visible ASCII characters
         */
        public Builder token(String token) {
            if (!TOKEN.matcher(token).matches()) {
                throw new IllegalArgumentException("the token must be visible ASCII characters without spaces");
            }
            this.token = token;
            return this;
        }

        /**
         * The port to listen on, on 127.0.0.1; 0, the default, takes a free one.
         *
         * @throws IllegalArgumentException if it is not in 0..65535
         */
        public Builder port(int port) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("the port must be in 0..65535, but is " + port);
            }
            this.port = port;
            return this;
        }

        /** Starts with the demo data that the module's README describes. This is the default. */
        public Builder demoData() {
            this.demoData = true;
            return this;
        }

        /** Starts with the team, its two account links and its members, and nothing else. */
        public Builder empty() {
            this.demoData = false;
            return this;
        }

        /**
         * The clock for new activity, for limits and for the age of events; the system's unless set. The state never goes
         * back in time: a clock that stands before the newest demo data (2025-11-10T18:03:16Z) gives that time to new
         * activity until it has caught up.
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** The limits to enforce; {@link RateLimits#DEFAULT} unless set. */
        public Builder rateLimits(RateLimits rateLimits) {
            this.rateLimits = Objects.requireNonNull(rateLimits, "rateLimits");
            return this;
        }

        /** Enforces no limits. The limit headers are still there, with a figure that is never reached. */
        public Builder unlimited() {
            this.rateLimits = null;
            return this;
        }

        /**
         * Starts the server; it answers when this method returns, and keeps the JVM alive until it is closed.
         *
         * @throws UncheckedIOException if the port cannot be listened on, for instance because it is taken
         */
        public InboxSandbox start() {
            ApiHandler handler = new ApiHandler(token, demoData, clock, rateLimits);
            HttpServer server;
            try {
                InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
                server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
            }
            ExecutorService executor = Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "inbox-sandbox");
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(executor);
            server.createContext("/", handler);
            server.start();
            return new InboxSandbox(server, executor, handler);
        }
    }
}
