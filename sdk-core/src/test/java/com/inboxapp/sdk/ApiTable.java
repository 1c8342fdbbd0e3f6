package com.inboxapp.sdk;

import static com.inboxapp.sdk.runtime.Safety.IDEMPOTENT;
import static com.inboxapp.sdk.runtime.Safety.SAFE;
import static com.inboxapp.sdk.runtime.Safety.UNSAFE;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.CreateStatusRequest;
import com.inboxapp.sdk.model.CreateTagRequest;
import com.inboxapp.sdk.model.CreateThreadRequest;
import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.model.DeleteMessageRequest;
import com.inboxapp.sdk.model.EditMessageRequest;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListEventsQuery;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.LookupThreadQuery;
import com.inboxapp.sdk.model.LookupThreadsByUsernameQuery;
import com.inboxapp.sdk.model.MemberId;
import com.inboxapp.sdk.model.MessageId;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.ProspectId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.ReactionRequest;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.SortOrder;
import com.inboxapp.sdk.model.StatusId;
import com.inboxapp.sdk.model.TagFilter;
import com.inboxapp.sdk.model.TagId;
import com.inboxapp.sdk.model.ThreadFilters;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.model.UpdateProspectContextRequest;
import com.inboxapp.sdk.model.UpdateStatusRequest;
import com.inboxapp.sdk.model.UpdateTagRequest;
import com.inboxapp.sdk.model.UpdateThreadRequest;
import com.inboxapp.sdk.model.UpdateThreadSettingsRequest;
import com.inboxapp.sdk.runtime.Safety;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Every operation with its call, the expected request in either name set, and a response. */
final class ApiTable {
    private static final ThreadId THREAD = ThreadId.of("thread_1");
    private static final MessageId MESSAGE = MessageId.of("msg_1");
    private static final AccountLinkId ACCOUNT = AccountLinkId.of("acc_abc123");
    private static final PlatformUserId PROSPECT = PlatformUserId.of("555555555");
    private static final Cursor CURSOR = new Cursor("thread_9", "2025-11-10T18:03:16.123456+00:00");
    private static final String FLAT_CURSOR =
            "cursorId=thread_9&cursorTimestamp=2025-11-10T18%3A03%3A16.123456%2B00%3A00";

    static final Set<String> WITHOUT_RESULT = Set.of("statuses.delete", "tags.delete", "threads.delete");

    private ApiTable() {}

    /** An expected request: the target without the base path, and the body or an empty string. */
    record Sent(String target, String body) {}

    record Operation(
            String id,
            Safety safety,
            String method,
            Sent guide,
            Sent reference,
            String response,
            Function<InboxClient, InboxCall<?>> call) {

        static Operation of(
                String id, Safety safety, String sent, String response, Function<InboxClient, InboxCall<?>> call) {
            String[] words = sent.split(" ", 3);
            Sent guide = new Sent(words[1], words.length == 3 ? words[2].replace('\'', '"') : "");
            return new Operation(id, safety, words[0], guide, guide, response, call);
        }

        Operation inReferenceNames(String target, String body) {
            return new Operation(id, safety, method, guide, new Sent(target, body.replace('\'', '"')), response, call);
        }

        @Override
        public String toString() {
            return id;
        }
    }

    static List<Operation> operations() {
        return List.of(
                Operation.of(
                        "accountLinks.list",
                        SAFE,
                        "GET /account-links",
                        Responses.ACCOUNT_LINKS,
                        client -> client.accountLinks().list()),
                Operation.of(
                        "colors.list",
                        SAFE,
                        "GET /colors",
                        Responses.COLORS,
                        client -> client.colors().list()),
                Operation.of(
                        "events.list",
                        SAFE,
                        "GET /events?afterSeq=41&limit=1000",
                        Responses.EVENTS,
                        client -> client.events()
                                .list(ListEventsQuery.builder()
                                        .afterSeq(41L)
                                        .limit(1000)
                                        .build())),
                Operation.of(
                        "members.get",
                        SAFE,
                        "GET /members/mem_1",
                        Responses.MEMBER,
                        client -> client.members().get(MemberId.of("mem_1"))),
                Operation.of(
                        "members.list",
                        SAFE,
                        "GET /members",
                        Responses.list(Responses.MEMBER),
                        client -> client.members().list()),
                Operation.of(
                        "messages.addReaction",
                        IDEMPOTENT,
                        "POST /threads/thread_1/messages/msg_1/reactions/reactions {'emoji':'👍'}",
                        Responses.REACTION,
                        client -> client.messages()
                                .addReaction(
                                        THREAD,
                                        MESSAGE,
                                        ReactionRequest.builder().emoji("👍").build())),
                Operation.of(
                        "messages.delete",
                        IDEMPOTENT,
                        "DELETE /threads/thread_1/messages/msg_1 {'deleteForAll':false}",
                        Responses.DELETED_MESSAGE,
                        client -> client.messages()
                                .delete(
                                        THREAD,
                                        MESSAGE,
                                        DeleteMessageRequest.builder()
                                                .deleteForAll(false)
                                                .build())),
                Operation.of(
                                "messages.edit",
                                IDEMPOTENT,
                                "PATCH /threads/thread_1/messages/msg_1 {'text':'Hello again'}",
                                Responses.EDITED_MESSAGE,
                                client -> client.messages()
                                        .edit(
                                                THREAD,
                                                MESSAGE,
                                                EditMessageRequest.builder()
                                                        .text("Hello again")
                                                        .build()))
                        .inReferenceNames("/threads/thread_1/messages/msg_1", "{'content':'Hello again'}"),
                Operation.of(
                        "messages.history",
                        SAFE,
                        "GET /threads/thread_1/messages/msg_1/history",
                        Responses.HISTORY,
                        client -> client.messages().history(THREAD, MESSAGE)),
                Operation.of(
                        "messages.list",
                        SAFE,
                        "GET /threads/thread_1/messages?" + FLAT_CURSOR + "&limit=100",
                        Responses.MESSAGE_PAGE,
                        client -> client.messages()
                                .list(
                                        THREAD,
                                        ListMessagesQuery.builder()
                                                .cursor(CURSOR)
                                                .limit(100)
                                                .build())),
                Operation.of(
                                "messages.quickSend",
                                UNSAFE,
                                "POST /threads/messages"
                                        + " {'accountLinkId':'acc_abc123','prospectPlatformId':'555555555','text':'Hello'}",
                                Responses.SENT_MESSAGE,
                                client -> client.messages()
                                        .quickSend(QuickSendRequest.builder()
                                                .accountLinkId(ACCOUNT)
                                                .prospectPlatformId(PROSPECT)
                                                .text("Hello")
                                                .build()))
                        .inReferenceNames(
                                "/threads/messages",
                                "{'accountLinkId':'acc_abc123','externalPlatformId':'555555555','content':'Hello'}"),
                Operation.of(
                        "messages.removeReaction",
                        IDEMPOTENT,
                        "DELETE /threads/thread_1/messages/msg_1/reactions/reactions {'emoji':'👍'}",
                        Responses.REACTION,
                        client -> client.messages()
                                .removeReaction(
                                        THREAD,
                                        MESSAGE,
                                        ReactionRequest.builder().emoji("👍").build())),
                Operation.of(
                                "messages.send",
                                UNSAFE,
                                "POST /threads/thread_1/messages {'text':'Hello','replyToMessageId':'msg_1'}",
                                Responses.MESSAGE,
                                client -> client.messages()
                                        .send(
                                                THREAD,
                                                SendMessageRequest.builder()
                                                        .text("Hello")
                                                        .replyToMessageId(MESSAGE)
                                                        .build()))
                        .inReferenceNames(
                                "/threads/thread_1/messages", "{'content':'Hello','replyToMessageId':'msg_1'}"),
                Operation.of(
                        "prospects.get",
                        SAFE,
                        "GET /prospects/prospect_1",
                        Responses.PROSPECT,
                        client -> client.prospects().get(ProspectId.of("prospect_1"))),
                Operation.of(
                        "prospects.lookup",
                        SAFE,
                        "GET /prospects/lookup?platformId=555555555",
                        Responses.PROSPECT,
                        client -> client.prospects().lookup(PROSPECT)),
                Operation.of(
                        "prospects.updateContext",
                        IDEMPOTENT,
                        "PATCH /prospects/prospect_1/context"
                                + " {'notes':null,'valuation':1250.50,'assigneeId':'mem_1','addTags':['tag_1','tag_2'],'done':true}",
                        Responses.PROSPECT,
                        client -> client.prospects()
                                .updateContext(
                                        ProspectId.of("prospect_1"),
                                        UpdateProspectContextRequest.builder()
                                                .clearNotes()
                                                .valuation(new BigDecimal("1250.50"))
                                                .assigneeId(MemberId.of("mem_1"))
                                                .addTags(List.of(TagId.of("tag_1"), TagId.of("tag_2")))
                                                .done(true)
                                                .build())),
                Operation.of(
                        "statuses.colors",
                        SAFE,
                        "GET /statuses/colors",
                        Responses.COLORS,
                        client -> client.statuses().colors()),
                Operation.of(
                        "statuses.create",
                        UNSAFE,
                        "POST /statuses {'name':'Lead','color':'#1d9bf0'}",
                        Responses.STATUS,
                        client -> client.statuses()
                                .create(CreateStatusRequest.builder()
                                        .name("Lead")
                                        .color("#1d9bf0")
                                        .build())),
                Operation.of(
                        "statuses.delete",
                        IDEMPOTENT,
                        "DELETE /statuses/status_1",
                        "",
                        client -> client.statuses().delete(StatusId.of("status_1"))),
                Operation.of(
                        "statuses.get",
                        SAFE,
                        "GET /statuses/status_1",
                        Responses.STATUS,
                        client -> client.statuses().get(StatusId.of("status_1"))),
                Operation.of(
                        "statuses.list",
                        SAFE,
                        "GET /statuses",
                        Responses.list(Responses.STATUS),
                        client -> client.statuses().list()),
                Operation.of(
                        "statuses.update",
                        IDEMPOTENT,
                        "PATCH /statuses/status_1 {'color':null}",
                        Responses.STATUS,
                        client -> client.statuses()
                                .update(
                                        StatusId.of("status_1"),
                                        UpdateStatusRequest.builder()
                                                .clearColor()
                                                .build())),
                Operation.of(
                        "tags.colors",
                        SAFE,
                        "GET /tags/colors",
                        Responses.COLORS,
                        client -> client.tags().colors()),
                Operation.of(
                        "tags.create",
                        UNSAFE,
                        "POST /tags {'name':'Support'}",
                        Responses.TAG,
                        client -> client.tags()
                                .create(CreateTagRequest.builder()
                                        .name("Support")
                                        .build())),
                Operation.of(
                        "tags.delete",
                        IDEMPOTENT,
                        "DELETE /tags/tag_1",
                        "",
                        client -> client.tags().delete(TagId.of("tag_1"))),
                Operation.of(
                        "tags.get",
                        SAFE,
                        "GET /tags/tag_1",
                        Responses.TAG,
                        client -> client.tags().get(TagId.of("tag_1"))),
                Operation.of(
                        "tags.list",
                        SAFE,
                        "GET /tags",
                        Responses.list(Responses.TAG),
                        client -> client.tags().list()),
                Operation.of(
                        "tags.update",
                        IDEMPOTENT,
                        "PATCH /tags/tag_1 {'name':'Sales','color':'red'}",
                        Responses.TAG,
                        client -> client.tags()
                                .update(
                                        TagId.of("tag_1"),
                                        UpdateTagRequest.builder()
                                                .name("Sales")
                                                .color("red")
                                                .build())),
                Operation.of(
                        "team.get",
                        SAFE,
                        "GET /team",
                        Responses.TEAM,
                        client -> client.team().get()),
                Operation.of(
                                "threads.create",
                                UNSAFE,
                                "POST /threads {'accountLinkId':'acc_abc123','prospectPlatformId':'555555555'}",
                                Responses.THREAD,
                                client -> client.threads()
                                        .create(CreateThreadRequest.builder()
                                                .accountLinkId(ACCOUNT)
                                                .prospectPlatformId(PROSPECT)
                                                .build()))
                        .inReferenceNames(
                                "/threads", "{'accountLinkId':'acc_abc123','externalPlatformId':'555555555'}"),
                Operation.of(
                        "threads.delete",
                        IDEMPOTENT,
                        "DELETE /threads/thread_1",
                        "",
                        client -> client.threads().delete(THREAD)),
                Operation.of(
                        "threads.get",
                        SAFE,
                        "GET /threads/thread_1",
                        Responses.THREAD,
                        client -> client.threads().get(THREAD)),
                Operation.of(
                                "threads.list",
                                SAFE,
                                "GET /threads?accountLinkId=acc_abc123&inboxView=no-reply&" + FLAT_CURSOR
                                        + "&filters%5Btags%5D%5BselectedIds%5D%5B0%5D=tag_1&filters%5BsortOrder%5D=asc&limit=50",
                                Responses.THREAD_PAGE,
                                client -> client.threads().list(threadsQuery()))
                        .inReferenceNames(
                                "/threads?accountLinkIds%5B0%5D=acc_abc123&inbox=no-reply&" + FLAT_CURSOR
                                        + "&filters%5Btags%5D%5BselectedIds%5D%5B0%5D=tag_1&filters%5BsortOrder%5D=asc&limit=50",
                                ""),
                Operation.of(
                                "threads.lookup",
                                SAFE,
                                "GET /threads/lookup?accountLinkId=acc_abc123&prospectPlatformId=555555555",
                                "{\"thread\":" + Responses.THREAD + "}",
                                client -> client.threads()
                                        .lookup(LookupThreadQuery.builder()
                                                .accountLinkId(ACCOUNT)
                                                .prospectPlatformId(PROSPECT)
                                                .build()))
                        .inReferenceNames("/threads/lookup?accountLinkId=acc_abc123&externalPlatformId=555555555", ""),
                Operation.of(
                        "threads.lookupByUsername",
                        SAFE,
                        "GET /threads/lookup-by-username?username=jordanellis"
                                + "&accountLinkIds%5B0%5D=acc_abc123&accountLinkIds%5B1%5D=acc_def456",
                        Responses.list(Responses.THREAD),
                        client -> client.threads()
                                .lookupByUsername(LookupThreadsByUsernameQuery.builder()
                                        .username("jordanellis")
                                        .accountLinkIds(List.of(ACCOUNT, AccountLinkId.of("acc_def456")))
                                        .build())),
                Operation.of(
                        "threads.sendTyping",
                        IDEMPOTENT,
                        "POST /threads/thread_1/typing",
                        "{\"status\":\"sent\"}",
                        client -> client.threads().sendTyping(THREAD)),
                Operation.of(
                        "threads.update",
                        IDEMPOTENT,
                        "PATCH /threads/thread_1 {'done':true,'assigneeId':null}",
                        Responses.THREAD,
                        client -> client.threads()
                                .update(
                                        THREAD,
                                        UpdateThreadRequest.builder()
                                                .done(true)
                                                .clearAssigneeId()
                                                .build())),
                Operation.of(
                        "threads.updateSettings",
                        IDEMPOTENT,
                        "PATCH /threads/thread_1/settings {'typingIndicatorsEnabled':null}",
                        "{\"threadId\":\"thread_1\",\"typingIndicatorsEnabled\":null}",
                        client -> client.threads()
                                .updateSettings(
                                        THREAD,
                                        UpdateThreadSettingsRequest.builder()
                                                .clearTypingIndicatorsEnabled()
                                                .build())));
    }

    static InboxCall<?> call(String id, InboxClient client) {
        return operations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow()
                .call()
                .apply(client);
    }

    private static ListThreadsQuery threadsQuery() {
        return ListThreadsQuery.builder()
                .accountLinkId(ACCOUNT)
                .inboxView(InboxView.NO_REPLY)
                .cursor(CURSOR)
                .filters(ThreadFilters.builder()
                        .tags(TagFilter.builder()
                                .selectedIds(List.of(TagId.of("tag_1")))
                                .build())
                        .sortOrder(SortOrder.ASC)
                        .build())
                .limit(50)
                .build();
    }
}
