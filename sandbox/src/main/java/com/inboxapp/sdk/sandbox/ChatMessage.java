package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A message and its edit history. */
final class ChatMessage {

    /**
     * A version of the message's text.
     *
     * @param editOrigin the origin of the edit; null for the original text
     */
    record Version(
            String id,
            String text,
            Instant createdAt,
            @Nullable String editOrigin) {}

    /** The deletion of a message, either for both sides ({@code forAll}) or only for the team. */
    record Deletion(Instant deletedAt, boolean forAll) {}

    final String id;
    final String platformId;

    /** The id of the account link, or of the prospect. */
    final String authorId;

    /** The user who wrote the message in Inbox; null for messages sent through the API or on X. */
    final @Nullable String userId;

    /** {@code internal}, {@code external} or {@code api}. */
    final String origin;

    final Instant createdAt;

    /** The message that this one replies to; null if it is not a reply. */
    final @Nullable ChatMessage replyTo;

    /** The versions of the text, oldest first. Never empty. */
    final List<Version> versions = new ArrayList<>();

    /** The account link's reactions. */
    final Set<String> reactions = new LinkedHashSet<>();

    @Nullable
    Deletion deletion;

    /** Extra fields of the response that the sandbox copies without interpreting them. */
    @Nullable
    ObjectNode extraFields;

    ChatMessage(
            Ids ids,
            String authorId,
            @Nullable String userId,
            String origin,
            String text,
            Instant createdAt,
            @Nullable ChatMessage replyTo) {
        this(ids, ids.next(), authorId, userId, origin, text, createdAt, replyTo);
    }

    ChatMessage(
            Ids ids,
            String id,
            String authorId,
            @Nullable String userId,
            String origin,
            String text,
            Instant createdAt,
            @Nullable ChatMessage replyTo) {
        this.id = id;
        this.platformId = ids.nextPlatformMessageId();
        this.authorId = authorId;
        this.userId = userId;
        this.origin = origin;
        this.createdAt = createdAt;
        this.replyTo = replyTo;
        this.versions.add(new Version(ids.next(), text, createdAt, null));
    }

    String text() {
        return newest().text();
    }

    boolean isSentThroughApi() {
        return origin.equals("api");
    }

    /** Returns the message with its original text. */
    SandboxMessage asSent(InboxThread thread) {
        return new SandboxMessage(
                id, thread.id, thread.account.id(), versions.get(0).text(), createdAt);
    }

    boolean isEdited() {
        return versions.size() > 1;
    }

    Version newest() {
        return versions.get(versions.size() - 1);
    }

    Cursor position() {
        return new Cursor(createdAt, id);
    }
}
