package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Encodes accounts, threads, messages and the other objects of the state as JSON, in the field names of a name set. */
final class ResponseWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Inbox inbox;
    private final NameSet names;

    ResponseWriter(Inbox inbox, NameSet names) {
        this.inbox = inbox;
        this.names = names;
    }

    /** Returns the name of the field with a message's text. */
    String textField() {
        return names.pick("text", "content");
    }

    private String platform() {
        return names.pick("x", "twitter");
    }

    JsonNode accountLinks() {
        ArrayNode links = array(inbox.accounts.values(), this::accountLink);
        return names == NameSet.GUIDE ? object().set("accountLinks", links) : links;
    }

    JsonNode lookup(@Nullable InboxThread thread) {
        JsonNode found = thread == null ? nothing() : thread(thread);
        return names == NameSet.GUIDE ? object().set("thread", found) : found;
    }

    static ObjectNode object() {
        return JSON.objectNode();
    }

    static JsonNode nothing() {
        return JSON.nullNode();
    }

    static <T> ArrayNode array(Collection<T> items, Function<T, JsonNode> write) {
        ArrayNode array = JSON.arrayNode();
        items.forEach(item -> array.add(write.apply(item)));
        return array;
    }

    static JsonNode cursor(@Nullable Cursor cursor) {
        return cursor == null
                ? nothing()
                : object().put("id", cursor.id()).put("timestamp", Cursor.text(cursor.time()));
    }

    static ObjectNode error(int status, String code, String message) {
        ObjectNode response = object();
        response.putObject("error").put("code", code).put("message", message).put("status", status);
        return response;
    }

    private ObjectNode accountLink(Account account) {
        ObjectNode response = object().put("id", account.id())
                .put("platformId", account.platformId())
                .put("platform", platform())
                .put(names.pick("platformUsername", "username"), account.username())
                .put("name", account.name())
                .put(names.pick("profileImageUrl", "image"), account.profileImageUrl())
                .put("createdAt", Cursor.text(account.createdAt()));
        if (account.status() != null) {
            response.put("status", account.status());
        }
        return withExtraFields(response, account.extraFields());
    }

    /** Adds the extra fields of a seed to a response. */
    private static ObjectNode withExtraFields(ObjectNode response, @Nullable ObjectNode more) {
        return more == null ? response : response.setAll(more);
    }

    /** Returns the message of an error body, or the whole body if it is not in the error envelope. */
    static String errorMessage(String body) {
        try {
            return JsonMapper.shared().readTree(body).at("/error/message").asString(body);
        } catch (JacksonException e) {
            return body;
        }
    }

    ObjectNode thread(InboxThread thread) {
        ObjectNode response = object().put("id", thread.id)
                .put("platform", platform())
                .put("platformId", thread.platformId())
                .put("accountLinkId", thread.account.id())
                .set("prospect", prospect(thread.prospect))
                .put("done", thread.done)
                .put("assigneeId", thread.assigneeId)
                .put("createdAt", Cursor.text(thread.createdAt))
                .put("lastMessageTimestamp", time(thread.lastMessageTime()))
                .put("computedSortTimestamp", Cursor.text(thread.position().time()))
                .put("status", thread.idle ? "idle" : "active")
                .put("variant", thread.xChat ? "xChat" : "unencrypted")
                .put("isSyncing", false)
                .put("isRequest", thread.request)
                .put("typingIndicatorsEnabled", thread.typingIndicators)
                .set("lastMessage", lastMessage(thread.lastMessage()));
        return withExtraFields(response, thread.extraFields);
    }

    private JsonNode lastMessage(@Nullable ChatMessage message) {
        return message == null
                ? nothing()
                : object().put("id", message.id)
                        .put(textField(), message.text())
                        .put("authorId", message.authorId)
                        .put("createdAt", Cursor.text(message.createdAt))
                        .put("userId", message.userId)
                        .putNull("campaignId");
    }

    ObjectNode message(InboxThread thread, ChatMessage message) {
        ChatMessage.Deletion deletion = message.deletion;
        String deletedAt = deletion == null ? null : Cursor.text(deletion.deletedAt());
        ObjectNode response = object().put("id", message.id)
                .put("threadId", thread.id)
                .put("teamId", Inbox.TEAM_ID)
                .put("platform", platform())
                .put("platformId", message.platformId)
                .put(textField(), message.text())
                .put("authorId", message.authorId)
                .put("userId", message.userId)
                .putNull("campaignId")
                .put("origin", message.origin)
                .put("createdAt", Cursor.text(message.createdAt))
                .put(
                        "updatedAt",
                        message.isEdited() ? Cursor.text(message.newest().createdAt()) : null)
                .put("isEncrypted", thread.xChat)
                .put("isEdited", message.isEdited())
                .put("deletedAt", deletedAt)
                .put("platformDeletedAt", deletion != null && deletion.forAll() ? deletedAt : null);
        if (message.replyTo != null) {
            response.set("replyData", replyData(message.replyTo));
        }
        response.set("reactions", reactions(thread, message));
        return withExtraFields(response, message.extraFields);
    }

    private JsonNode replyData(@Nullable ChatMessage original) {
        return original == null
                ? nothing()
                : object().put("messageId", original.id)
                        .put("authorId", original.authorId)
                        .put(textField(), original.text());
    }

    private static JsonNode reactions(InboxThread thread, ChatMessage message) {
        return array(message.reactions, emoji -> object().put("emoji", emoji).put("authorId", thread.account.id()));
    }

    ObjectNode version(InboxThread thread, ChatMessage message, ChatMessage.Version version) {
        return object().put("id", version.id())
                .put("platformId", message.platformId)
                .put("platform", platform())
                .put(textField(), version.text())
                .put("authorId", message.authorId)
                .put("userId", message.userId)
                .put("teamId", Inbox.TEAM_ID)
                .put("threadId", thread.id)
                .putNull("campaignId")
                .putNull("campaignStepId")
                .put("origin", message.origin)
                .put("editOrigin", version.editOrigin())
                .set("replyData", replyData(message.replyTo))
                .putNull("forwardData")
                .put("createdAt", Cursor.text(version.createdAt()))
                .put("isEncrypted", thread.xChat)
                .putNull("expandedData")
                .set("entities", JSON.arrayNode())
                .set("attachment", object())
                .set("reactions", reactions(thread, message));
    }

    ObjectNode deletion(ChatMessage.Deletion deletion, InboxThread thread) {
        return object().put("deletedAt", Cursor.text(deletion.deletedAt()))
                .put("deletionType", deletion.forAll() ? "all" : "self")
                .put("deletionAuthorPlatformId", thread.account.platformId())
                .put("origin", "api");
    }

    ObjectNode prospect(Prospect prospect) {
        Prospect.Profile profile = prospect.profile;
        ObjectNode response = object().put("platform", platform())
                .put("platformId", prospect.platformId)
                .put("externalId", prospect.id)
                .put("username", profile.username())
                .put("handle", "@" + profile.username())
                .put("displayName", profile.displayName())
                .put("bio", profile.bio())
                .putNull("image")
                .put("location", profile.location())
                .put("profileUrl", "https://x.com/" + profile.username())
                .put("verified", profile.verified())
                .put("profileType", profile.verified().equals("business") ? "business" : "personal")
                .put("isProtected", false);
        if (profile.followersCount() != null) {
            response.put(names.pick("followersCount", "followerCount"), profile.followersCount());
        }
        response.put("followingCount", profile.followingCount())
                .put("postCount", profile.postCount())
                .put("firstSeenAt", Cursor.text(prospect.firstSeenAt))
                .put("source", "cached")
                .set("tags", array(inbox.tagsOf(prospect), this::tag));
        return withExtraFields(response, prospect.extraFields);
    }

    ObjectNode prospectWithContext(Prospect prospect) {
        ObjectNode response = prospect(prospect);
        ObjectNode context = response.putObject("context");
        context.set("tags", array(inbox.tagsOf(prospect), tag -> JSON.stringNode(tag.id())));
        context.put("statusId", prospect.statusId)
                .put("valuation", prospect.valuation)
                .put("notes", prospect.notes)
                .set("threads", array(prospect.activeConversations(), ResponseWriter::contextThread));
        return response;
    }

    private static JsonNode contextThread(InboxThread thread) {
        return object().put("id", thread.id)
                .put("accountLinkId", thread.account.id())
                .put("lastMessageTimestamp", time(thread.lastMessageTime()))
                .put("createdAt", Cursor.text(thread.createdAt));
    }

    ObjectNode tag(Label tag) {
        return object().put("id", tag.id()).put("name", tag.name()).put("color", tag.color());
    }

    ObjectNode status(Label status) {
        return tag(status).put("createdAt", Cursor.text(status.createdAt()));
    }

    ObjectNode member(Member member) {
        return object().put("id", member.id())
                .put("userId", member.userId())
                .put("name", member.name())
                .put("email", member.email())
                .putNull("image")
                .put("role", member.role())
                .put("createdAt", Cursor.text(member.createdAt()))
                .putNull("updatedAt");
    }

    ObjectNode team() {
        return object().put("id", Inbox.TEAM_ID)
                .put("name", "Acme")
                .put("slug", "acme")
                .putNull("image")
                .put("createdAt", Cursor.text(Inbox.TEAM_CREATED))
                .putNull("updatedAt")
                .put("currency", "USD")
                .put("allowSupportAccess", false);
    }

    ArrayNode colors() {
        return array(
                Labels.COLORS.entrySet(),
                color -> object().put("name", color.getKey()).put("hex", color.getValue()));
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : Cursor.text(time);
    }
}
