package com.inboxapp.sdk.sandbox;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The operations on threads. */
final class ThreadEndpoints {

    private static final int MAX_PAGE = 100;
    private static final int DEFAULT_PAGE = 20;

    private final Inbox inbox;
    private final ResponseWriter writer;
    private final EventLog events;

    ThreadEndpoints(Inbox inbox, ResponseWriter writer, EventLog events) {
        this.inbox = inbox;
        this.writer = writer;
        this.events = events;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/threads", this::list, listParameters());
        routes.add("POST", "/threads", this::create);
        routes.add("GET", "/threads/lookup", this::lookup, AccountProspectPair.NAMES);
        routes.add("GET", "/threads/lookup-by-username", this::lookupByUsername, "username", "accountLinkIds");
        routes.add("GET", "/threads/{threadId}", request -> writer.thread(thread(request)));
        routes.add("PATCH", "/threads/{threadId}", this::update);
        routes.add("DELETE", "/threads/{threadId}", this::delete);
        routes.add("POST", "/threads/{threadId}/typing", this::sendTyping);
        routes.add("PATCH", "/threads/{threadId}/settings", this::updateSettings);
    }

    private static String[] listParameters() {
        return Stream.concat(
                        ThreadSelection.PARAMETERS.stream(),
                        Stream.of("cursor", "cursorId", "cursorTimestamp", "limit"))
                .toArray(String[]::new);
    }

    private InboxThread thread(Request request) {
        return inbox.thread(request.pathValue("threadId"));
    }

    private JsonNode list(Request request) {
        QueryParameters query = request.query();
        Cursor after = Cursor.of(query);
        int limit = (int) query.integer("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        ThreadSelection selection = new ThreadSelection(query, inbox);
        List<InboxThread> threads =
                inbox.threads.values().stream().filter(selection::matches).toList();
        Page<InboxThread> page = Page.of(threads, InboxThread::position, selection.newestFirst(), after, limit);
        return ResponseWriter.object()
                .set("threads", ResponseWriter.array(page.items(), writer::thread))
                .set("nextCursor", ResponseWriter.cursor(page.next()));
    }

    private JsonNode create(Request request) {
        return writer.thread(AccountProspectPair.of(inbox, request.body(AccountProspectPair.NAMES))
                .open(events));
    }

    private JsonNode lookup(Request request) {
        return writer.lookup(AccountProspectPair.of(inbox, request.query()).existing());
    }

    private JsonNode lookupByUsername(Request request) {
        String username = request.query().requiredText("username");
        if (username.startsWith("@")) {
            throw ApiError.badRequest("'username' must not start with @.");
        }
        List<String> accounts = request.query().list("accountLinkIds");
        accounts.forEach(inbox::account);
        List<InboxThread> threads = inbox.threads.values().stream()
                .filter(thread -> !thread.deleted
                        && thread.prospect.profile.username().equalsIgnoreCase(username)
                        && (accounts.isEmpty() || accounts.contains(thread.account.id())))
                .toList();
        return ResponseWriter.array(threads, writer::thread);
    }

    private JsonNode update(Request request) {
        JsonBody body = request.body("done", "assigneeId");
        InboxThread thread = thread(request);
        Boolean done = body.flag("done");
        boolean assigns = body.has("assigneeId");
        String assigneeId = memberId(body);
        if (done != null) {
            archive(thread, done);
        }
        if (assigns) {
            assign(thread, assigneeId);
        }
        return writer.thread(thread);
    }

    /** Returns the id of the member that a body assigns, or null if {@code assigneeId} is null or absent. */
    @Nullable
    String memberId(JsonBody body) {
        String id = body.textOrNull("assigneeId");
        return id == null ? null : inbox.member(id).id();
    }

    void archive(InboxThread thread, boolean done) {
        if (thread.done != done) {
            thread.done = done;
            events.thread(done ? "archived" : "unarchived", thread);
        }
    }

    /** Assigns the thread to a member, or to nobody if the id is null. Returns whether the assignee changed. */
    boolean assign(InboxThread thread, @Nullable String memberId) {
        if (Objects.equals(thread.assigneeId, memberId)) {
            return false;
        }
        thread.assigneeId = memberId;
        events.thread(memberId == null ? "unassigned" : "assigned", thread);
        return true;
    }

    private @Nullable JsonNode delete(Request request) {
        InboxThread thread = thread(request);
        thread.deleted = true;
        events.thread("deleted", thread);
        return null;
    }

    private JsonNode sendTyping(Request request) {
        InboxThread thread = thread(request);
        if (!thread.xChat) {
            return ResponseWriter.object().put("status", "skipped").put("reason", "unsupported");
        }
        if (Boolean.FALSE.equals(thread.typingIndicators)) {
            return ResponseWriter.object().put("status", "skipped").put("reason", "typingDisabled");
        }
        events.thread("typing", thread);
        return ResponseWriter.object().put("status", "sent");
    }

    private JsonNode updateSettings(Request request) {
        JsonBody body = request.body("typingIndicatorsEnabled");
        InboxThread thread = thread(request);
        if (!body.has("typingIndicatorsEnabled")) {
            throw ApiError.invalidBody(
                    "The field 'typingIndicatorsEnabled' is missing; null stands for the team's default.");
        }
        thread.typingIndicators = body.flagOrNull("typingIndicatorsEnabled");
        return ResponseWriter.object()
                .put("threadId", thread.id)
                .put("typingIndicatorsEnabled", thread.typingIndicators);
    }
}
