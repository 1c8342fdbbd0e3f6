package com.example.modular;

import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.model.AccountLinkList;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Lists account links and threads from a server of its own, with the SDK as a named module. */
public final class Main {
    private static final String ACCOUNTS = "{\"accountLinks\":[{\"id\":\"acc_abc123\",\"platformId\":\"123456789\",\"platform\":\"x\","
            + "\"platformUsername\":\"acmecorp\",\"name\":\"Acme Corp\",\"createdAt\":\"2024-01-15T10:30:00.000Z\"}]}";
    private static final String THREADS = "{\"threads\":[],\"nextCursor\":null}";

    private Main() {}

    public static void main(String[] args) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(server, "/account-links", ACCOUNTS);
        answer(server, "/threads", THREADS);
        server.start();
        String baseUrl = "http://localhost:" + server.getAddress().getPort();
        try (InboxClient inbox = InboxClient.builder().apiToken("token").baseUrl(baseUrl).build()) {
            System.out.println(inbox.getClass().getModule() + " listed " + names(inbox.accountLinks().list().execute()));
            System.out.println("and again " + names(inbox.accountLinks().list().executeAsync().get()));
            // a default method of an interface that Retrofit implements
            System.out.println("and threads " + inbox.threads().list().execute().threads());
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpServer server, String path, String json) {
        server.createContext(path, exchange -> {
            try (exchange) {
                byte[] body = json.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
    }

    private static String names(AccountLinkList list) {
        return list.accountLinks().get(0).name();
    }
}
