package com.inboxapp.sdk.sandbox;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** The operations on prospects. */
final class ProspectEndpoints {

    private static final Comparator<BigDecimal> NUMBERS = Comparator.nullsFirst(Comparator.naturalOrder());

    private final Inbox inbox;
    private final ResponseWriter writer;
    private final EventLog events;
    private final ThreadEndpoints threads;

    ProspectEndpoints(Inbox inbox, ResponseWriter writer, EventLog events, ThreadEndpoints threads) {
        this.inbox = inbox;
        this.writer = writer;
        this.events = events;
        this.threads = threads;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/prospects/lookup", this::lookup, "platformId");
        routes.add("GET", "/prospects/{prospectId}", request -> writer.prospectWithContext(prospect(request)));
        routes.add("PATCH", "/prospects/{prospectId}/context", this::updateContext);
    }

    private Prospect prospect(Request request) {
        return inbox.prospect(request.pathValue("prospectId"));
    }

    private JsonNode lookup(Request request) {
        String platformId = request.query().requiredText("platformId");
        AccountProspectPair.checkPlatformId("platformId", platformId, ApiError::badRequest);
        Prospect prospect = inbox.prospectOnPlatform(platformId);
        return prospect == null ? ResponseWriter.nothing() : writer.prospectWithContext(prospect);
    }

    /** Updates the context. Validates the whole body first, so that a rejected request changes nothing. */
    private JsonNode updateContext(Request request) {
        JsonBody body = request.body("notes", "valuation", "statusId", "assigneeId", "addTags", "removeTags", "done");
        Prospect prospect = prospect(request);
        String notes = body.textOrNull("notes");
        BigDecimal valuation = body.numberOrNull("valuation");
        String statusId = body.textOrNull("statusId");
        if (statusId != null) {
            inbox.statuses.get(statusId);
        }
        String assigneeId = threads.memberId(body);
        List<String> addTags = body.texts("addTags");
        List<String> removeTags = body.texts("removeTags");
        addTags.forEach(inbox.tags::get);
        removeTags.forEach(inbox.tags::get);
        Boolean done = body.flag("done");

        if (body.has("notes") && !Objects.equals(prospect.notes, notes)) {
            prospect.notes = notes;
            events.prospect("notesChanged", prospect);
        }
        if (body.has("valuation") && Objects.compare(prospect.valuation, valuation, NUMBERS) != 0) {
            prospect.valuation = valuation;
            events.prospect("valuationChanged", prospect);
        }
        if (body.has("statusId") && !Objects.equals(prospect.statusId, statusId)) {
            prospect.statusId = statusId;
            events.prospect("statusChanged", prospect);
        }
        boolean added = prospect.tags.addAll(addTags);
        boolean removed = prospect.tags.removeAll(removeTags);
        if (added || removed) {
            events.prospect("tagsChanged", prospect);
        }
        if (body.has("assigneeId")) {
            boolean changed = false;
            for (InboxThread thread : prospect.activeConversations()) {
                changed |= threads.assign(thread, assigneeId);
            }
            if (changed) {
                events.prospect("assigneeChanged", prospect);
            }
        }
        if (done != null) {
            prospect.activeConversations().forEach(thread -> threads.archive(thread, done));
        }
        return writer.prospectWithContext(prospect);
    }
}
