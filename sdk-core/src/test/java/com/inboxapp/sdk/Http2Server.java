package com.inboxapp.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A minimal HTTP/2 server (RFC 9113, with prior knowledge) that accepts or rejects requests. */
final class Http2Server implements AutoCloseable {
    static final int REFUSED_STREAM = 7;
    static final int CANCEL = 8;

    private static final int PREFACE = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    /** ":status: 200" in the static table of HPACK. */
    private static final byte STATUS_200 = (byte) 0x88;

    /** Handles a complete request. */
    interface Behaviour {
        void on(Connection connection, int stream) throws IOException;
    }

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger processed = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Behaviour behaviour;

    Http2Server(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        start(this::accept);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "http2-server");
        thread.setDaemon(true);
        thread.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/api/v1";
    }

    int connections() {
        return connections.get();
    }

    int received() {
        return received.get();
    }

    int processed() {
        return processed.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Connection connection = new Connection(connections.incrementAndGet(), socket);
                start(connection::serve);
            } catch (IOException e) {
                // the test is over
            }
        }
    }

    final class Connection {
        /** Starts at 1. */
        final int number;

        private final Socket socket;
        private final DataOutputStream out;
        private final CountDownLatch pong = new CountDownLatch(1);

        Connection(int number, Socket socket) throws IOException {
            this.number = number;
            this.socket = socket;
            this.out = new DataOutputStream(socket.getOutputStream());
        }

        void respond(int stream, String body) throws IOException {
            processed.incrementAndGet();
            write(HEADERS, END_HEADERS, stream, new byte[] {STATUS_200});
            write(DATA, END_STREAM, stream, body.getBytes(UTF_8));
        }

        /** Responds with a header name that is not in lower case, which HTTP/2 forbids. */
        void respondMalformed(int stream, String name) throws IOException {
            ByteArrayOutputStream block = new ByteArrayOutputStream();
            block.write(STATUS_200);
            block.write(0); // a literal header with a new name
            block.write(name.length());
            block.write(name.getBytes(UTF_8));
            block.write(0);
            write(HEADERS, END_HEADERS | END_STREAM, stream, block.toByteArray());
        }

        void reset(int stream, int code) throws IOException {
            write(RST_STREAM, 0, stream, ints(code));
        }

        void goAway(int lastStream) throws IOException {
            write(GOAWAY, 0, 0, ints(lastStream, 0));
        }

        /** Sends a GOAWAY and returns when the client has received it. */
        void goAwayAndWait(int lastStream) throws IOException {
            goAway(lastStream);
            write(PING, 0, 0, new byte[8]);
            try {
                pong.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        private byte[] ints(int... values) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int value : values) {
                new DataOutputStream(bytes).writeInt(value);
            }
            return bytes.toByteArray();
        }

        private void write(int type, int flags, int stream, byte[] payload) throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            DataOutputStream head = new DataOutputStream(frame);
            head.write(payload.length >> 16);
            head.writeShort(payload.length);
            head.write(type);
            head.write(flags);
            head.writeInt(stream);
            head.write(payload);
            out.write(frame.toByteArray());
            out.flush();
        }

        private void serve() {
            try (socket) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                in.readFully(new byte[PREFACE]);
                write(SETTINGS, 0, 0, new byte[0]);
                while (true) {
                    int length = (in.readUnsignedByte() << 16) + in.readUnsignedShort();
                    int type = in.readUnsignedByte();
                    int flags = in.readUnsignedByte();
                    int stream = in.readInt();
                    byte[] payload = new byte[length];
                    in.readFully(payload);
                    if ((type == SETTINGS || type == PING) && (flags & ACK) == 0) {
                        write(type, ACK, 0, type == PING ? payload : new byte[0]);
                    } else if (type == PING) {
                        pong.countDown();
                    } else if ((type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
                        received.incrementAndGet();
                        behaviour.on(this, stream);
                    }
                }
            } catch (IOException e) {
                // the client disconnected, or the test is over
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
