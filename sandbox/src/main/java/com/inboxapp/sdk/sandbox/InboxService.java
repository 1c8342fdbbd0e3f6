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

/** The API behind the wire: everything that touches the state happens in here, one request at a time. */
final class InboxService {

    static final String BASE_PATH = "/api/v1";

    private static final System.Logger LOG = System.getLogger(InboxService.class.getName());

    private final String token;
    private final Names names;
    private final int keptRequests;
    private final Timeline timeline;
    private final RateLimiter limiter;
    private final Inbox inbox;
    private final Outside outside;
    private final PageState page;
    private final EventLog events;
    private final Routes routes = new Routes();
    private final ArrayDeque<ReceivedRequest> requests = new ArrayDeque<>();
    private long answered;

    InboxService(
            String token,
            Consumer<Inbox> data,
            int accounts,
            Clock clock,
            @Nullable RateLimits limits,
            int keptRequests,
            Names names,
            Webhooks webhooks) {
        this.token = token;
        this.names = names;
        this.keptRequests = keptRequests;
        this.timeline = new Timeline(clock);
        this.limiter = new RateLimiter(limits, timeline);
        this.inbox = new Inbox(timeline);
        inbox.connectAccounts(accounts);
        data.accept(inbox);
        Answers answers = new Answers(inbox, names);
        this.events = new EventLog(inbox, answers, webhooks::deliver);
        this.outside = new Outside(inbox, events);
        this.page = new PageState(inbox);
        ThreadEndpoints threads = new ThreadEndpoints(inbox, answers, events);
        threads.addTo(routes);
        new MessageEndpoints(inbox, answers, events, limiter).addTo(routes);
        new ProspectEndpoints(inbox, answers, events, threads).addTo(routes);
        LabelEndpoints.tags(inbox, answers, events).addTo(routes, "/tags", answers);
        LabelEndpoints.statuses(inbox, answers, events).addTo(routes, "/statuses", answers);
        new TeamEndpoints(inbox, answers, events).addTo(routes);
    }

    /** The operations; they do not change any more. */
    Routes routes() {
        return routes;
    }

    /** Those in which it answers. */
    Names names() {
        return names;
    }

    synchronized List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized List<SandboxMessage> sentMessages() {
        timeline.proceed();
        return inbox.sentMessages();
    }

    /** Lets something happen without the API, after whatever else has fallen due. */
    synchronized <T> T outside(Function<Outside, T> happening) {
        timeline.proceed();
        return happening.apply(outside);
    }

    /** An event that is kept still. */
    synchronized Optional<EventLog.Event> event(String id) {
        timeline.proceed();
        return events.find(id);
    }

    /** Answers a request, after whatever else has fallen due; null means that its connection is to be closed. */
    synchronized @Nullable Answer answer(Arrival arrival, @Nullable Fault fault) {
        timeline.proceed();
        Answer answer;
        if (fault == null) {
            answer = handle(arrival);
            String operation = routes.operationOf(arrival);
            // what is refused for its head never came to the API
            if (operation != null && arrival.refusal == null) {
                Traffic.record(names, arrival, operation, answer);
            }
        } else {
            Answer real = fault.effect == Fault.Effect.NOW ? handle(arrival) : new Answer(500, usualHeaders(), "");
            if (fault.effect == Fault.Effect.LATE) {
                timeline.after(fault.delay, () -> handle(arrival));
            }
            answer = fault.answerFor(real);
        }
        log(arrival.received(answer == null ? ReceivedRequest.UNANSWERED : answer.status(), fault), answer);
        return answer;
    }

    /** Takes note of a request that did not come to its end. */
    synchronized void missed(Arrival arrival) {
        log(arrival.received(ReceivedRequest.UNANSWERED, null), null);
    }

    /** What the page in the browser shows, with the threads of an account and the messages of a thread; empty for none. */
    synchronized JsonNode page(String account, String thread) {
        timeline.proceed();
        return page.json(account, thread);
    }

    private void log(ReceivedRequest request, @Nullable Answer answer) {
        page.add(request, answer);
        if (requests.size() == keptRequests) {
            requests.removeFirst();
        }
        requests.add(request);
    }

    private Answer handle(Arrival arrival) {
        Map<String, String> errorHeaders = Map.of();
        int status = 200;
        String text;
        try {
            checkAccess(arrival);
            if (arrival.body().length > Arrival.MAX_BODY) {
                throw new ApiError(413, "PAYLOAD_TOO_LARGE", "A body has at most " + Arrival.MAX_BODY + " bytes.");
            }
            Routes.Match match = routes.find(arrival.method, arrival.path.substring(BASE_PATH.length()));
            QueryParameters query = QueryParameters.of(decode(arrival.rawQuery), match.queryNames());
            JsonNode answer = match.endpoint().answer(new Request(match.pathValues(), query, arrival.body()));
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
        Map<String, String> headers = usualHeaders();
        if (!text.isEmpty()) {
            headers.put("Content-Type", Answer.JSON);
        }
        headers.putAll(errorHeaders);
        return new Answer(status, headers, text);
    }

    private Map<String, String> usualHeaders() {
        Map<String, String> headers = new HashMap<>(limiter.headers());
        headers.put("X-Request-Id", "req_" + ++answered);
        return headers;
    }

    private void checkAccess(Arrival arrival) {
        if (arrival.refusal != null) {
            throw arrival.refusal;
        }
        if (!isBelowBasePath(arrival.path)) {
            throw new ApiError(404, "NOT_FOUND", "The API is below " + BASE_PATH + ".");
        }
        if (arrival.authorization == null || !arrival.authorization.equals("Bearer " + token)) {
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

    /** Decodes a query string, or refuses it with a 400. */
    static Map<String, Object> decode(@Nullable String rawQuery) {
        try {
            return QueryDecoder.decode(rawQuery);
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
