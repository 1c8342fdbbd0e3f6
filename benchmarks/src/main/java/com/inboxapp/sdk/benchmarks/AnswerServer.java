package com.inboxapp.sdk.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A loopback HTTP server in a separate process, so that only the client is measured. */
final class AnswerServer implements AutoCloseable {
    private static final String TEAM = "{\"id\":\"team_1\",\"name\":\"Acme\",\"slug\":\"acme\",\"image\":null,"
            + "\"createdAt\":\"2025-01-01T00:00:00.000Z\",\"updatedAt\":null,\"currency\":\"USD\","
            + "\"allowSupportAccess\":true}";
    private static final int THREADS = 100;

    private final Process process;
    private final int port;

    AnswerServer() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dsun.net.httpserver.nodelay=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AnswerServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        port = Integer.parseInt(new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine());
    }

    String baseUrl() {
        return "http://127.0.0.1:" + port + "/api/v1/";
    }

    @Override
    public void close() {
        process.destroy();
    }

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve(server, "/api/v1/team", TEAM);
        serve(server, "/api/v1/threads", threads());
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        System.out.println(server.getAddress().getPort());
    }

    private static void serve(HttpServer server, String path, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static String threads() {
        return IntStream.range(0, THREADS)
                .mapToObj(i -> "{\"id\":\"thread_" + i + "\",\"platform\":\"x\",\"accountLinkId\":\"acc_abc123\","
                        + "\"prospect\":{\"platformId\":\"" + (1_000_000_000_000L + i) + "\",\"username\":\"user" + i
                        + "\",\"displayName\":\"User " + i + "\",\"followersCount\":" + i + "},\"done\":false,"
                        + "\"assigneeId\":null,\"createdAt\":\"2025-11-10T18:03:16.000Z\","
                        + "\"lastMessageTimestamp\":\"2025-11-10T18:03:16.000Z\"}")
                .collect(Collectors.joining(",", "{\"threads\":[", "],\"nextCursor\":null}"));
    }
}
