package com.inboxapp.sdk;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that reads requests and lets the test write arbitrary responses, including invalid ones or none. */
final class RawServer implements AutoCloseable {
    /** How much of a request is read before the response. */
    enum Reads {
        FIRST_BYTE,
        HEAD,
        ALL
    }

    /** Resets the connection and discards unread and unsent data. */
    static final Responder RESET = connection -> connection.setSoLinger(true, 0);

    /** Responds after a request was read. The connection is closed afterwards. */
    interface Responder {
        void respond(Socket connection) throws IOException;
    }

    private final ServerSocket listener;
    private final AtomicInteger requests = new AtomicInteger();
    private final Reads reads;
    private volatile Responder responder;

    RawServer(Responder responder) {
        this(Reads.ALL, responder);
    }

    RawServer(Reads reads, Responder responder) {
        this(listener(), reads, responder);
    }

    RawServer(ServerSocket listener, Reads reads, Responder responder) {
        this.listener = listener;
        this.reads = reads;
        this.responder = responder;
        Thread thread = new Thread(this::serve, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private static ServerSocket listener() {
        try {
            return new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RawServer respondingWith(byte[] bytes) {
        return new RawServer(connection -> connection.getOutputStream().write(bytes));
    }

    void respondFromNowOn(byte[] bytes) {
        responder = connection -> connection.getOutputStream().write(bytes);
    }

    /**
     * Returns a URL that refuses connections. The port stays bound while the tests run, since the system could assign a free port
     * to the connecting client itself, which would then connect to itself.
     */
    static String refusingBaseUrl() {
        return "http://127.0.0.1:" + RefusedPort.TAKEN.getLocalPort() + "/api/v1";
    }

    private static final class RefusedPort {
        static final Socket TAKEN = bound();

        private static Socket bound() {
            try {
                Socket socket = new Socket();
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                return socket;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    String baseUrl() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/api/v1";
    }

    int requests() {
        return requests.get();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket connection = listener.accept()) {
                if (read(connection.getInputStream())) {
                    requests.incrementAndGet();
                    responder.respond(connection);
                }
            } catch (IOException e) {
                // the client disconnected, or the test is over
            }
        }
    }

    private boolean read(InputStream in) throws IOException {
        if (reads == Reads.FIRST_BYTE) {
            return in.read() >= 0;
        }
        InputStream input = new BufferedInputStream(in);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = input.read();
            if (next < 0) {
                return false;
            }
            head.write(next);
        }
        if (reads == Reads.HEAD) {
            return true;
        }
        int length = head.toString(StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .sum();
        return input.readNBytes(length).length == length;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
