package com.inboxapp.sdk.contract.mistakes;

import static com.inboxapp.sdk.contract.mistakes.Edits.addProperty;
import static com.inboxapp.sdk.contract.mistakes.Edits.allow;
import static com.inboxapp.sdk.contract.mistakes.Edits.dropParameter;
import static com.inboxapp.sdk.contract.mistakes.Edits.dropProperty;
import static com.inboxapp.sdk.contract.mistakes.Edits.dropStatus;
import static com.inboxapp.sdk.contract.mistakes.Edits.forbid;
import static com.inboxapp.sdk.contract.mistakes.Edits.nullable;
import static com.inboxapp.sdk.contract.mistakes.Edits.object;
import static com.inboxapp.sdk.contract.mistakes.Edits.operation;
import static com.inboxapp.sdk.contract.mistakes.Edits.parameter;
import static com.inboxapp.sdk.contract.mistakes.Edits.property;
import static com.inboxapp.sdk.contract.mistakes.Edits.refer;
import static com.inboxapp.sdk.contract.mistakes.Edits.renameField;
import static com.inboxapp.sdk.contract.mistakes.Edits.renameProperty;
import static com.inboxapp.sdk.contract.mistakes.Edits.require;
import static com.inboxapp.sdk.contract.mistakes.Edits.retype;
import static com.inboxapp.sdk.contract.mistakes.Edits.schema;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes of the document: mistakes that the checks must find, and harmless changes that they must accept. */
final class Mistakes {
    /** A change, with its kind and its name in the table of the README. */
    record Planted(String kind, String name, Consumer<ObjectNode> change) {
        @Override
        public String toString() {
            return kind + ": " + name;
        }
    }

    private Mistakes() {}

    static List<Planted> mistakes() {
        return Stream.of(
                        names(),
                        types(),
                        ids(),
                        presence(),
                        enums(),
                        defaults(),
                        envelopes(),
                        responses(),
                        errors(),
                        parameters(),
                        paths(),
                        access(),
                        orders(),
                        texts())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Planted> names() {
        return List.of(
                new Planted("rename", "Thread.accountLinkId", renameProperty("Thread", "accountLinkId", "accountId")),
                new Planted("rename", "Message.text", renameProperty("Message", "text", "body")),
                new Planted(
                        "rename", "Prospect.followersCount", renameProperty("Prospect", "followersCount", "followers")),
                new Planted(
                        "rename",
                        "AccountLink.platformUsername",
                        renameProperty("AccountLink", "platformUsername", "handle")),
                new Planted("rename", "Cursor.timestamp", renameProperty("Cursor", "timestamp", "time")),
                new Planted("rename", "ErrorDetail.code", renameProperty("ErrorDetail", "code", "type")),
                new Planted("rename", "SendMessageRequest.text", renameProperty("SendMessageRequest", "text", "body")),
                new Planted("rename", "TagFilter.noTags", renameProperty("TagFilter", "noTags", "none")));
    }

    private static List<Planted> types() {
        return List.of(
                new Planted("retype", "Thread.done to string", retype("Thread", "done", "string")),
                new Planted("retype", "Event.seq to string", retype("Event", "seq", "string")),
                new Planted("retype", "Tag.color to integer", retype("Tag", "color", "integer")),
                new Planted("retype", "ProspectContext.tags to string", retype("ProspectContext", "tags", "string")),
                new Planted(
                        "retype", "ReactionRequest.emoji to integer", retype("ReactionRequest", "emoji", "integer")),
                new Planted(
                        "date format",
                        "Message.createdAt to date",
                        root -> property(root, "Message", "createdAt").put("format", "date")),
                new Planted("date format", "Event.timestamp to Unix seconds", retype("Event", "timestamp", "integer")),
                new Planted("nullability", "Thread.assigneeId", nullable("Thread", "assigneeId", false)),
                new Planted("nullability", "Member.name", nullable("Member", "name", false)),
                new Planted("nullability", "MessagePage.nextCursor", nullable("MessagePage", "nextCursor", false)),
                new Planted("nullability", "Tag.name", nullable("Tag", "name", true)),
                new Planted(
                        "nullability",
                        "UpdateProspectContextRequest.notes",
                        nullable("UpdateProspectContextRequest", "notes", false)));
    }

    private static List<Planted> ids() {
        return List.of(
                new Planted(
                        "id",
                        "LastMessage.authorId to AccountLinkId",
                        refer("LastMessage", "authorId", "AccountLinkId")),
                new Planted("id", "Member.userId to MemberId", refer("Member", "userId", "MemberId")),
                new Planted(
                        "id",
                        "Thread.accountLinkId to PlatformUserId",
                        refer("Thread", "accountLinkId", "PlatformUserId")),
                new Planted(
                        "id",
                        "ProspectContext.tags to StatusId",
                        root -> object(root, "components", "schemas", "ProspectContext", "properties", "tags", "items")
                                .put("$ref", "#/components/schemas/StatusId")),
                new Planted(
                        "id",
                        "path parameter memberId to UserId",
                        root -> object(root, "components", "parameters", "MemberId", "schema")
                                .put("$ref", "#/components/schemas/UserId")));
    }

    private static List<Planted> defaults() {
        return List.of(
                new Planted(
                        "default",
                        "InboxView to archived",
                        root -> schema(root, "InboxView").put("default", "archived")),
                new Planted(
                        "default",
                        "SortOrder removed",
                        root -> schema(root, "SortOrder").remove("default")),
                new Planted(
                        "default",
                        "threads.list limit to 50",
                        parameter(
                                "/threads",
                                "get",
                                "limit",
                                parameter -> object(parameter, "schema").put("default", 50))),
                new Planted(
                        "text",
                        "threads.list limit, \"Absent means 100\"",
                        parameter(
                                "/threads",
                                "get",
                                "limit",
                                parameter -> parameter.put(
                                        "description", "Number of threads in a page, 1 to 100. Absent means 100."))),
                new Planted(
                        "text",
                        "deleteForAll, \"Absent means false\"",
                        root -> property(root, "DeleteMessageRequest", "deleteForAll")
                                .put("description", "Whether it is deleted for both sides. Absent means false.")));
    }

    private static List<Planted> errors() {
        return List.of(
                new Planted(
                        "error",
                        "tags.get 404 is StatusNotFound",
                        root -> object(root, "paths", "/tags/{tagId}", "get", "responses", "404")
                                .put("$ref", "#/components/responses/StatusNotFound")),
                new Planted(
                        "error",
                        "status 400 in a 409 example",
                        root -> object(root, "components", "examples", "ErrorNameTaken", "value", "error")
                                .put("status", 400)),
                new Planted(
                        "error",
                        "code CONFLICT in a 429 example",
                        root -> object(root, "components", "examples", "ErrorRateLimited", "value", "error")
                                .put("code", "CONFLICT")));
    }

    private static List<Planted> access() {
        return List.of(
                new Planted(
                        "security",
                        "authentication optional for all operations",
                        root -> root.withArray("/security").addObject()),
                new Planted(
                        "security",
                        "team.get without authentication",
                        root -> operation(root, "/team", "get").putArray("security")),
                new Planted(
                        "server",
                        "second server with plain HTTP",
                        root -> root.withArray("/servers")
                                .addObject()
                                .put("url", "http://inboxapp.com/api/v1")
                                .put("description", "The same.")));
    }

    private static List<Planted> orders() {
        return List.of(
                new Planted("order", "Tag.name after color", root -> {
                    ObjectNode properties = object(root, "components", "schemas", "Tag", "properties");
                    properties.set("name", properties.remove("name"));
                }),
                new Planted("order", "SortOrder desc before asc", root -> {
                    ArrayNode words = schema(root, "SortOrder").withArrayProperty("enum");
                    words.add(words.remove(0));
                }),
                new Planted("order", "events.list limit before afterSeq", root -> {
                    ArrayNode parameters = operation(root, "/events", "get").withArrayProperty("parameters");
                    parameters.add(parameters.remove(0));
                }));
    }

    private static List<Planted> texts() {
        return List.of(
                new Planted(
                        "text",
                        "tags.get, \"Delete a tag\"",
                        root -> operation(root, "/tags/{tagId}", "get").put("summary", "Delete a tag")),
                new Planted(
                        "text",
                        "TagNotFound describes a status",
                        root -> object(root, "components", "responses", "TagNotFound")
                                .put("description", "The team has no status with this Inbox id.")),
                new Planted(
                        "text",
                        "example of TagNotFound is about a status",
                        root -> object(root, "components", "examples", "ErrorTagNotFound", "value", "error")
                                .put("message", "Status not found.")),
                new Planted(
                        "text",
                        "events.list, \"List 50 events\"",
                        root -> operation(root, "/events", "get").put("summary", "List 50 events")));
    }

    private static List<Planted> presence() {
        return List.of(
                new Planted("drop", "Thread.prospect", dropProperty("Thread", "prospect")),
                new Planted("drop", "MessageHistory.deletion", dropProperty("MessageHistory", "deletion")),
                new Planted("drop", "EventPage.hasMore", dropProperty("EventPage", "hasMore")),
                new Planted(
                        "drop",
                        "SendMessageRequest.replyToMessageId",
                        dropProperty("SendMessageRequest", "replyToMessageId")),
                new Planted("add required", "Member.phone", addProperty("Member", "phone", true)),
                new Planted("add required", "QuickSendRequest.reason", addProperty("QuickSendRequest", "reason", true)),
                new Planted("add required", "CreateTagRequest.color", require("CreateTagRequest", "color")),
                new Planted("add required", "Thread.status", require("Thread", "status")));
    }

    private static List<Planted> enums() {
        return List.of(
                new Planted("widen enum", "ThreadStatus muted", allow("ThreadStatus", "muted")),
                new Planted("widen enum", "InboxView starred", allow("InboxView", "starred")),
                new Planted("narrow enum", "InboxView default", forbid("InboxView", "default")),
                new Planted("narrow enum", "SortOrder asc", forbid("SortOrder", "asc")),
                new Planted("narrow enum", "MemberRole user", forbid("MemberRole", "user")),
                new Planted("narrow enum", "EventType thread.created", forbid("EventType", "thread.created")));
    }

    private static List<Planted> envelopes() {
        return List.of(
                new Planted(
                        "envelope",
                        "AccountLinkList.accountLinks renamed",
                        renameProperty("AccountLinkList", "accountLinks", "items")),
                new Planted(
                        "envelope",
                        "threads.lookup without envelope",
                        root -> responseSchema(root, "/threads/lookup").put("$ref", "#/components/schemas/Thread")),
                new Planted("envelope", "tags.list with envelope", root -> {
                    ObjectNode list = responseSchema(root, "/tags");
                    ObjectNode bare = list.deepCopy();
                    list.removeAll();
                    list.put("type", "object").putObject("properties").set("tags", bare);
                    list.putArray("required").add("tags");
                }),
                new Planted(
                        "envelope",
                        "Error without envelope",
                        root -> schema(root, "Error")
                                .setAll(schema(root, "ErrorDetail").deepCopy())));
    }

    private static ObjectNode responseSchema(ObjectNode root, String path) {
        return object(root, "paths", path, "get", "responses", "200", "content", "application/json", "schema");
    }

    private static List<Planted> responses() {
        return List.of(
                new Planted("status", "threads.get 404 removed", dropStatus("/threads/{threadId}", "get", "404")),
                new Planted("status", "tags.create 409 removed", dropStatus("/tags", "post", "409")),
                new Planted(
                        "status",
                        "messages.send 200 to 201",
                        root -> renameField(
                                object(root, "paths", "/threads/{threadId}/messages", "post", "responses"),
                                "200",
                                "201")),
                new Planted(
                        "status",
                        "team.get 404 added",
                        root -> operation(root, "/team", "get")
                                .withObject("/responses")
                                .set(
                                        "404",
                                        object(root, "components", "responses", "MemberNotFound")
                                                .deepCopy())),
                new Planted(
                        "header",
                        "X-RateLimit-Limit renamed",
                        root -> renameField(
                                object(root, "paths", "/team", "get", "responses", "200", "headers"),
                                "X-RateLimit-Limit",
                                "RateLimit-Limit")),
                new Planted(
                        "header",
                        "Retry-After removed",
                        root -> object(root, "components", "responses", "RateLimited", "headers")
                                .remove("Retry-After")),
                new Planted(
                        "header",
                        "X-RateLimit-Reset to date-time",
                        root -> object(root, "components", "headers", "RateLimitReset")
                                .putObject("schema")
                                .put("type", "string")
                                .put("format", "date-time")));
    }

    private static List<Planted> parameters() {
        return List.of(
                new Planted(
                        "parameter",
                        "threads.list accountLinkId renamed",
                        parameter("/threads", "get", "accountLinkId", parameter -> parameter.put("name", "accountId"))),
                new Planted(
                        "parameter",
                        "threads.list limit to boolean",
                        parameter(
                                "/threads",
                                "get",
                                "limit",
                                parameter -> parameter.putObject("schema").put("type", "boolean"))),
                new Planted(
                        "parameter",
                        "threads.list filters style form",
                        parameter("/threads", "get", "filters", parameter -> parameter.put("style", "form"))),
                new Planted(
                        "parameter",
                        "accountLinkIds to a single string",
                        parameter(
                                "/threads/lookup-by-username",
                                "get",
                                "accountLinkIds[]",
                                parameter -> parameter.putObject("schema").put("type", "string"))),
                new Planted("parameter", "events.list afterSeq removed", dropParameter("/events", "get", "afterSeq")),
                new Planted(
                        "parameter",
                        "messages.list cursorId removed",
                        dropParameter("/threads/{threadId}/messages", "get", "CursorId")),
                new Planted(
                        "parameter",
                        "threads.list limit maximum 1",
                        parameter(
                                "/threads",
                                "get",
                                "limit",
                                parameter -> object(parameter, "schema").put("maximum", 1))),
                new Planted(
                        "parameter",
                        "threads.lookup externalId required",
                        parameter(
                                "/threads/lookup", "get", "externalId", parameter -> parameter.put("required", true))),
                new Planted("parameter", "team.get new required teamId", root -> {
                    ObjectNode added = operation(root, "/team", "get")
                            .withArray("/parameters")
                            .addObject();
                    added.put("name", "teamId").put("in", "query").put("required", true);
                    added.put("description", "New.").put("example", "team_acme");
                    added.putObject("schema").put("type", "string");
                }));
    }

    private static List<Planted> paths() {
        return List.of(
                new Planted(
                        "path",
                        "/tags/colors removed",
                        root -> object(root, "paths").remove("/tags/colors")),
                new Planted(
                        "path",
                        "/threads/messages renamed",
                        root -> renameField(object(root, "paths"), "/threads/messages", "/messages")),
                new Planted(
                        "path",
                        "threads.update to PUT",
                        root -> renameField(object(root, "paths", "/threads/{threadId}"), "patch", "put")),
                new Planted(
                        "path",
                        "/reactions/reactions to /reactions",
                        root -> renameField(
                                object(root, "paths"),
                                "/threads/{threadId}/messages/{messageId}/reactions/reactions",
                                "/threads/{threadId}/messages/{messageId}/reactions")),
                new Planted(
                        "body",
                        "messages.delete body removed",
                        root -> operation(root, "/threads/{threadId}/messages/{messageId}", "delete")
                                .remove("requestBody")),
                new Planted(
                        "body", "deleteForAll to string", retype("DeleteMessageRequest", "deleteForAll", "string")));
    }

    static List<Planted> harmless() {
        return List.of(
                new Planted(
                        "editorial",
                        "new description of an operation",
                        root -> operation(root, "/team", "get").put("description", "The team.")),
                new Planted(
                        "editorial",
                        "new summary",
                        root -> operation(root, "/tags", "get").put("summary", "List all tags")),
                new Planted(
                        "editorial",
                        "new description of a property",
                        root -> property(root, "Thread", "done").put("description", "Whether it is archived.")),
                new Planted(
                        "editorial",
                        "new description of a parameter",
                        parameter("/events", "get", "limit", parameter -> parameter.put("description", "How many."))),
                new Planted(
                        "editorial",
                        "new description of a tag",
                        root -> ((ObjectNode) root.path("tags").path(0)).put("description", "The accounts.")),
                new Planted(
                        "editorial",
                        "new value in an example",
                        root -> object(root, "components", "examples", "Team", "value")
                                .put("name", "Acme Inc")),
                new Planted(
                        "editorial", "new title", root -> object(root, "info").put("title", "The Inbox API")),
                new Planted(
                        "additive", "new optional property of a response", addProperty("Thread", "archivedAt", false)),
                new Planted(
                        "additive",
                        "new optional property of a request",
                        addProperty("CreateTagRequest", "note", false)),
                new Planted("additive", "new enum value in a response", allow("MemberRole", "guest")),
                new Planted("additive", "new event type", allow("EventType", "list.created")),
                new Planted(
                        "additive",
                        "new operation",
                        root -> object(root, "paths")
                                .putObject("/plan")
                                .set(
                                        "get",
                                        operation(root, "/team", "get")
                                                .deepCopy()
                                                .put("operationId", "plan.get"))),
                new Planted("additive", "new optional parameter", root -> {
                    ObjectNode added =
                            ((ArrayNode) operation(root, "/events", "get").path("parameters")).addObject();
                    added.put("name", "planted").put("in", "query").put("description", "New.");
                    added.putObject("schema").put("type", "string");
                }));
    }
}
