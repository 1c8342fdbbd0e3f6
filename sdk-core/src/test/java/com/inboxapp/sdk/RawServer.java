package com.inboxapp.sdk;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that reads whole requests and leaves everything else to the test: answers that no HTTP library would write. */
final class RawServer implements AutoCloseable {
    /** What happens after a request was read; the connection is closed then. */
    interface Answer {
        void give(Socket connection) throws IOException;
    }

    private final ServerSocket listener;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Answer answer;

    RawServer(Answer answer) {
        this.answer = answer;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    static RawServer answering(byte[] bytes) {
        return new RawServer(connection -> connection.getOutputStream().write(bytes));
    }

    void answerFromNowOn(byte[] bytes) {
        answer = connection -> connection.getOutputStream().write(bytes);
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
                if (readRequest(connection.getInputStream())) {
                    requests.incrementAndGet();
                    answer.give(connection);
                }
            } catch (IOException e) {
                // the client went away, or the test is over
            }
        }
    }

    private static boolean readRequest(InputStream in) throws IOException {
        InputStream input = new BufferedInputStream(in);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = input.read();
            if (next < 0) {
                return false;
            }
            head.write(next);
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
