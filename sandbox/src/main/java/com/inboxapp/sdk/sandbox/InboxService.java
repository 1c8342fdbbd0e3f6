package com.inboxapp.sdk.sandbox;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Implements the API independently of HTTP. All access to the state goes through this class and is serialized. */
final class InboxService {

    static final String BASE_PATH = "/api/v1";

    private static final System.Logger LOG = System.getLogger(InboxService.class.getName());

    private final String token;
    private final NameSet names;
    private final int keptRequests;
    private final Timeline timeline;
    private final RateLimiter limiter;
    private final Inbox inbox;
    private final PlatformSimulator platform;
    private final PageState page;
    private final EventLog events;
    private final Routes routes = new Routes();
    private final ArrayDeque<ReceivedRequest> requests = new ArrayDeque<>();
    private long responses;

    InboxService(
            String token,
            Consumer<Inbox> data,
            int accounts,
            Clock clock,
            @Nullable RateLimits limits,
            int keptRequests,
            NameSet names,
            Webhooks webhooks) {
        this.token = token;
        this.names = names;
        this.keptRequests = keptRequests;
        this.timeline = new Timeline(clock);
        this.limiter = new RateLimiter(limits, timeline);
        this.inbox = new Inbox(timeline);
        inbox.connectAccounts(accounts);
        data.accept(inbox);
        ResponseWriter writer = new ResponseWriter(inbox, names);
        this.events = new EventLog(inbox, writer, webhooks::deliver);
        this.platform = new PlatformSimulator(inbox, events);
        this.page = new PageState(inbox);
        ThreadEndpoints threads = new ThreadEndpoints(inbox, writer, events);
        threads.addTo(routes);
        new MessageEndpoints(inbox, writer, events, limiter).addTo(routes);
        new ProspectEndpoints(inbox, writer, events, threads).addTo(routes);
        LabelEndpoints.tags(inbox, writer, events).addTo(routes, "/tags", writer);
        LabelEndpoints.statuses(inbox, writer, events).addTo(routes, "/statuses", writer);
        new TeamEndpoints(inbox, writer, events).addTo(routes);
    }

    /** Returns the operations, which are fixed after construction. */
    Routes routes() {
        return routes;
    }

    /** Returns the name set of responses. */
    NameSet names() {
        return names;
    }

    synchronized List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized List<SandboxMessage> sentMessages() {
        timeline.advance();
        return inbox.sentMessages();
    }

    /** Runs an action that happens outside the API, after pending effects that are due. */
    synchronized <T> T platform(Function<PlatformSimulator, T> action) {
        timeline.advance();
        return action.apply(platform);
    }

    /** Returns the event with the id, or empty if there is none or it has expired. */
    synchronized Optional<EventLog.Event> event(String id) {
        timeline.advance();
        return events.find(id);
    }

    /** Handles a request, after pending effects that are due. Returns null if the connection is to be closed without a response. */
    synchronized @Nullable Response respond(IncomingRequest incoming, @Nullable Fault fault) {
        timeline.advance();
        Response response;
        if (fault == null) {
            response = handle(incoming);
            String operation = routes.operationOf(incoming);
            // a request that is rejected for its head does not reach the API
            if (operation != null && incoming.refusal == null) {
                Traffic.record(names, incoming, operation, response);
            }
        } else {
            Response real = fault.effect == Fault.Effect.NOW ? handle(incoming) : new Response(500, usualHeaders(), "");
            if (fault.effect == Fault.Effect.LATE) {
                timeline.schedule(fault.delay, () -> handle(incoming));
            }
            response = fault.responseFor(real);
        }
        log(incoming.received(response == null ? ReceivedRequest.NO_RESPONSE : response.status(), fault), response);
        return response;
    }

    /** Logs a request whose body could not be read. */
    synchronized void logIncomplete(IncomingRequest incoming) {
        log(incoming.received(ReceivedRequest.NO_RESPONSE, null), null);
    }

    /** Returns the content of the web page. An empty account selects the threads of all accounts; an empty thread, no messages. */
    synchronized JsonNode page(String account, String thread) {
        timeline.advance();
        return page.json(account, thread);
    }

    private void log(ReceivedRequest request, @Nullable Response response) {
        page.add(request, response);
        if (requests.size() == keptRequests) {
            requests.removeFirst();
        }
        requests.add(request);
    }

    private Response handle(IncomingRequest incoming) {
        Map<String, String> errorHeaders = Map.of();
        int status = 200;
        String text;
        try {
            checkAccess(incoming);
            if (incoming.body().length > IncomingRequest.MAX_BODY) {
                throw new ApiError(
                        413, "PAYLOAD_TOO_LARGE", "A body must have at most " + IncomingRequest.MAX_BODY + " bytes.");
            }
            Routes.Match match = routes.find(incoming.method, incoming.path.substring(BASE_PATH.length()));
            QueryParameters query = QueryParameters.of(decode(incoming.rawQuery), match.queryNames());
            JsonNode body = match.endpoint().handle(new Request(match.pathValues(), query, incoming.body()));
            text = body == null ? "" : body.toString();
        } catch (ApiError e) {
            status = e.status();
            errorHeaders = e.headers();
            text = ResponseWriter.error(status, e.code(), e.text()).toString();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the sandbox failed to handle a request", e);
            status = 500;
            text = ResponseWriter.error(status, "INTERNAL_SERVER_ERROR", "Internal error in the sandbox: " + e)
                    .toString();
        }
        Map<String, String> headers = usualHeaders();
        if (!text.isEmpty()) {
            headers.put("Content-Type", Response.JSON);
        }
        headers.putAll(errorHeaders);
        return new Response(status, headers, text);
    }

    private Map<String, String> usualHeaders() {
        Map<String, String> headers = new HashMap<>(limiter.headers());
        headers.put("X-Request-Id", "req_" + ++responses);
        return headers;
    }

    private void checkAccess(IncomingRequest incoming) {
        if (incoming.refusal != null) {
            throw incoming.refusal;
        }
        if (!isBelowBasePath(incoming.path)) {
            throw new ApiError(404, "NOT_FOUND", "The API is below " + BASE_PATH + ".");
        }
        if (incoming.authorization == null || !incoming.authorization.equals("Bearer " + token)) {
            throw new ApiError(
                    401,
                    "UNAUTHORIZED",
                    "Send the header 'Authorization: Bearer <token>' with the token that the sandbox was started with.",
                    Map.of("WWW-Authenticate", "Bearer"));
        }
        limiter.admitRequest();
    }

    static boolean isBelowBasePath(String path) {
        return path.equals(BASE_PATH) || path.startsWith(BASE_PATH + "/");
    }

    /**
     * Decodes a query string.
     *
     * @throws ApiError 400 if it cannot be decoded
     */
    static Map<String, Object> decode(@Nullable String rawQuery) {
        try {
            return QueryDecoder.decode(rawQuery);
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
