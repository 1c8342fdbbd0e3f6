package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A thread: what one account link and one prospect wrote to each other. There is one for each such pair. */
final class Conversation {

    final String id;
    /** As it was when the conversation was created: its status may be another by now. */
    final Account account;

    final Prospect prospect;
    final Instant createdAt;
    final boolean xChat;

    /** Oldest first, deleted ones included. */
    final List<ChatMessage> messages = new ArrayList<>();

    /** Nobody has accepted the prospect's first message yet. */
    boolean request;

    boolean done;

    /** Known to X, but nothing has happened in it: in no inbox view. */
    boolean idle;

    boolean deleted;

    @Nullable
    String assigneeId;

    /** Fields of the answer that the sandbox knows nothing about. */
    @Nullable
    ObjectNode also;

    /** Null for the team's default, which is on. */
    @Nullable
    Boolean typingIndicators;

    Conversation(String id, Account account, Prospect prospect, Instant createdAt, boolean xChat) {
        this.id = id;
        this.account = account;
        this.prospect = prospect;
        this.createdAt = createdAt;
        this.xChat = xChat;
    }

    /** X's id of the conversation: both users' ids, the smaller number first. */
    String platformId() {
        String ours = account.platformId();
        String theirs = prospect.platformId;
        boolean oursIsSmaller =
                ours.length() == theirs.length() ? ours.compareTo(theirs) < 0 : ours.length() < theirs.length();
        return oursIsSmaller ? ours + ":" + theirs : theirs + ":" + ours;
    }

    /** The newest message that is not deleted, or null. */
    @Nullable
    ChatMessage lastMessage() {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).deletion == null) {
                return messages.get(i);
            }
        }
        return null;
    }

    /** When the last message was written, deleted or not. */
    Instant lastTime() {
        return messages.get(messages.size() - 1).createdAt;
    }

    /** When the last message that is not deleted was written, or null. */
    @Nullable
    Instant lastMessageTime() {
        ChatMessage last = lastMessage();
        return last == null ? null : last.createdAt;
    }

    /** Where it stands in a list by activity; a thread without messages stands where it was created. */
    Cursor position() {
        Instant last = lastMessageTime();
        return new Cursor(last == null ? createdAt : last, id);
    }

    /** The author of what the other party writes: X's id in encrypted conversations, else the Inbox id. */
    String otherPartyId() {
        return xChat ? prospect.platformId : prospect.id;
    }

    boolean isOutbound(ChatMessage message) {
        return message.authorId.equals(account.id());
    }

    /**
     * Finds a message.
     *
     * @throws ApiError 404 if the conversation has none with the id
     */
    ChatMessage message(String messageId) {
        return messages.stream()
                .filter(message -> message.id.equals(messageId))
                .findFirst()
                .orElseThrow(() -> ApiError.unknownId("NOT_FOUND", "message in this thread", messageId));
    }
}
