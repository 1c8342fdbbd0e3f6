package com.inboxapp.sdk.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sandbox in the browser: its page at {@code /}, and the document at {@code /docs/}. They need no token, since only this machine can ask
 * for them; pages of other sites, which the browser on this machine may have open, get nothing and can do nothing. Everything else is the API's.
 */
final class PageHandler implements HttpHandler {

    /** A file, where it is, and what it is. */
    private record Resource(String path, String type) {}

    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String PAGE = "page/";

    private static final String YAML = "application/yaml; charset=utf-8";
    private static final Resource DOCUMENT = new Resource(PAGE + "inbox.yaml", YAML);
    private static final Resource REFERENCE_DOCUMENT = new Resource(PAGE + "inbox-reference.yaml", YAML);

    private static final Map<String, Resource> RESOURCES = Map.of(
            "/", new Resource(PAGE + "index.html", HTML),
            "/page/page.css", new Resource(PAGE + "page.css", CSS),
            "/page/page.js", new Resource(PAGE + "page.js", SCRIPT),
            "/docs/", new Resource(PAGE + "docs.html", HTML),
            "/docs/docs.js", new Resource(PAGE + "docs.js", SCRIPT),
            "/docs/inbox.yaml", DOCUMENT,
            "/docs/swagger-ui.css", new Resource(PAGE + "swagger-ui.css", CSS),
            "/docs/swagger-ui-bundle.js", new Resource(PAGE + "swagger-ui-bundle.js", SCRIPT));

    /** The server in the document, in whose place this one is to be tried. */
    private static final Pattern SERVICE = Pattern.compile("url: (\"?)https://inboxapp\\.com/api/v1\\1");

    private static final int MAX_BODY = 100_000;

    private final InboxService service;
    private final AllowedHosts hosts;
    private final HttpHandler api;

    PageHandler(InboxService service, AllowedHosts hosts, HttpHandler api) {
        this.service = service;
        this.hosts = hosts;
        this.api = api;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String call = exchange.getRequestMethod() + " " + path;
        Resource resource = exchange.getRequestMethod().equals("GET") ? resource(path) : null;
        boolean own = call.equals("GET /page/state") || call.equals("POST /page/receive") || call.equals("GET /docs");
        if (resource == null && !own) {
            api.handle(exchange);
            return;
        }
        try (exchange) {
            if (!isOfThisPage(exchange)) {
                send(
                        exchange,
                        403,
                        "text/plain",
                        "This page is for a browser on the sandbox's machine, and not for other sites.");
            } else if (resource != null) {
                send(exchange, resource);
            } else if (call.equals("GET /docs")) {
                exchange.getResponseHeaders().set("Location", "/docs/");
                send(exchange, 302, "text/plain", "");
            } else if (call.equals("GET /page/state")) {
                send(exchange, 200, Answer.JSON, state(exchange).toString());
            } else {
                receive(exchange);
            }
        }
    }

    /** The document is that of the names in which the sandbox answers. */
    private @Nullable Resource resource(String path) {
        Resource resource = RESOURCES.get(path);
        return DOCUMENT.equals(resource) && service.names() == Names.REFERENCE ? REFERENCE_DOCUMENT : resource;
    }

    /** There is no token here: neither other machines are let in, nor pages of other sites that the browser on this one has open. */
    private boolean isOfThisPage(HttpExchange exchange) {
        if (!exchange.getRemoteAddress().getAddress().isLoopbackAddress()
                || new Arrival(exchange, hosts).refusal != null) {
            return false;
        }
        String host = exchange.getRequestHeaders().getFirst("Host");
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        return origin == null ? exchange.getRequestMethod().equals("GET") : origin.equals("http://" + host);
    }

    private JsonNode state(HttpExchange exchange) {
        Map<String, Object> query = QueryDecoder.decode(exchange.getRequestURI().getRawQuery());
        return service.page(text(query, "account"), text(query, "thread"));
    }

    private static String text(Map<String, Object> query, String name) {
        return query.getOrDefault(name, "") instanceof String text ? text : "";
    }

    private void receive(HttpExchange exchange) throws IOException {
        try {
            JsonNode written =
                    JsonMapper.shared().readTree(exchange.getRequestBody().readNBytes(MAX_BODY));
            String id = service.outside(x -> x.receive(
                    written.path("account").asString(""),
                    written.path("prospect").asString(""),
                    written.path("text").asString(""),
                    false));
            send(exchange, 200, Answer.JSON, Answers.object().put("id", id).toString());
        } catch (IllegalArgumentException | JacksonException e) {
            send(exchange, 400, "text/plain; charset=utf-8", String.valueOf(e.getMessage()));
        }
    }

    private static void send(HttpExchange exchange, Resource resource) throws IOException {
        byte[] content = read(resource.path);
        if (resource.path.endsWith(".yaml")) {
            String document = new String(content, StandardCharsets.UTF_8);
            send(exchange, 200, resource.type, SERVICE.matcher(document).replaceAll("url: " + InboxService.BASE_PATH));
        } else {
            send(exchange, 200, resource.type, content);
        }
    }

    private static byte[] read(String path) throws IOException {
        try (InputStream in = Objects.requireNonNull(PageHandler.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        send(exchange, status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] content) throws IOException {
        // the renderer of the document sets styles of its own, and has pictures in its style sheet
        String more = exchange.getRequestURI().getPath().startsWith("/docs")
                ? "; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
                : "; img-src data:";
        exchange.getResponseHeaders()
                .set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'" + more);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
    }
}
