package com.inboxapp.sdk.sandbox;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations on account links, members, colours, the team and its events. */
final class TeamEndpoints {

    private static final int MAX_EVENTS = 1_000;
    private static final int DEFAULT_EVENTS = 100;

    private final Inbox inbox;
    private final ResponseWriter writer;
    private final EventLog events;

    TeamEndpoints(Inbox inbox, ResponseWriter writer, EventLog events) {
        this.inbox = inbox;
        this.writer = writer;
        this.events = events;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/account-links", request -> writer.accountLinks());
        routes.add("GET", "/members", request -> ResponseWriter.array(inbox.members.values(), writer::member));
        routes.add("GET", "/members/{memberId}", request -> writer.member(inbox.member(request.pathValue("memberId"))));
        routes.add("GET", "/colors", request -> writer.colors());
        routes.add("GET", "/team", request -> writer.team());
        routes.add("GET", "/events", this::events, "afterSeq", "limit");
    }

    private JsonNode events(Request request) {
        long afterSeq = request.query().integer("afterSeq", 0, Long.MAX_VALUE, 0);
        int limit = (int) request.query().integer("limit", 1, MAX_EVENTS, DEFAULT_EVENTS);
        List<EventLog.Event> found = events.after(afterSeq, limit + 1L);
        List<EventLog.Event> page = found.subList(0, Math.min(limit, found.size()));
        ObjectNode response = ResponseWriter.object()
                .set("events", ResponseWriter.array(page, EventLog.Event::json))
                .put("hasMore", found.size() > limit);
        return page.isEmpty()
                ? response.putNull("lastSeq")
                : response.put("lastSeq", page.get(page.size() - 1).seq());
    }
}
