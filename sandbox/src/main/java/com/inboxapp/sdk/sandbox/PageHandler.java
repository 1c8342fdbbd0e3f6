package com.inboxapp.sdk.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Handles all HTTP requests. Serves the web page at {@code /} and the OpenAPI document at {@code /docs/}, and passes all other requests to
 * the API. The page and the document need no token. They are served only to browsers on this machine, and not to pages of other sites.
 */
final class PageHandler implements HttpHandler {

    /**
     * A file on the class path.
     *
     * @param type its {@code Content-Type}
     */
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

    /** Matches the server URL in the document, which is replaced with this server's. */
    private static final Pattern SERVICE = Pattern.compile("url: (\"?)https://inboxapp\\.com/api/v1\\1");

    private static final String STATE = "GET /page/state";
    private static final String RECEIVE = "POST /page/receive";
    private static final Set<String> CALLS = Set.of(STATE, RECEIVE, "GET /docs");
    private static final int MAX_BODY = 100_000;

    private final InboxService service;
    private final AllowedHosts hosts;
    private final IncomingRequest.BodyReading bodies;
    private final ApiHandler api;

    PageHandler(InboxService service, AllowedHosts hosts, IncomingRequest.BodyReading bodies, ApiHandler api) {
        this.service = service;
        this.hosts = hosts;
        this.bodies = bodies;
        this.api = api;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (IncomingRequest incoming = new IncomingRequest(exchange, hosts, bodies)) {
            Resource resource = incoming.method.equals("GET") ? resource(incoming.path) : null;
            if (resource == null && !CALLS.contains(incoming.method + " " + incoming.path)) {
                api.handle(incoming);
            } else {
                incoming.send(respond(incoming, resource));
            }
        }
    }

    private Response respond(IncomingRequest incoming, @Nullable Resource resource) throws IOException {
        try {
            incoming.readBody();
            checkAccess(incoming);
            return switch (incoming.method + " " + incoming.path) {
                case STATE -> response(incoming, 200, Response.JSON, state(incoming));
                case RECEIVE -> response(incoming, 200, Response.JSON, receive(incoming));
                default ->
                    resource == null
                            ? response(incoming, 302, "text/plain", "").with("Location", "/docs/")
                            : response(incoming, 200, resource.type, read(resource));
            };
        } catch (ApiError e) {
            String error = ResponseWriter.error(e.status(), e.code(), e.text()).toString();
            return response(incoming, e.status(), Response.JSON, error);
        }
    }

    /** Returns the resource at a path, or null if there is none. The document is the one for the sandbox's name set. */
    private @Nullable Resource resource(String path) {
        Resource resource = RESOURCES.get(path);
        return DOCUMENT.equals(resource) && service.names() == NameSet.REFERENCE ? REFERENCE_DOCUMENT : resource;
    }

    /** Rejects requests from other machines and from pages of other sites, since the page has no token. */
    private static void checkAccess(IncomingRequest incoming) {
        ApiError refusal = incoming.refusal;
        if (refusal != null && refusal.status() != 403) {
            throw refusal;
        }
        if (refusal != null || !incoming.isFromThisMachine() || !isSameOrigin(incoming)) {
            throw new ApiError(
                    403,
                    "FORBIDDEN",
                    "This page is only available to a browser on the sandbox's machine, and not to other sites.");
        }
    }

    private static boolean isSameOrigin(IncomingRequest incoming) {
        String origin = incoming.header("Origin");
        return origin == null ? incoming.method.equals("GET") : origin.equals("http://" + incoming.header("Host"));
    }

    private String state(IncomingRequest incoming) {
        Map<String, Object> query = InboxService.decode(incoming.rawQuery);
        return service.page(text(query, "account"), text(query, "thread")).toString();
    }

    private static String text(Map<String, Object> query, String name) {
        Object value = query.getOrDefault(name, "");
        if (value instanceof String text) {
            return text;
        }
        throw ApiError.badRequest("'" + name + "' takes a single value.");
    }

    private String receive(IncomingRequest incoming) {
        if (incoming.body().length > MAX_BODY) {
            throw new ApiError(413, "PAYLOAD_TOO_LARGE", "A body must have at most " + MAX_BODY + " bytes here.");
        }
        try {
            JsonBody body = Request.json(incoming.body(), "account", "prospect", "text");
            String account = body.requiredText("account");
            String prospect = body.requiredText("prospect");
            String text = body.requiredText("text");
            String id = service.platform(x -> x.receive(account, prospect, text, false));
            return ResponseWriter.object().put("id", id).toString();
        } catch (ApiError | IllegalArgumentException e) {
            throw ApiError.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private static String read(Resource resource) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(PageHandler.class.getResourceAsStream(resource.path), resource.path)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return resource.type.equals(YAML)
                    ? SERVICE.matcher(text).replaceAll("url: " + InboxService.BASE_PATH)
                    : text;
        }
    }

    private static Response response(IncomingRequest incoming, int status, String type, String text) {
        // Swagger UI sets inline styles, and its style sheet contains images
        String more = incoming.path.startsWith("/docs")
                ? "; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
                : "; img-src data:";
        Map<String, String> headers = Map.of(
                "Content-Security-Policy",
                "default-src 'self'; frame-ancestors 'none'" + more,
                "X-Content-Type-Options",
                "nosniff",
                "Cache-Control",
                "no-store",
                "Content-Type",
                type);
        return new Response(status, headers, text);
    }
}
