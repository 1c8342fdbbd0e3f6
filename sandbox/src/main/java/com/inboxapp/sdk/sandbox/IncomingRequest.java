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

/** A request on its way in, and its answer on its way out: its head was read, its body is read when that is asked for. */
final class IncomingRequest implements AutoCloseable {

    /** Who reads bodies, and how long one may take to arrive. */
    record BodyReading(ExecutorService executor, Duration timeout) {}

    static final int MAX_BODY = 1_000_000;
    private static final int MAX_TARGET = 65_536;
    private static final int MAX_HEADERS = 200;
    private static final int MAX_HEADER_CHARACTERS = 65_536;
    /** How much is read behind an answer, and after what silence that ends. */
    private static final int MAX_REST = 64_000_000;

    private static final Duration SILENCE = Duration.ofMillis(250);
    /** What the JDK's server says of chunks whose connection has ended. */
    private static final Pattern ENDED = Pattern.compile("(end of stream|connection closed|Stream is closed).*");

    private static final Pattern PROTOCOL = Pattern.compile("HTTP/1\\.[0-9]");

    final String method;
    final String path;
    final @Nullable String rawQuery;
    final @Nullable String authorization;

    /** Why it is refused before anything else is looked at; null if it is not. */
    @Nullable
    ApiError refusal;

    private final HttpExchange exchange;
    private final BodyReading bodies;
    private byte @Nullable [] body;
    private @Nullable Future<byte[]> reading;
    /** Where the next request begins cannot be said any more. */
    private boolean abandoned;
    /** How many bytes of the body were read. */
    private final AtomicLong received = new AtomicLong();

    IncomingRequest(HttpExchange exchange, AllowedHosts hosts, BodyReading bodies) {
        URI uri = exchange.getRequestURI();
        this.exchange = exchange;
        this.bodies = bodies;
        this.method = exchange.getRequestMethod();
        // a URI reads two slashes as the beginning of a host, which a target without a scheme does not have
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
     * Reads the body, unless that was done already. Of a body that is too large, one byte more than is allowed is kept. A request is
     * refused whose chunks cannot be read, or whose body is not there in time.
     *
     * @throws IOException if the connection breaks off in the body, or if it is that of a HEAD and would be refused
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

    /** Whether the body has come with the head, as that of most requests. */
    private boolean isThere() throws IOException {
        String length = header("Content-Length");
        return !isChunked() && (length == null || exchange.getRequestBody().available() >= Long.parseLong(length));
    }

    private byte[] read() throws IOException {
        InputStream in = new Counted(exchange.getRequestBody());
        byte[] read = in.readNBytes(MAX_BODY + 1);
        // a connection that is closed on unread data is reset, and the client may miss the answer
        in.transferTo(OutputStream.nullOutputStream());
        return read;
    }

    /** Reads it in another thread: reading from a connection cannot be given up without closing it, and that has to wait for the answer. */
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

    /** Sends the answer, all of it before the connection is closed. */
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

    /** Ends the exchange. Closes the connection if there was no answer, or if the body was not read to its end. */
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
        // the JDK's server would wait for the rest of the body; an interrupt makes it close the connection in place of
        // that
        boolean interrupted = Thread.interrupted();
        Thread.currentThread().interrupt();
        exchange.close();
        if (Thread.interrupted() && interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads on while the client still writes, up to a bound: a connection that is closed on unread data is reset, and the answer is lost. */
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
                // the client has not come to its end, unless nothing came meanwhile
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

    /** The JDK's server looks for chunks in it, and fails once for each few bytes that are none. */
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
                // behind a chunk of more than 2 GB it reads nothing any more: the client gets time to read its answer
                TimeUnit.NANOSECONDS.sleep(silence());
                ended = true;
            }
        }
        return new byte[0];
    }

    /** Counts what was read of the body. */
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
