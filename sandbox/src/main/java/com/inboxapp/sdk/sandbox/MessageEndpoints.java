package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations on messages. Sending is rate-limited per account link. */
final class MessageEndpoints {

    private static final String MESSAGE = "/threads/{threadId}/messages/{messageId}";
    private static final int MAX_PAGE = 100;
    private static final int DEFAULT_PAGE = 50;

    private final Inbox inbox;
    private final ResponseWriter writer;
    private final EventLog events;
    private final RateLimiter limiter;

    MessageEndpoints(Inbox inbox, ResponseWriter writer, EventLog events, RateLimiter limiter) {
        this.inbox = inbox;
        this.writer = writer;
        this.events = events;
        this.limiter = limiter;
    }

    void addTo(Routes routes) {
        routes.add("POST", "/threads/messages", this::quickSend);
        routes.add("GET", "/threads/{threadId}/messages", this::list, "cursor", "cursorId", "cursorTimestamp", "limit");
        routes.add("POST", "/threads/{threadId}/messages", this::send);
        routes.add("PATCH", MESSAGE, this::edit);
        routes.add("DELETE", MESSAGE, this::delete);
        routes.add("GET", MESSAGE + "/history", this::history);
        routes.add("POST", MESSAGE + "/reactions/reactions", request -> react(request, true));
        routes.add("DELETE", MESSAGE + "/reactions/reactions", request -> react(request, false));
    }

    private InboxThread thread(Request request) {
        return inbox.thread(request.pathValue("threadId"));
    }

    private JsonNode list(Request request) {
        Cursor after = Cursor.of(request.query());
        int limit = (int) request.query().integer("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        InboxThread thread = thread(request);
        Page<ChatMessage> page = Page.of(thread.messages, ChatMessage::position, true, after, limit);
        return ResponseWriter.object()
                .put("teamId", Inbox.TEAM_ID)
                .put("threadId", thread.id)
                .set("messages", ResponseWriter.array(page.items(), message -> writer.message(thread, message)))
                .set("nextCursor", ResponseWriter.cursor(page.next()))
                .put("isSyncing", false);
    }

    private JsonNode quickSend(Request request) {
        JsonBody body = request.body(
                "accountLinkId", "prospectPlatformId", "externalPlatformId", "externalId", "text", "content");
        String text = body.requiredText("text", "content");
        AccountProspectPair pair = AccountProspectPair.of(inbox, body);
        admitSend(pair.account());
        InboxThread thread = pair.open(events);
        ChatMessage message = append(thread, text, null);
        ObjectNode response = ResponseWriter.object().set("message", writer.message(thread, message));
        response.putObject("thread").put("id", thread.id).put("platformId", thread.platformId());
        return response;
    }

    private JsonNode send(Request request) {
        JsonBody body = request.body("text", "content", "replyToMessageId");
        String text = body.requiredText("text", "content");
        InboxThread thread = thread(request);
        String replyTo = body.text("replyToMessageId");
        ChatMessage original = replyTo == null ? null : thread.message(replyTo);
        admitSend(thread.account);
        return writer.message(thread, append(thread, text, original));
    }

    private void admitSend(Account sender) {
        Account account = inbox.account(sender.id());
        if (!account.canSend()) {
            throw ApiError.conflict("The account link @" + account.username() + " is " + account.status()
                    + ": it cannot send messages.");
        }
        limiter.admitSend(account.id());
    }

    private ChatMessage append(InboxThread thread, String text, @Nullable ChatMessage replyTo) {
        ChatMessage message = new ChatMessage(inbox.ids, thread.account.id(), null, "api", text, inbox.now(), replyTo);
        thread.messages.add(message);
        thread.idle = false;
        // a reply accepts a message request
        thread.request = false;
        events.message("created", thread, message);
        return message;
    }

    private JsonNode edit(Request request) {
        String text = request.body("text", "content").requiredText("text", "content");
        InboxThread thread = thread(request);
        ChatMessage message = editableMessage(thread, request);
        Instant now = inbox.now();
        message.versions.add(new ChatMessage.Version(inbox.ids.next(), text, now, "api"));
        events.message("edited", thread, message);
        return success(message).put(writer.textField(), text).put("editedAt", Cursor.text(now));
    }

    private JsonNode delete(Request request) {
        Boolean forAll = request.optionalBody("deleteForAll").flag("deleteForAll");
        InboxThread thread = thread(request);
        ChatMessage message = editableMessage(thread, request);
        Instant now = inbox.now();
        message.deletion = new ChatMessage.Deletion(now, forAll == null || forAll);
        events.message("deleted", thread, message);
        return success(message).put("deletedAt", Cursor.text(now));
    }

    private JsonNode history(Request request) {
        InboxThread thread = thread(request);
        ChatMessage message = thread.message(request.pathValue("messageId"));
        ChatMessage.Deletion deletion = message.deletion;
        return ResponseWriter.object()
                .set(
                        "versions",
                        ResponseWriter.array(message.versions, version -> writer.version(thread, message, version)))
                .set("deletion", deletion == null ? ResponseWriter.nothing() : writer.deletion(deletion, thread));
    }

    private JsonNode react(Request request, boolean add) {
        String emoji = request.body("emoji").requiredText("emoji");
        InboxThread thread = thread(request);
        ChatMessage message = undeletedMessage(thread, request);
        boolean changed = add ? message.reactions.add(emoji) : message.reactions.remove(emoji);
        if (changed) {
            events.reaction(add ? "reactionAdded" : "reactionRemoved", thread, message, emoji);
        }
        return success(message);
    }

    private static ChatMessage undeletedMessage(InboxThread thread, Request request) {
        ChatMessage message = thread.message(request.pathValue("messageId"));
        if (message.deletion != null) {
            throw ApiError.conflict("The message was deleted.");
        }
        return message;
    }

    /**
     * Returns the message of a request to edit or delete it.
     *
     * @throws ApiError 404 if the thread has no such message; 409 if it cannot be edited or deleted
     */
    private static ChatMessage editableMessage(InboxThread thread, Request request) {
        ChatMessage message = undeletedMessage(thread, request);
        if (!thread.xChat) {
            throw ApiError.conflict(
                    "Only messages of encrypted threads (variant xChat) can be edited or deleted; this one is unencrypted.");
        }
        if (!thread.isOutbound(message)) {
            throw ApiError.conflict("Only the account link's own messages can be edited or deleted.");
        }
        return message;
    }

    private static ObjectNode success(ChatMessage message) {
        return ResponseWriter.object().put("success", true).put("messageId", message.id);
    }
}
