package com.inboxapp.sdk.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Takes requests off the wire, lets them at the state one at a time, and answers them. */
final class ApiHandler implements HttpHandler {

    static final String BASE_PATH = "/api/v1";

    private static final System.Logger LOG = System.getLogger(ApiHandler.class.getName());
    private static final int MAX_BODY = 1_000_000;
    private static final int KEPT_REQUESTS = 10_000;

    /** What goes back over the wire; an empty text is an empty body. */
    private record Answer(int status, Map<String, String> headers, String text) {}

    private final String token;
    private final RateLimiter limiter;
    private final Routes routes = new Routes();
    private final ArrayDeque<ReceivedRequest> requests = new ArrayDeque<>();
    private long answered;

    ApiHandler(String token, boolean demoData, Clock clock, @Nullable RateLimits limits) {
        this.token = token;
        this.limiter = new RateLimiter(limits, clock);
        Inbox inbox = new Inbox(clock);
        if (demoData) {
            new DemoData(inbox).fill();
        }
        Answers answers = new Answers(inbox);
        EventLog events = new EventLog(inbox, answers);
        ThreadEndpoints threads = new ThreadEndpoints(inbox, answers, events);
        threads.addTo(routes);
        new MessageEndpoints(inbox, answers, events, limiter).addTo(routes);
        new ProspectEndpoints(inbox, answers, events, threads).addTo(routes);
        LabelEndpoints.tags(inbox, answers, events).addTo(routes, "/tags", answers);
        LabelEndpoints.statuses(inbox, answers, events).addTo(routes, "/statuses", answers);
        new TeamEndpoints(inbox, answers, events).addTo(routes);
    }

    synchronized List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body;
            try (InputStream in = exchange.getRequestBody()) {
                body = in.readNBytes(MAX_BODY + 1);
                // a connection that is closed on unread data is reset, and the client may miss the answer
                in.transferTo(OutputStream.nullOutputStream());
            }
            Answer answer = answer(exchange, body);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = answer.text().getBytes(StandardCharsets.UTF_8);
            boolean empty = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), empty ? -1 : bytes.length);
            if (!empty) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    /** Everything that touches the state happens in here, one request at a time. */
    private synchronized Answer answer(HttpExchange exchange, byte[] body) {
        URI uri = exchange.getRequestURI();
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String method = exchange.getRequestMethod();
        Map<String, String> errorHeaders = Map.of();
        int status = 200;
        String text;
        try {
            checkAccess(exchange, path);
            if (body.length > MAX_BODY) {
                throw new ApiError(413, "PAYLOAD_TOO_LARGE", "A body has at most " + MAX_BODY + " bytes.");
            }
            Routes.Match match = routes.find(method, path.substring(BASE_PATH.length()));
            QueryParameters query = QueryParameters.of(decode(uri.getRawQuery()), match.queryNames());
            Request request = new Request(match.pathValues(), query, body);
            JsonNode answer = match.endpoint().answer(request);
            text = answer == null ? "" : answer.toString();
        } catch (ApiError e) {
            status = e.status();
            errorHeaders = e.headers();
            text = Answers.error(status, e.code(), e.text()).toString();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a request failed in the sandbox", e);
            status = 500;
            text = Answers.error(status, "INTERNAL_SERVER_ERROR", "A mistake of the sandbox: " + e)
                    .toString();
        }
        remember(method, path, uri.getRawQuery(), new String(body, StandardCharsets.UTF_8), status);
        Map<String, String> headers = new HashMap<>(limiter.headers());
        headers.put("X-Request-Id", "req_" + ++answered);
        if (!text.isEmpty()) {
            headers.put("Content-Type", "application/json; charset=utf-8");
        }
        headers.putAll(errorHeaders);
        return new Answer(status, headers, text);
    }

    private void checkAccess(HttpExchange exchange, String path) {
        if (!path.equals(BASE_PATH) && !path.startsWith(BASE_PATH + "/")) {
            throw new ApiError(404, "NOT_FOUND", "The API is below " + BASE_PATH + ".");
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization == null || !authorization.equals("Bearer " + token)) {
            throw new ApiError(
                    401,
                    "UNAUTHORIZED",
                    "Send the header 'Authorization: Bearer <token>' with the token that the sandbox was started with.",
                    Map.of("WWW-Authenticate", "Bearer"));
        }
        limiter.admitRequest();
    }

    private static Map<String, Object> decode(@Nullable String rawQuery) {
        try {
            return QueryDecoder.decode(rawQuery);
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private void remember(String method, String path, @Nullable String rawQuery, String body, int status) {
        Map<String, Object> query;
        try {
            query = QueryDecoder.decode(rawQuery);
        } catch (IllegalArgumentException e) {
            query = Map.of();
        }
        if (requests.size() == KEPT_REQUESTS) {
            requests.removeFirst();
        }
        requests.add(new ReceivedRequest(method, path, rawQuery, query, body, status));
    }
}
