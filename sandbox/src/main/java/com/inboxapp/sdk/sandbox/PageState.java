package com.inboxapp.sdk.sandbox;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The content of the web page: the accounts, threads, messages and last requests. */
final class PageState {

    private static final int MAX_REQUESTS = 50;
    private static final int MAX_THREADS = 200;
    private static final int MAX_MESSAGES = 200;

    private final Inbox inbox;
    private final ArrayDeque<JsonNode> requests = new ArrayDeque<>();

    PageState(Inbox inbox) {
        this.inbox = inbox;
    }

    /** Adds a request, with the reason if it failed. */
    void add(ReceivedRequest request, @Nullable Response response) {
        if (requests.size() == MAX_REQUESTS) {
            requests.removeLast();
        }
        requests.addFirst(ResponseWriter.object()
                .put("method", request.method())
                .put("path", request.path())
                .put("query", request.rawQuery())
                .put("status", request.status())
                .put("problem", problem(request, response)));
    }

    private static String problem(ReceivedRequest request, @Nullable Response response) {
        if (request.fault() != null) {
            return "fault: " + request.fault();
        }
        return response == null || response.status() < 400 ? "" : ResponseWriter.errorMessage(response.text());
    }

    /**
     * Returns the content as JSON. Threads, messages and requests are listed newest first.
     *
     * @param account the account link whose threads are listed; empty for all
     * @param thread the thread whose messages are listed; empty for none
     */
    ObjectNode json(String account, String thread) {
        InboxThread selected = inbox.threads.get(thread);
        return ResponseWriter.object()
                .set("accounts", ResponseWriter.array(inbox.accounts.values(), PageState::account))
                .set("threads", ResponseWriter.array(threads(account), PageState::thread))
                .set("messages", ResponseWriter.array(messages(selected), message -> message(selected, message)))
                .set("requests", ResponseWriter.array(requests, request -> request));
    }

    private static JsonNode account(Account account) {
        return ResponseWriter.object()
                .put("id", account.id())
                .put("username", account.username())
                .put("status", account.status() == null ? "active" : account.status());
    }

    private List<InboxThread> threads(String account) {
        return inbox.threads.values().stream()
                .filter(thread -> !thread.deleted
                        && (account.isEmpty() || thread.account.id().equals(account)))
                .sorted(Comparator.comparing(InboxThread::position).reversed())
                .limit(MAX_THREADS)
                .toList();
    }

    private static JsonNode thread(InboxThread thread) {
        ChatMessage last = thread.lastMessage();
        return ResponseWriter.object()
                .put("id", thread.id)
                .put("account", thread.account.username())
                .put("name", thread.prospect.profile.displayName())
                .put("username", thread.prospect.profile.username())
                .put("last", last == null ? "" : last.text())
                .put("time", Cursor.text(thread.position().time()))
                .put(
                        "views",
                        Stream.of(InboxView.values())
                                .filter(view -> view.shows(thread))
                                .map(InboxView::apiName)
                                .collect(Collectors.joining(" ")));
    }

    private static List<ChatMessage> messages(@Nullable InboxThread thread) {
        if (thread == null) {
            return List.of();
        }
        return thread.messages.stream()
                .filter(message -> message.deletion == null)
                .sorted(Comparator.comparing(ChatMessage::position).reversed())
                .limit(MAX_MESSAGES)
                .toList();
    }

    private static JsonNode message(@Nullable InboxThread thread, ChatMessage message) {
        return ResponseWriter.object()
                .put("id", message.id)
                .put("text", message.text())
                .put("outbound", thread != null && thread.isOutbound(message))
                .put("time", Cursor.text(message.createdAt));
    }
}
