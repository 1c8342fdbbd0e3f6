package com.inboxapp.sdk.contract.pact;

import static com.inboxapp.sdk.contract.pact.Given.given;
import static com.inboxapp.sdk.contract.pact.Shape.object;
import static com.inboxapp.sdk.contract.pact.Shape.word;

import com.inboxapp.sdk.model.AssigneeFilter;
import com.inboxapp.sdk.model.CampaignFilter;
import com.inboxapp.sdk.model.CampaignId;
import com.inboxapp.sdk.model.CreateThreadRequest;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.LookupThreadQuery;
import com.inboxapp.sdk.model.LookupThreadsByUsernameQuery;
import com.inboxapp.sdk.model.SortOrder;
import com.inboxapp.sdk.model.StatusFilter;
import com.inboxapp.sdk.model.TagFilter;
import com.inboxapp.sdk.model.ThreadFilters;
import com.inboxapp.sdk.model.UpdateThreadRequest;
import com.inboxapp.sdk.model.UpdateThreadSettingsRequest;
import com.inboxapp.sdk.query.NameSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Interactions that list, find, create and change threads. */
final class ThreadInteractions {
    private static final String THREAD = "/threads/${threadId}";

    private final NameSet names;
    private final Examples examples;

    private ThreadInteractions(NameSet names) {
        this.names = names;
        this.examples = new Examples(names);
    }

    static Stream<Interaction> in(NameSet names) {
        ThreadInteractions threads = new ThreadInteractions(names);
        return Stream.of(threads.lists(), threads.finds(), threads.changes()).flatMap(List::stream);
    }

    private Map<String, Object> page(@Nullable Object cursor) {
        return object("threads", List.of(examples.thread()), "nextCursor", cursor);
    }

    private String accountLinkId() {
        return names.pick("accountLinkId", "accountLinkIds[0]");
    }

    private String inboxView() {
        return names.pick("inboxView", "inbox");
    }

    private List<Interaction> lists() {
        return List.of(
                Interaction.of("threads.list", "the first page of an account's threads in a view")
                        .given(Given.PAGES_OF_THREADS)
                        .sends("GET", "/threads")
                        .query(accountLinkId(), given("accountLinkId"))
                        .query(inboxView(), "default")
                        .query("limit", "2")
                        .by(inbox -> inbox.threads()
                                .list(ListThreadsQuery.builder()
                                        .accountLinkId(Given.ACCOUNT)
                                        .inboxView(InboxView.DEFAULT)
                                        .limit(2)
                                        .build()))
                        .respondsWith(page(examples.cursor())),
                Interaction.of("threads.list", "threads without any choice")
                        .given(Given.ONE_PAGE)
                        .sends("GET", "/threads")
                        .by(inbox -> inbox.threads().list())
                        .respondsWith(page(null)),
                Interaction.of("threads.list", "the last page of threads, after a cursor")
                        .given(Given.PAGES_OF_THREADS)
                        .sends("GET", "/threads")
                        .query("cursorId", given("cursorId"))
                        .query("cursorTimestamp", given("cursorTimestamp"))
                        .by(inbox -> inbox.threads()
                                .list(ListThreadsQuery.builder()
                                        .cursor(Given.CURSOR)
                                        .build()))
                        .respondsWith(page(null)),
                Interaction.of("threads.list", "a page of threads after a cursor in brackets")
                        .given(Given.PAGES_OF_THREADS)
                        .sends("GET", "/threads")
                        .query("cursor[id]", given("cursorId"))
                        .query("cursor[timestamp]", given("cursorTimestamp"))
                        .cursorsInBrackets()
                        .by(inbox -> inbox.threads()
                                .list(ListThreadsQuery.builder()
                                        .cursor(Given.CURSOR)
                                        .build()))
                        .respondsWith(page(null)),
                filtered(),
                withoutLabels(),
                Interaction.of("threads.list", "a thread with every field")
                        .given(Given.EVERY_FIELD)
                        .sends("GET", "/threads")
                        .query("limit", "1")
                        .by(inbox -> inbox.threads()
                                .list(ListThreadsQuery.builder().limit(1).build()))
                        .respondsWith(
                                object("threads", List.of(examples.fullThread()), "nextCursor", examples.cursor())));
    }

    private Interaction filtered() {
        ThreadFilters filters = ThreadFilters.builder()
                .tags(TagFilter.builder().selectedIds(List.of(Given.TAG_ID)).build())
                .statuses(StatusFilter.builder()
                        .selectedIds(List.of(Given.STATUS_ID))
                        .build())
                .assignees(AssigneeFilter.builder()
                        .selectedIds(List.of(Given.MEMBER))
                        .build())
                .sortOrder(SortOrder.ASC)
                .build();
        return Interaction.of("threads.list", "threads of a tag, a status and a member, the oldest first")
                .given(Given.FILTERED)
                .sends("GET", "/threads")
                .query("filters[tags][selectedIds][0]", given("tagId"))
                .query("filters[statuses][selectedIds][0]", given("statusId"))
                .query("filters[assignees][selectedIds][0]", given("memberId"))
                .query("filters[sortOrder]", "asc")
                .by(inbox -> inbox.threads()
                        .list(ListThreadsQuery.builder().filters(filters).build()))
                .respondsWith(page(null));
    }

    private Interaction withoutLabels() {
        ThreadFilters filters = ThreadFilters.builder()
                .tags(TagFilter.builder().noTags(true).build())
                .statuses(StatusFilter.builder().noStatus(true).build())
                .assignees(AssigneeFilter.builder().noAssignee(true).build())
                .campaigns(CampaignFilter.builder()
                        .selectedIds(List.of(CampaignId.of("campaign_spring")))
                        .noCampaign(true)
                        .build())
                .build();
        return Interaction.of("threads.list", "threads of a campaign or none, without tags, status and member")
                .given(Given.CAMPAIGN)
                .sends("GET", "/threads")
                .query("filters[tags][noTags]", "true")
                .query("filters[statuses][noStatus]", "true")
                .query("filters[assignees][noAssignee]", "true")
                .query("filters[campaigns][selectedIds][0]", given("campaignId"))
                .query("filters[campaigns][noCampaign]", "true")
                .by(inbox -> inbox.threads()
                        .list(ListThreadsQuery.builder().filters(filters).build()))
                .respondsWith(page(null));
    }

    private @Nullable Object lookedUp(@Nullable Object thread) {
        return names == NameSet.GUIDE ? object("thread", thread) : thread;
    }

    private List<Interaction> finds() {
        return List.of(
                Interaction.of("threads.lookup", "the thread of an account and a prospect on X")
                        .given(Given.THREAD)
                        .sends("GET", "/threads/lookup")
                        .query("accountLinkId", given("accountLinkId"))
                        .query(examples.prospectPlatformId(), given("prospectPlatformId"))
                        .by(inbox -> inbox.threads()
                                .lookup(LookupThreadQuery.builder()
                                        .accountLinkId(Given.ACCOUNT)
                                        .prospectPlatformId(Given.PLATFORM_USER)
                                        .build()))
                        .respondsWith(lookedUp(examples.thread())),
                Interaction.of("threads.lookup", "the thread of an account and a prospect of Inbox, who have none")
                        .given(Given.PROSPECT_WITHOUT_THREAD)
                        .sends("GET", "/threads/lookup")
                        .query("accountLinkId", given("accountLinkId"))
                        .query("externalId", given("prospectId"))
                        .by(inbox -> inbox.threads()
                                .lookup(LookupThreadQuery.builder()
                                        .accountLinkId(Given.ACCOUNT)
                                        .externalId(Given.PROSPECT)
                                        .build()))
                        .respondsWith(lookedUp(null)),
                Interaction.of("threads.lookupByUsername", "the threads of a username at two accounts")
                        .given(Given.THREAD)
                        .sends("GET", "/threads/lookup-by-username")
                        .query("username", given("username"))
                        .query("accountLinkIds[0]", given("accountLinkId"))
                        .query("accountLinkIds[1]", given("otherAccountLinkId"))
                        .by(inbox -> inbox.threads()
                                .lookupByUsername(LookupThreadsByUsernameQuery.builder()
                                        .username("jdoe")
                                        .accountLinkIds(List.of(Given.ACCOUNT, Given.OTHER_ACCOUNT))
                                        .build()))
                        .respondsWith(List.of(examples.thread())),
                Interaction.of("threads.get", "a thread")
                        .given(Given.THREAD)
                        .sends("GET", THREAD)
                        .by(inbox -> inbox.threads().get(Given.THREAD_ID))
                        .respondsWith(examples.thread()));
    }

    private List<Interaction> changes() {
        return List.of(
                Interaction.of("threads.create", "a new thread with a prospect on X")
                        .given(Given.STRANGER)
                        .sends(
                                "POST",
                                "/threads",
                                object(
                                        "accountLinkId",
                                        given("accountLinkId"),
                                        examples.prospectPlatformId(),
                                        given("prospectPlatformId")))
                        .by(inbox -> inbox.threads()
                                .create(CreateThreadRequest.builder()
                                        .accountLinkId(Given.ACCOUNT)
                                        .prospectPlatformId(Given.PLATFORM_USER)
                                        .build()))
                        .respondsWith(examples.thread()),
                Interaction.of("threads.create", "a new thread with a prospect of Inbox")
                        .given(Given.PROSPECT_WITHOUT_THREAD)
                        .sends(
                                "POST",
                                "/threads",
                                object("accountLinkId", given("accountLinkId"), "externalId", given("prospectId")))
                        .by(inbox -> inbox.threads()
                                .create(CreateThreadRequest.builder()
                                        .accountLinkId(Given.ACCOUNT)
                                        .externalId(Given.PROSPECT)
                                        .build()))
                        .respondsWith(examples.thread()),
                Interaction.of("threads.update", "archiving a thread, and assigning it to a member")
                        .given(Given.THREAD)
                        .given(Given.MEMBERS)
                        .sends("PATCH", THREAD, object("done", true, "assigneeId", given("memberId")))
                        .by(inbox -> inbox.threads()
                                .update(
                                        Given.THREAD_ID,
                                        UpdateThreadRequest.builder()
                                                .done(true)
                                                .assigneeId(Given.MEMBER)
                                                .build()))
                        .respondsWith(examples.thread()),
                Interaction.of("threads.update", "taking the member away from a thread")
                        .given(Given.THREAD)
                        .sends("PATCH", THREAD, object("assigneeId", null))
                        .by(inbox -> inbox.threads()
                                .update(
                                        Given.THREAD_ID,
                                        UpdateThreadRequest.builder()
                                                .clearAssigneeId()
                                                .build()))
                        .respondsWith(examples.thread()),
                Interaction.of("threads.delete", "deleting a thread")
                        .given(Given.THREAD)
                        .sends("DELETE", THREAD)
                        .by(inbox -> inbox.threads().delete(Given.THREAD_ID))
                        .respondsWithoutBody(),
                Interaction.of("threads.sendTyping", "a typing indicator in an encrypted thread")
                        .given(Given.ENCRYPTED)
                        .sends("POST", THREAD + "/typing")
                        .by(inbox -> inbox.threads().sendTyping(Given.THREAD_ID))
                        .respondsWith(object("status", new Shape.Exactly("sent"))),
                Interaction.of("threads.sendTyping", "a typing indicator in a thread that takes none")
                        .given(Given.UNENCRYPTED)
                        .sends("POST", THREAD + "/typing")
                        .by(inbox -> inbox.threads().sendTyping(Given.THREAD_ID))
                        .respondsWith(object(
                                "status",
                                new Shape.Exactly("skipped"),
                                "reason",
                                word("unsupported", "rateLimited", "typingDisabled", "outboundDisabled"))),
                Interaction.of("threads.updateSettings", "turning typing indicators off in a thread")
                        .given(Given.THREAD)
                        .sends("PATCH", THREAD + "/settings", object("typingIndicatorsEnabled", false))
                        .by(inbox -> inbox.threads()
                                .updateSettings(
                                        Given.THREAD_ID,
                                        UpdateThreadSettingsRequest.builder()
                                                .typingIndicatorsEnabled(false)
                                                .build()))
                        .respondsWith(object(
                                "threadId", "thread_abc123", "typingIndicatorsEnabled", new Shape.Exactly(false))),
                Interaction.of("threads.updateSettings", "leaving typing indicators of a thread to the team")
                        .given(Given.THREAD)
                        .sends("PATCH", THREAD + "/settings", object("typingIndicatorsEnabled", null))
                        .by(inbox -> inbox.threads()
                                .updateSettings(
                                        Given.THREAD_ID,
                                        UpdateThreadSettingsRequest.builder()
                                                .clearTypingIndicatorsEnabled()
                                                .build()))
                        .respondsWith(object("threadId", "thread_abc123", "typingIndicatorsEnabled", null)));
    }
}
