package com.inboxapp.sdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that send endless responses, at every position where the client buffers. */
class HostileResponseTest {
    private static final int MAX_RESPONSE_BYTES = 64 * 1024;
    /** The maximum number of bytes sent per response, including the socket buffers of both sides. */
    private static final long MAX_TAKEN = 32 * 1024 * 1024;

    private static final RetryPolicy RETRY_WITHOUT_DELAY =
            new RetryPolicy(2, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    @RegisterExtension
    final TestServer server = new TestServer();

    @RegisterExtension
    final CustomHttpClients httpClients = new CustomHttpClients();

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String GZIP = OK + "Content-Encoding: gzip\r\n\r\n";

    /** A prefix that the server sends first, and a piece that it then repeats without end. */
    enum Endless {
        STATUS_LINE("HTTP/1.1 200 O", "K", InboxConnectionException.class),
        NO_LINE("", "x", InboxConnectionException.class),
        HEADER_NAME(OK + "X", "x", InboxConnectionException.class),
        HEADER_VALUE(OK + "X: ", "x", InboxConnectionException.class),
        HEADERS(OK, "X: y\r\n", InboxConnectionException.class),
        CONTINUES("", "HTTP/1.1 100 Continue\r\n\r\n", InboxConnectionException.class),
        EARLY_HINTS("", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", InboxConnectionException.class),
        BODY(OK + "\r\n", " ", InboxDecodingException.class),
        BODY_OF_A_LENGTH(OK + "Content-Length: 9000000000000000000\r\n\r\n", " ", InboxDecodingException.class),
        CHUNKS(CHUNKED, "1\r\n \r\n", InboxDecodingException.class),
        CHUNK_SIZE(CHUNKED, "0", InboxDecodingException.class),
        CHUNK_EXTENSION(CHUNKED + "1;", "x", InboxDecodingException.class),
        CHUNK_EXTENSIONS(CHUNKED, "1;" + "x".repeat(10_000) + "\r\n \r\n", InboxDecodingException.class),
        TRAILER(CHUNKED + "2\r\n{}\r\n0\r\nX: ", "x", InboxConnectionException.class),
        TRAILERS(CHUNKED + "2\r\n{}\r\n0\r\n", "X: y\r\n", InboxConnectionException.class),
        GZIP_NAME(GZIP + gzipHead(8), "x", InboxDecodingException.class),
        GZIP_COMMENT(GZIP + gzipHead(16), "x", InboxDecodingException.class),
        GZIP_BLOCKS(GZIP + gzipHead(0), "\0\0\0\u00ff\u00ff", InboxDecodingException.class),
        GZIP_MEMBERS(GZIP, gzipHead(0) + "\3\0" + "\0".repeat(8), InboxDecodingException.class),
        GZIP_EXTRAS(
                GZIP, gzipHead(4) + "\0\1" + "x".repeat(256) + "\3\0" + "\0".repeat(8), InboxDecodingException.class),
        GZIP_BOMB(GZIP, gzipped(1024 * 1024), InboxDecodingException.class),
        GZIP_NAME_IN_CHUNKS(
                CHUNKED.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n") + "a\r\n" + gzipHead(8) + "\r\n",
                "4\r\nxxxx\r\n",
                InboxDecodingException.class),
        ERROR_BODY("HTTP/1.1 404 Not Found\r\n\r\n", " ", InboxApiException.NotFound.class),
        ERROR_CHUNK_EXTENSION(
                "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n1;",
                "x",
                InboxApiException.NotFound.class),
        ERROR_GZIP_NAME(
                "HTTP/1.1 404 Not Found\r\nContent-Encoding: gzip\r\n\r\n" + gzipHead(8),
                "x",
                InboxApiException.NotFound.class);

        private final String start;
        private final String piece;
        private final Class<? extends InboxException> expected;

        Endless(String start, String piece, Class<? extends InboxException> expected) {
            this.start = start;
            this.piece = piece;
            this.expected = expected;
        }

        private static String gzipHead(int flags) {
            return "\u001f\u008b\b" + (char) flags + "\0".repeat(6);
        }

        private static String gzipped(int zeros) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(bytes)) {
                out.write(new byte[zeros]);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return bytes.toString(ISO_8859_1);
        }

        /** Writes until the client closes the connection. */
        RawServer.Responder counting(AtomicLong taken) {
            return connection -> {
                byte[] block = piece.repeat(1 + 64 * 1024 / piece.length()).getBytes(ISO_8859_1);
                OutputStream out = connection.getOutputStream();
                out.write(start.getBytes(ISO_8859_1));
                while (taken.get() < 4 * MAX_TAKEN) {
                    out.write(block);
                    taken.addAndGet(block.length);
                }
            };
        }
    }

    private InboxClient client(String baseUrl, UnaryOperator<OkHttpClient.Builder> http) {
        OkHttpClient client = httpClients.add(http.apply(new OkHttpClient.Builder()));
        return server.client(builder ->
                builder.baseUrl(baseUrl).maxResponseBytes(MAX_RESPONSE_BYTES).httpClient(client));
    }

    private void assertEndsEarly(Endless endless, RawServer raw, InboxClient client, AtomicLong taken) {
        for (String operation : List.of("team.get", "messages.quickSend")) {
            taken.set(0);
            int before = raw.requests();

            InboxException e = catchThrowableOfType(
                    InboxException.class,
                    () -> ApiTable.call(operation, client)
                            .with(CallOptions.builder()
                                    .retries(RETRY_WITHOUT_DELAY)
                                    .build())
                            .execute());

            boolean unconfirmed = operation.equals("messages.quickSend")
                    && !InboxApiException.class.isAssignableFrom(endless.expected);
            assertThat(unconfirmed ? e.getCause() : e).isInstanceOf(endless.expected);
            assertThat(e instanceof InboxUnconfirmedException).isEqualTo(unconfirmed);
            assertThat(e.getMessage()).hasSizeLessThan(2_000);
            assertThat(taken).hasValueLessThan(MAX_TAKEN);
            if (endless.expected != InboxConnectionException.class) {
                assertThat(raw.requests() - before).isOne();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void abortsAnEndlessResponse(Endless endless) throws IOException {
        AtomicLong taken = new AtomicLong();
        try (RawServer raw = new RawServer(endless.counting(taken))) {
            InboxClient client =
                    server.client(builder -> builder.baseUrl(raw.baseUrl()).maxResponseBytes(MAX_RESPONSE_BYTES));

            assertEndsEarly(endless, raw, client, taken);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_LINE", "CHUNK_EXTENSION", "GZIP_NAME", "GZIP_MEMBERS"})
    void abortsAnEndlessResponseOverTls(Endless endless) throws Exception {
        SelfSigned certificate = SelfSigned.shared();
        AtomicLong taken = new AtomicLong();
        ServerSocket listener = certificate
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        try (RawServer raw = new RawServer(listener, RawServer.Reads.ALL, endless.counting(taken))) {
            OkHttpClient http = httpClients.add(certificate.trusting());
            InboxClient client =
                    server.client(builder -> builder.baseUrl(raw.baseUrl().replace("http:", "https:"))
                            .maxResponseBytes(MAX_RESPONSE_BYTES)
                            .httpClient(http));

            assertEndsEarly(endless, raw, client, taken);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CHUNK_EXTENSION", "GZIP_NAME"})
    void abortsAnEndlessResponseOnACustomSocketFactory(Endless endless) throws IOException {
        AtomicLong taken = new AtomicLong();
        AtomicInteger made = new AtomicInteger();
        try (RawServer raw = new RawServer(endless.counting(taken))) {
            assertEndsEarly(
                    endless,
                    raw,
                    client(raw.baseUrl(), http -> http.socketFactory(new CountingSocketFactory(made))),
                    taken);
        }
        assertThat(made).hasPositiveValue();
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_LINE", "HEADER_VALUE", "HEADERS"})
    void abortsAnEndlessProxyResponseBeforeTheRequestIsSent(Endless endless) throws IOException {
        AtomicLong taken = new AtomicLong();
        try (RawServer raw = new RawServer(RawServer.Reads.HEAD, endless.counting(taken))) {
            int port = Integer.parseInt(raw.baseUrl().replaceAll("\\D+127.0.0.1:(\\d+)/.*", "$1"));
            InboxClient client = client(
                    "https://inbox.invalid/api/v1",
                    http -> http.proxy(
                            new Proxy(Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), port))));

            assertThat(catchThrowable(
                            () -> ApiTable.call("messages.quickSend", client).execute()))
                    .isExactlyInstanceOf(InboxConnectionException.class);
        }
        assertThat(taken).hasValueLessThan(MAX_TAKEN);
    }

    @Test
    void abortsEndlessHttp2Headers() throws IOException {
        AtomicLong taken = new AtomicLong();
        try (RawServer raw = new RawServer(RawServer.Reads.FIRST_BYTE, connection -> {
            awaitHeaders(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            out.write(frame(4, 0, 0, new byte[0]));
            byte[] header = new byte[10_000];
            // a literal header with a one-byte name and a value of 9,000 bytes
            byte[] start = {0, 1, 'a', 127, (byte) 0xa9, 0x45};
            System.arraycopy(start, 0, header, 0, start.length);
            byte[] block = Arrays.copyOf(header, start.length + 9_000);
            out.write(frame(1, 0, 3, block));
            while (taken.get() < 4 * MAX_TAKEN) {
                out.write(frame(9, 0, 3, block));
                taken.addAndGet(block.length);
            }
        })) {
            InboxClient client = client(raw.baseUrl(), http -> http.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));

            assertThat(catchThrowable(
                            () -> ApiTable.call("messages.quickSend", client).execute()))
                    .isExactlyInstanceOf(InboxUnconfirmedException.class);
        }
        assertThat(taken).hasValueLessThan(2 * MAX_TAKEN);
    }

    /** Reads the HTTP/2 connection preface after its first byte, up to the headers of the request. */
    private static void awaitHeaders(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        data.readFully(new byte["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length() - 1]);
        int type;
        do {
            int length = data.readUnsignedByte() << 16 | data.readUnsignedShort();
            type = data.readUnsignedByte();
            data.readFully(new byte[5 + length]);
        } while (type != 1);
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        byte[] frame = new byte[9 + payload.length];
        frame[0] = (byte) (payload.length >> 16);
        frame[1] = (byte) (payload.length >> 8);
        frame[2] = (byte) payload.length;
        frame[3] = (byte) type;
        frame[4] = (byte) flags;
        frame[8] = (byte) stream;
        System.arraycopy(payload, 0, frame, 9, payload.length);
        return frame;
    }

    @Test
    void allowsEachResponseOfAConnectionTheWholeLimit() {
        String team = Responses.TEAM.strip();
        String large =
                team.substring(0, team.length() - 1) + ",\"x\":\"" + "x".repeat(MAX_RESPONSE_BYTES - 2_000) + "\"}";
        InboxClient client = server.client(builder -> builder.maxResponseBytes(MAX_RESPONSE_BYTES));
        InboxClient larger =
                client.toBuilder().maxResponseBytes(4 * 1024 * 1024).build();

        for (int i = 0; i < 40; i++) {
            server.enqueue(large);
            assertThat(client.team().get().execute().slug()).isEqualTo("acme");
        }
        server.enqueue(large.replace("xx", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"));
        assertThat(larger.team().get().execute().slug()).isEqualTo("acme");

        for (int i = 0; i < 41; i++) {
            assertThat(server.received().getExchangeIndex()).isEqualTo(i);
        }
        larger.close();
    }

    private static final class CountingSocketFactory extends SocketFactory {
        private final AtomicInteger made;

        CountingSocketFactory(AtomicInteger made) {
            this.made = made;
        }

        @Override
        public Socket createSocket() {
            made.incrementAndGet();
            return new Socket();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
