package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A message with its history. */
final class ChatMessage {

    /**
     * A wording of the message.
     *
     * @param editOrigin who edited; null for the original
     */
    record Version(
            String id,
            String text,
            Instant createdAt,
            @Nullable String editOrigin) {}

    /** That the message was deleted, only for the team or for both sides. */
    record Deletion(Instant deletedAt, boolean forAll) {}

    final String id;
    final String platformId;

    /** The account link's id, or the other party's. */
    final String authorId;

    /** The user who wrote it in Inbox; null for messages by the API and from X. */
    final @Nullable String userId;

    /** {@code internal}, {@code external} or {@code api}. */
    final String origin;

    final Instant createdAt;

    /** The message that this one answers. */
    final @Nullable ChatMessage replyTo;

    /** Oldest first, at least one. */
    final List<Version> versions = new ArrayList<>();

    /** The account link's reactions. */
    final Set<String> reactions = new LinkedHashSet<>();

    @Nullable
    Deletion deletion;

    /** Fields of the answer that the sandbox knows nothing about. */
    @Nullable
    ObjectNode also;

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

    /** This message as it was sent in its thread. */
    SandboxMessage sentIn(Conversation thread) {
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
