package com.inboxapp.sdk.sandbox;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the page in the browser shows. */
final class PageState {

    private static final int MOST_REQUESTS = 50;
    private static final int MOST_THREADS = 200;
    private static final int MOST_MESSAGES = 200;

    private final Inbox inbox;
    private final ArrayDeque<JsonNode> requests = new ArrayDeque<>();

    PageState(Inbox inbox) {
        this.inbox = inbox;
    }

    /** Takes note of a request, and of why it was refused. */
    void add(ReceivedRequest request, @Nullable Answer answer) {
        if (requests.size() == MOST_REQUESTS) {
            requests.removeLast();
        }
        requests.addFirst(Answers.object()
                .put("method", request.method())
                .put("path", request.path())
                .put("query", request.rawQuery())
                .put("status", request.status())
                .put("problem", problem(request, answer)));
    }

    private static String problem(ReceivedRequest request, @Nullable Answer answer) {
        if (request.fault() != null) {
            return "a fault: " + request.fault();
        }
        return answer == null || answer.status() < 400 ? "" : Answers.errorMessage(answer.text());
    }

    /** All accounts, the newest threads of one or of all, the newest messages of a thread, and the last requests; newest first. */
    ObjectNode json(String account, String thread) {
        Conversation chosen = inbox.conversations.get(thread);
        return Answers.object()
                .set("accounts", Answers.array(inbox.accounts.values(), PageState::account))
                .set("threads", Answers.array(threads(account), PageState::thread))
                .set("messages", Answers.array(messages(chosen), message -> message(chosen, message)))
                .set("requests", Answers.array(requests, request -> request));
    }

    private static JsonNode account(Account account) {
        return Answers.object()
                .put("id", account.id())
                .put("username", account.username())
                .put("status", account.status() == null ? "active" : account.status());
    }

    private List<Conversation> threads(String account) {
        return inbox.conversations.values().stream()
                .filter(thread -> !thread.deleted
                        && (account.isEmpty() || thread.account.id().equals(account)))
                .sorted(Comparator.comparing(Conversation::position).reversed())
                .limit(MOST_THREADS)
                .toList();
    }

    private static JsonNode thread(Conversation thread) {
        ChatMessage last = thread.lastMessage();
        return Answers.object()
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

    private static List<ChatMessage> messages(@Nullable Conversation thread) {
        if (thread == null) {
            return List.of();
        }
        return thread.messages.stream()
                .filter(message -> message.deletion == null)
                .sorted(Comparator.comparing(ChatMessage::position).reversed())
                .limit(MOST_MESSAGES)
                .toList();
    }

    private static JsonNode message(@Nullable Conversation thread, ChatMessage message) {
        return Answers.object()
                .put("id", message.id)
                .put("text", message.text())
                .put("outbound", thread != null && thread.isOutbound(message))
                .put("time", Cursor.text(message.createdAt));
    }
}
