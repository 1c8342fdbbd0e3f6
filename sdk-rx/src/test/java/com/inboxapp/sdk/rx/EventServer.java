package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.ReceivedRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Events that a test writes itself, well-formed or not, and that the sandbox returns. */
final class EventServer {
    private final TreeMap<Long, String> events = new TreeMap<>();

    EventServer(TeamSandbox team) {
        team.faults().on("GET", "/events").decide(request -> Optional.of(respond(request)));
    }

    /** Returns the JSON of an event as the API documents it. */
    static String event(long seq, String time) {
        return "{\"id\":\"event_" + seq + "\",\"seq\":" + seq
                + ",\"teamId\":\"team_1\",\"type\":\"tag.created\",\"timestamp\":\"" + time + "\",\"version\":\"1.0\"}";
    }

    synchronized void put(long seq, String json) {
        events.put(seq, json);
    }

    /** Removes all events, as if an older state were restored. */
    synchronized void clear() {
        events.clear();
    }

    private synchronized Fault respond(ReceivedRequest request) {
        Map<String, Object> query = request.query();
        long after = Long.parseLong(query.getOrDefault("afterSeq", "-1").toString());
        int limit = Integer.parseInt(query.getOrDefault("limit", "100").toString());
        List<Long> rest = List.copyOf(events.tailMap(after, false).keySet());
        List<Long> page = rest.subList(0, Math.min(limit, rest.size()));
        return json("{\"events\":" + page.stream().map(events::get).collect(Collectors.joining(",", "[", "]"))
                + ",\"hasMore\":" + (rest.size() > limit) + ",\"lastSeq\":"
                + (page.isEmpty() ? "null" : page.get(page.size() - 1)) + "}");
    }

    static Fault json(String body) {
        return Fault.withoutEffect().respond(200, "application/json", body);
    }
}
