package com.inboxapp.sdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.inboxapp.sdk.model.Team;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;

/** A server that keeps its connections open until the test closes them. */
final class KeepAliveServer implements AutoCloseable {
    /** Handles one request. Further requests are read from the connection afterwards. */
    interface Responder {
        void respond(Socket connection, String request) throws IOException;
    }

    private static final String ESTABLISHED = "01";
    private static final String CLOSE_WAIT = "08";

    private final ServerSocket listener;
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Responder responder = KeepAliveServer::good;
    private volatile boolean closing;

    KeepAliveServer() throws IOException {
        this(ServerSocketFactory.getDefault());
    }

    KeepAliveServer(ServerSocketFactory sockets) throws IOException {
        listener = sockets.createServerSocket(0, 100, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        start(this::accept);
    }

    static KeepAliveServer overTls() throws IOException {
        return new KeepAliveServer(SelfSigned.shared().context().getServerSocketFactory());
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "keep-alive-server");
        thread.setDaemon(true);
        thread.start();
    }

    String authority() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    void setResponder(Responder responder) {
        this.responder = responder;
    }

    /** The request lines of all complete requests. */
    List<String> requests() {
        return requests;
    }

    int connections() {
        return accepted.get();
    }

    static void good(Socket connection, String request) throws IOException {
        String body = request.startsWith("POST") ? Responses.SENT_MESSAGE : Responses.TEAM;
        write(connection, "HTTP/1.1 200 OK\r\nContent-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body);
    }

    /** Responds once the given number of requests are in flight, so that each uses its own connection. */
    static Responder together(int requests) {
        return together(requests, KeepAliveServer::good);
    }

    private static Responder together(int requests, Responder responder) {
        CountDownLatch all = new CountDownLatch(requests);
        return (connection, request) -> {
            all.countDown();
            try {
                all.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            responder.respond(connection, request);
        };
    }

    /** Makes a client open the given number of connections, by concurrent reads with this response. */
    void openConnections(InboxClient client, int count, Responder responder) throws Exception {
        setResponder(together(count, responder));
        List<CompletableFuture<Team>> reads = Stream.generate(
                        () -> client.team().get().executeAsync())
                .limit(count)
                .toList();
        for (CompletableFuture<Team> read : reads) {
            read.get(60, TimeUnit.SECONDS);
        }
    }

    static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(UTF_8));
        connection.getOutputStream().flush();
    }

    /** Closes every connection, and returns when the client sockets have received the end. */
    void closeConnections() throws IOException {
        for (Socket connection : open) {
            connection.close();
        }
        open.clear();
        awaitClientSides(socket -> socket.state.equals(CLOSE_WAIT));
    }

    /** Closes every connection as soon as it is made. */
    void closeFromNowOn() {
        closing = true;
    }

    /** Writes a text on every connection. */
    void writeUnsolicited(String text) throws IOException {
        for (Socket connection : open) {
            write(connection, text);
        }
    }

    /** Returns when the client sockets have received data that is not read yet. */
    void awaitReceived() throws IOException {
        awaitClientSides(socket -> socket.unread > 0);
    }

    private record ClientSide(String state, long unread) {}

    private void awaitClientSides(Predicate<ClientSide> reached) throws IOException {
        while (!clientSides().stream().allMatch(reached)) {
            Thread.onSpinWait();
        }
    }

    /** The client sockets on this port, if the system lists them. Elsewhere loopback delivers immediately. */
    private List<ClientSide> clientSides() throws IOException {
        String port = String.format(Locale.ROOT, ":%04X", listener.getLocalPort());
        List<ClientSide> sockets = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (Files.exists(Path.of(table))) {
                for (String line : Files.readAllLines(Path.of(table))) {
                    String[] words = line.strip().split("\\s+", -1);
                    if (words[2].endsWith(port)
                            && List.of(ESTABLISHED, CLOSE_WAIT).contains(words[3])) {
                        sockets.add(new ClientSide(words[3], Long.parseLong(words[4].split(":", 2)[1], 16)));
                    }
                }
            }
        }
        return sockets;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                accepted.incrementAndGet();
                if (closing) {
                    connection.close();
                    continue;
                }
                open.add(connection);
                start(() -> serve(connection));
            } catch (IOException e) {
                // the test is over
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            while (true) {
                String request = read(connection.getInputStream());
                requests.add(request.lines().findFirst().orElse(""));
                responder.respond(connection, request);
            }
        } catch (IOException e) {
            open.remove(connection);
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the other side has ended");
            }
            head.write(next);
        }
        int length = head.toString(ISO_8859_1)
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .sum();
        if (in.readNBytes(length).length < length) {
            throw new IOException("the other side has ended");
        }
        return head.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : open) {
            connection.close();
        }
    }
}
