package com.inboxapp.sdk.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A received request and its response. The head was read; the body is read on demand. */
final class IncomingRequest implements AutoCloseable {

    /** The threads that read bodies, and the maximum time for a body to arrive. */
    record BodyReading(ExecutorService executor, Duration timeout) {}

    static final int MAX_BODY = 1_000_000;
    private static final int MAX_TARGET = 65_536;
    private static final int MAX_HEADERS = 200;
    private static final int MAX_HEADER_CHARACTERS = 65_536;
    /** The maximum that is read after a response was sent, and the pause after which reading ends. */
    private static final int MAX_REST = 64_000_000;

    private static final Duration SILENCE = Duration.ofMillis(250);
    /** Matches the messages of the JDK's server for chunks on a connection that has ended. */
    private static final Pattern ENDED = Pattern.compile("(end of stream|connection closed|Stream is closed).*");

    private static final Pattern PROTOCOL = Pattern.compile("HTTP/1\\.[0-9]");

    final String method;
    final String path;
    final @Nullable String rawQuery;
    final @Nullable String authorization;

    /** The reason for rejecting the request before it is handled; null if there is none. */
    @Nullable
    ApiError refusal;

    private final HttpExchange exchange;
    private final BodyReading bodies;
    private byte @Nullable [] body;
    private @Nullable Future<byte[]> reading;
    /** Whether the start of the next request on the connection is unknown. */
    private boolean abandoned;
    /** The number of bytes of the body that were read. */
    private final AtomicLong received = new AtomicLong();

    IncomingRequest(HttpExchange exchange, AllowedHosts hosts, BodyReading bodies) {
        URI uri = exchange.getRequestURI();
        this.exchange = exchange;
        this.bodies = bodies;
        this.method = exchange.getRequestMethod();
        // a URI parses two slashes as the start of a host, but a target without a scheme has no host
        this.path = uri.isAbsolute() ? uri.getRawPath() : uri.toString().split("[?#]", 2)[0];
        this.rawQuery = uri.getRawQuery();
        this.authorization = header("Authorization");
        this.refusal = refusal(exchange, hosts);
    }

    private static @Nullable ApiError refusal(HttpExchange exchange, AllowedHosts hosts) {
        try {
            checkSize(exchange);
            checkRequestLine(exchange);
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

    private static void checkRequestLine(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        if (!PROTOCOL.matcher(exchange.getProtocol()).matches()) {
            throw ApiError.badRequest("A request line ends in HTTP/1.1 or HTTP/1.0.");
        }
        if (uri.isAbsolute() && (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getRawAuthority() == null)) {
            throw ApiError.badRequest("A request line has a path, or a URL that begins with http:// and a host.");
        }
        if (uri.getRawFragment() != null) {
            throw ApiError.badRequest("A path and its query have no fragment: write %23 for the character #.");
        }
    }

    @Nullable
    String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    boolean isFromThisMachine() {
        return exchange.getRemoteAddress().getAddress().isLoopbackAddress();
    }

    /**
     * Reads the body, unless it was read before. Of a body that is too large, one byte more than the maximum is kept. Rejects the request
     * if its chunks cannot be read, or the body does not arrive in time.
     *
     * @throws IOException if the connection ends within the body, or if a HEAD request would be rejected
     */
    void readBody() throws IOException {
        if (body != null || abandoned) {
            return;
        }
        try {
            body = isThere() ? read() : awaited();
        } catch (TimeoutException e) {
            abandon(new ApiError(408, "REQUEST_TIMEOUT", "The body has not arrived within " + bodies.timeout + "."));
        } catch (IOException | IndexOutOfBoundsException e) {
            // the JDK's server throws the latter for a chunk of more than 2 GB
            if (!isChunked()) {
                throw e;
            }
            abandon(ApiError.badRequest("The chunks of the body cannot be read."));
        }
    }

    private boolean isChunked() {
        return exchange.getRequestHeaders().containsKey("Transfer-Encoding");
    }

    /** Returns whether the body arrived together with the head, as it does for most requests. */
    private boolean isThere() throws IOException {
        String length = header("Content-Length");
        return !isChunked() && (length == null || exchange.getRequestBody().available() >= Long.parseLong(length));
    }

    private byte[] read() throws IOException {
        InputStream in = new Counted(exchange.getRequestBody());
        byte[] read = in.readNBytes(MAX_BODY + 1);
        // closing a connection with unread data resets it, and the client may miss the response
        in.transferTo(OutputStream.nullOutputStream());
        return read;
    }

    /** Reads the body in another thread: a read can only be stopped by closing the connection, which must wait for the response. */
    private byte[] awaited() throws IOException, TimeoutException {
        reading = bodies.executor.submit(this::read);
        try {
            return reading.get(bodies.timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IndexOutOfBoundsException unreadable) {
                throw unreadable;
            }
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            abandoned = true;
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the sandbox is closed");
        }
    }

    private void abandon(ApiError reason) throws IOException {
        if (method.equals("HEAD")) {
            // the JDK's server waits for the rest of the body as soon as it has sent the headers
            throw new IOException(reason);
        }
        refusal = refusal == null ? reason : refusal;
        abandoned = true;
    }

    /** Returns the body; empty if there is none or it was not read. */
    byte[] body() {
        return body == null ? new byte[0] : body;
    }

    /** Returns this request as the log stores it. */
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

    /** Sends the whole response before the connection is closed. */
    void send(Response response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        if (abandoned) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
        byte[] bytes = response.text().getBytes(StandardCharsets.UTF_8);
        if (method.equals("HEAD") || (bytes.length == 0 && !response.brokenOff())) {
            exchange.sendResponseHeaders(response.status(), -1);
        } else if (response.brokenOff()) {
            // closing the exchange before the announced length is reached closes the connection, without a flush
            exchange.sendResponseHeaders(response.status(), Math.max(1, bytes.length));
            exchange.getResponseBody().write(Arrays.copyOf(bytes, bytes.length / 2));
            exchange.getResponseBody().flush();
        } else {
            exchange.sendResponseHeaders(response.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
        }
    }

    /** Ends the exchange. Closes the connection if there was no response, or if the body was not read to its end. */
    @Override
    public void close() {
        if (!abandoned) {
            exchange.close();
            return;
        }
        if (refusal != null) {
            linger();
        }
        if (reading != null) {
            reading.cancel(true);
        }
        // the JDK's server would wait for the rest of the body; an interrupt makes it close the connection instead
        boolean interrupted = Thread.interrupted();
        Thread.currentThread().interrupt();
        exchange.close();
        if (Thread.interrupted() && interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads the rest of the request, up to a limit: closing a connection with unread data resets it, and the response is lost. */
    private void linger() {
        if (reading == null || reading.isDone()) {
            reading = bodies.executor.submit(this::readRest);
        }
        long begun = System.nanoTime();
        long before;
        do {
            before = received.get();
            try {
                reading.get(silence(), TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException e) {
                // the client is still writing, unless nothing arrived since the last look
            } catch (ExecutionException e) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        } while (received.get() != before
                && received.get() < MAX_REST
                && System.nanoTime() - begun < bodies.timeout.toNanos());
    }

    private long silence() {
        return Math.min(SILENCE.toNanos(), bodies.timeout.toNanos());
    }

    /** Reads up to the end. The JDK's server searches for chunks, and fails again after every few bytes that are not a chunk. */
    private byte[] readRest() throws InterruptedException {
        InputStream in = new Counted(exchange.getRequestBody());
        byte[] piece = new byte[8192];
        boolean ended = false;
        while (!ended && received.get() < MAX_REST) {
            try {
                ended = in.read(piece) < 0;
            } catch (IOException e) {
                received.incrementAndGet();
                ended = e instanceof ClosedChannelException
                        || ENDED.matcher(String.valueOf(e.getMessage())).matches();
            } catch (IndexOutOfBoundsException e) {
                // after a chunk of more than 2 GB nothing can be read. When the client has read its response cannot be
                // observed, so wait
                TimeUnit.NANOSECONDS.sleep(silence());
                ended = true;
            }
        }
        return new byte[0];
    }

    /** Counts the bytes of the body that were read. */
    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            received.addAndGet(Math.max(0, count));
            return count;
        }
    }
}
