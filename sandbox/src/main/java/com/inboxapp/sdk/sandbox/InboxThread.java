package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A thread between one account link and one prospect. Each pair has at most one. */
final class InboxThread {

    final String id;
    /** The account link as it was when the thread was created. Its status may have changed since. */
    final Account account;

    final Prospect prospect;
    final Instant createdAt;
    final boolean xChat;

    /** The messages, oldest first, including deleted ones. */
    final List<ChatMessage> messages = new ArrayList<>();

    /** Whether the thread is a message request that the team has not accepted. */
    boolean request;

    boolean done;

    /** Whether the thread exists on X without any activity. An idle thread is in no inbox view. */
    boolean idle;

    boolean deleted;

    @Nullable
    String assigneeId;

    /** Extra fields of the response that the sandbox copies without interpreting them. */
    @Nullable
    ObjectNode extraFields;

    /** Whether typing indicators are on; null for the team's default, which is on. */
    @Nullable
    Boolean typingIndicators;

    InboxThread(String id, Account account, Prospect prospect, Instant createdAt, boolean xChat) {
        this.id = id;
        this.account = account;
        this.prospect = prospect;
        this.createdAt = createdAt;
        this.xChat = xChat;
    }

    /** Returns X's id of the conversation: both users' ids, the smaller number first. */
    String platformId() {
        String ours = account.platformId();
        String theirs = prospect.platformId;
        boolean oursIsSmaller =
                ours.length() == theirs.length() ? ours.compareTo(theirs) < 0 : ours.length() < theirs.length();
        return oursIsSmaller ? ours + ":" + theirs : theirs + ":" + ours;
    }

    /** Returns the newest message that is not deleted, or null. */
    @Nullable
    ChatMessage lastMessage() {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).deletion == null) {
                return messages.get(i);
            }
        }
        return null;
    }

    /** Returns the time of the last message, deleted or not. */
    Instant lastTime() {
        return messages.get(messages.size() - 1).createdAt;
    }

    /** Returns the time of the last message that is not deleted, or null. */
    @Nullable
    Instant lastMessageTime() {
        ChatMessage last = lastMessage();
        return last == null ? null : last.createdAt;
    }

    /** Returns the position in a list ordered by activity. A thread without messages is ordered by its creation time. */
    Cursor position() {
        Instant last = lastMessageTime();
        return new Cursor(last == null ? createdAt : last, id);
    }

    /** Returns the author id of the prospect's messages: the X id in encrypted threads, otherwise the Inbox id. */
    String prospectAuthorId() {
        return xChat ? prospect.platformId : prospect.id;
    }

    boolean isOutbound(ChatMessage message) {
        return message.authorId.equals(account.id());
    }

    /**
     * Returns a message.
     *
     * @throws ApiError 404 if the thread has no message with this id
     */
    ChatMessage message(String messageId) {
        return messages.stream()
                .filter(message -> message.id.equals(messageId))
                .findFirst()
                .orElseThrow(() -> ApiError.unknownId("NOT_FOUND", "message in this thread", messageId));
    }
}
