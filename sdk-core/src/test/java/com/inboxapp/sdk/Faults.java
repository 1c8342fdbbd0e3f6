package com.inboxapp.sdk;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;

/** Servers, interceptors, listeners and adapters that fail. */
final class Faults {
    private Faults() {}

    static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    static String unusedUrl() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    /** A port with a full backlog, so that connection attempts hang. */
    static final class FullPort implements Closeable {
        private static final int CONNECTIONS = 8;

        private final List<Closeable> open = new ArrayList<>();
        private final ServerSocket listener = new ServerSocket(0, 1, loopback());

        FullPort() throws IOException {
            open.add(listener);
            for (int i = 0; i < CONNECTIONS; i++) {
                SocketChannel channel = SocketChannel.open();
                open.add(channel);
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(loopback(), listener.getLocalPort()));
            }
        }

        String url() {
            return "http://127.0.0.1:" + listener.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (Closeable closeable : open) {
                closeable.close();
            }
        }
    }

    /** A port that reads a number of bytes of each connection and resets it. */
    static final class ResettingPort implements Closeable {
        private final ServerSocket listener = new ServerSocket(0, 50, loopback());
        private final int bytes;

        ResettingPort(int bytes) throws IOException {
            this.bytes = bytes;
            Thread thread = new Thread(this::serve, "resetting-port");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve() {
            while (!listener.isClosed()) {
                try (Socket connection = listener.accept()) {
                    connection.getInputStream().readNBytes(bytes);
                    reset(connection);
                } catch (IOException e) {
                    // the test is over
                }
            }
        }

        String url() {
            return "http://127.0.0.1:" + listener.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    /** Makes {@code close} send a reset. */
    static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
    }

    static Interceptor before(Throwable failure) {
        return chain -> Faults.<Response, RuntimeException>raise(failure);
    }

    static Interceptor after(Throwable failure) {
        return chain -> {
            chain.proceed(chain.request()).close();
            return Faults.<Response, RuntimeException>raise(failure);
        };
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "DoNotCallSuggester"
    }) // used where a value is expected
    static <R, E extends Throwable> R raise(Throwable failure) throws E {
        throw (E) failure;
    }

    static CallListener listener(Throwable failure) {
        return new CallListener() {
            @Override
            public void callStarted(CallInfo call) {
                raise(failure);
            }

            @Override
            public void attemptStarted(CallInfo call, int attempt) {
                raise(failure);
            }

            @Override
            public void waiting(CallInfo call, WaitReason reason, Duration expected) {
                raise(failure);
            }

            @Override
            public void retrying(CallInfo call, int failed, Duration wait, InboxException retried) {
                raise(failure);
            }

            @Override
            public void callEnded(CallInfo call, CallEnd end) {
                raise(failure);
            }
        };
    }

    static JsonAdapter.Factory adapter(Set<Type> types, Throwable failure) {
        return (type, annotations, moshi) -> !types.contains(type)
                ? null
                : new JsonAdapter<Object>() {
                    @Override
                    public Object fromJson(JsonReader reader) {
                        return raise(failure);
                    }

                    @Override
                    public void toJson(JsonWriter writer, Object value) {
                        raise(failure);
                    }
                };
    }

    /** A scheduler that rejects delays within a range, as after a shutdown. */
    record RejectingScheduler(InboxScheduler time, Duration min, Duration max) implements DelegatingScheduler {
        @Override
        public Future<?> schedule(Runnable task, Duration delay) {
            if (delay.compareTo(min) >= 0 && delay.compareTo(max) <= 0) {
                throw new RejectedExecutionException("shut down");
            }
            return time.schedule(task, delay);
        }
    }

    static byte[] gzip(int length) throws IOException {
        Buffer compressed = new Buffer();
        try (BufferedSink sink = Okio.buffer(new GzipSink(compressed))) {
            sink.write(new byte[length]);
        }
        return compressed.readByteArray();
    }

    static String response(int status, String headers, String body) {
        return "HTTP/1.1 " + status + " X\r\nConnection: close\r\n" + headers + "Content-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }
}
