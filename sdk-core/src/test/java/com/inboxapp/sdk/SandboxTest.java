package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.Color;
import com.inboxapp.sdk.model.CreateStatusRequest;
import com.inboxapp.sdk.model.CreateTagRequest;
import com.inboxapp.sdk.model.CreateThreadRequest;
import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.model.DeleteMessageRequest;
import com.inboxapp.sdk.model.EditMessageRequest;
import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.EventPage;
import com.inboxapp.sdk.model.EventType;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListEventsQuery;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.LookupThreadQuery;
import com.inboxapp.sdk.model.LookupThreadsByUsernameQuery;
import com.inboxapp.sdk.model.Member;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.MessageDeletionType;
import com.inboxapp.sdk.model.MessageHistory;
import com.inboxapp.sdk.model.MessageId;
import com.inboxapp.sdk.model.MessagePage;
import com.inboxapp.sdk.model.MessageVersion;
import com.inboxapp.sdk.model.Platform;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.Prospect;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.ReactionRequest;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.model.Status;
import com.inboxapp.sdk.model.Tag;
import com.inboxapp.sdk.model.TagFilter;
import com.inboxapp.sdk.model.ThreadFilters;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.model.ThreadPage;
import com.inboxapp.sdk.model.ThreadVariant;
import com.inboxapp.sdk.model.TypingStatus;
import com.inboxapp.sdk.model.UpdateProspectContextRequest;
import com.inboxapp.sdk.model.UpdateStatusRequest;
import com.inboxapp.sdk.model.UpdateTagRequest;
import com.inboxapp.sdk.model.UpdateThreadRequest;
import com.inboxapp.sdk.model.UpdateThreadSettingsRequest;
import com.inboxapp.sdk.query.ArrayFormat;
import com.inboxapp.sdk.query.CursorFormat;
import com.inboxapp.sdk.query.NameSet;
import com.inboxapp.sdk.ratelimit.RateLimit;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation against a stateful server, with both name sets. */
@ParameterizedClass
@EnumSource(NameSet.class)
class SandboxTest {
    private static final AccountLinkId SALES = AccountLinkId.of("acc_abc123");
    private static final AccountLinkId SUPPORT = AccountLinkId.of("acc_def456");
    private static final PlatformUserId JORDAN = PlatformUserId.of("555555555");

    @Parameter
    NameSet names;

    private InboxSandbox sandbox;
    private InboxClient client;

    @BeforeEach
    void start() {
        sandbox = InboxSandbox.builder().token("sandbox-token").unlimited().start();
        client = client(CursorFormat.FLAT, ArrayFormat.INDICES);
    }

    @AfterEach
    void stop() {
        client.close();
        sandbox.close();
    }

    private InboxClient client(CursorFormat cursors, ArrayFormat arrays) {
        return InboxClient.builder()
                .apiToken("sandbox-token")
                .baseUrl(sandbox.baseUrl())
                .names(names)
                .cursorFormat(cursors)
                .arrayFormat(arrays)
                .build();
    }

    @Test
    void listsAccountLinks() {
        List<AccountLink> accounts = client.accountLinks().list().execute().accountLinks();

        assertThat(accounts).extracting(AccountLink::id).containsExactly(SALES, SUPPORT);
        assertThat(accounts).extracting(AccountLink::platformUsername).containsExactly("acmecorp", "acmesupport");
        assertThat(accounts).extracting(AccountLink::platform).containsOnly(Platform.X);
        assertThat(accounts.get(0).platformId()).isEqualTo(PlatformUserId.of("123456789"));
        assertThat(accounts.get(0).createdAt()).isEqualTo(Instant.parse("2024-01-15T10:30:00.000Z"));
    }

    @Test
    void pagesThroughThreadsInBothCursorFormats() {
        for (CursorFormat format : CursorFormat.values()) {
            try (InboxClient paging = client(format, ArrayFormat.INDICES)) {
                List<ThreadId> ids = new ArrayList<>();
                List<Integer> sizes = new ArrayList<>();
                Cursor cursor = null;
                do {
                    ThreadPage page = paging.threads()
                            .list(ListThreadsQuery.builder()
                                    .accountLinkId(SALES)
                                    .cursor(cursor)
                                    .limit(100)
                                    .build())
                            .execute();
                    page.threads().forEach(thread -> ids.add(thread.id()));
                    sizes.add(page.threads().size());
                    cursor = page.nextCursor();
                } while (cursor != null);

                assertThat(sizes).containsExactly(100, 100, 60);
                assertThat(ids).hasSize(260).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void filtersThreadsByViewAndTagInEveryArrayFormat() {
        Tag support = tag("Support");
        for (ArrayFormat format : ArrayFormat.values()) {
            try (InboxClient filtering = client(CursorFormat.FLAT, format)) {
                List<InboxThread> threads = filtering
                        .threads()
                        .list(ListThreadsQuery.builder()
                                .inboxView(InboxView.NO_REPLY)
                                .filters(ThreadFilters.builder()
                                        .tags(TagFilter.builder()
                                                .selectedIds(List.of(support.id()))
                                                .build())
                                        .build())
                                .build())
                        .execute()
                        .threads();

                assertThat(threads)
                        .isNotEmpty()
                        .allSatisfy(
                                thread -> assertThat(thread.prospect().tags()).contains(support));
            }
        }
    }

    @Test
    void createsFindsUpdatesAndDeletesThreads() {
        InboxThread created = client.threads()
                .create(CreateThreadRequest.builder()
                        .accountLinkId(SUPPORT)
                        .prospectPlatformId(JORDAN)
                        .build())
                .execute();
        Member member = client.members().list().execute().get(0);

        assertThat(client.threads().get(created.id()).execute()).isEqualTo(created);
        assertThat(lookup(SUPPORT, JORDAN)).isEqualTo(created);
        assertThat(client.threads()
                        .update(
                                created.id(),
                                UpdateThreadRequest.builder()
                                        .done(true)
                                        .assigneeId(member.id())
                                        .build())
                        .execute())
                .satisfies(thread -> {
                    assertThat(thread.done()).isTrue();
                    assertThat(thread.assigneeId()).isEqualTo(member.id());
                });
        assertThat(client.threads()
                        .update(
                                created.id(),
                                UpdateThreadRequest.builder().clearAssigneeId().build())
                        .execute())
                .satisfies(thread -> {
                    assertThat(thread.done()).isTrue();
                    assertThat(thread.assigneeId()).isNull();
                });
        assertThat(client.threads().delete(created.id()).execute()).isNull();
        assertThat(lookup(SUPPORT, JORDAN)).isNull();
        assertThatExceptionOfType(InboxApiException.NotFound.class)
                .isThrownBy(() -> client.threads().get(created.id()).execute())
                .satisfies(e -> assertThat(e.code()).isEqualTo("THREAD_NOT_FOUND"));
    }

    private InboxThread lookup(AccountLinkId account, PlatformUserId prospect) {
        return client.threads()
                .lookup(LookupThreadQuery.builder()
                        .accountLinkId(account)
                        .prospectPlatformId(prospect)
                        .build())
                .execute()
                .thread();
    }

    @Test
    void findsThreadsByUsernameInEveryArrayFormat() {
        for (ArrayFormat format : ArrayFormat.values()) {
            try (InboxClient finding = client(CursorFormat.FLAT, format)) {
                for (List<AccountLinkId> accounts :
                        List.of(List.<AccountLinkId>of(), List.of(SALES), List.of(SALES, SUPPORT))) {
                    assertThat(finding.threads()
                                    .lookupByUsername(LookupThreadsByUsernameQuery.builder()
                                            .username("JordanEllis")
                                            .accountLinkIds(accounts)
                                            .build())
                                    .execute())
                            .extracting(InboxThread::accountLinkId)
                            .containsExactly(SALES);
                }
            }
        }
    }

    @Test
    void sendsTypingIndicatorsUnlessDisabled() {
        ThreadId thread = lookup(SALES, JORDAN).id();

        assertThat(client.threads().sendTyping(thread).execute().status()).isEqualTo(TypingStatus.SENT);
        assertThat(setTyping(thread, UpdateThreadSettingsRequest.builder().typingIndicatorsEnabled(false)))
                .isFalse();
        assertThat(client.threads().sendTyping(thread).execute().status()).isEqualTo(TypingStatus.SKIPPED);
        assertThat(setTyping(thread, UpdateThreadSettingsRequest.builder().clearTypingIndicatorsEnabled()))
                .isNull();
    }

    private Boolean setTyping(ThreadId thread, UpdateThreadSettingsRequest.Builder settings) {
        return client.threads()
                .updateSettings(thread, settings.build())
                .execute()
                .typingIndicatorsEnabled();
    }

    @Test
    void pagesThroughMessages() {
        ThreadId thread = lookup(SALES, JORDAN).id();

        MessagePage first = client.messages().list(thread).execute();
        MessagePage last = client.messages()
                .list(
                        thread,
                        ListMessagesQuery.builder()
                                .cursor(first.nextCursor())
                                .limit(100)
                                .build())
                .execute();

        assertThat(first.messages()).hasSize(50);
        assertThat(last.messages()).hasSize(70).doesNotContainAnyElementsOf(first.messages());
        assertThat(last.nextCursor()).isNull();
    }

    @Test
    void sendsMessagesToAThreadAndToANewProspect() {
        ThreadId thread = lookup(SALES, JORDAN).id();
        Message original = client.messages().list(thread).execute().messages().get(0);

        Message reply = client.messages()
                .send(
                        thread,
                        SendMessageRequest.builder()
                                .text("Hello \u2028 & 👍")
                                .replyToMessageId(original.id())
                                .build())
                .execute();
        SentMessage first = client.messages()
                .quickSend(QuickSendRequest.builder()
                        .accountLinkId(SUPPORT)
                        .prospectPlatformId(PlatformUserId.of("4242424242"))
                        .text("Nice to meet you")
                        .build())
                .execute();

        assertThat(reply.text()).isEqualTo("Hello \u2028 & 👍");
        assertThat(reply.authorId().isAccount(SALES)).isTrue();
        assertThat(client.messages().list(thread).execute().messages().get(0)).isEqualTo(reply);
        assertThat(first.message().text()).isEqualTo("Nice to meet you");
        assertThat(lookup(SUPPORT, PlatformUserId.of("4242424242")).id())
                .isEqualTo(first.thread().id());
    }

    @Test
    void editsReactsToAndDeletesMessages() {
        InboxThread thread = lookup(SALES, JORDAN);
        assertThat(thread.variant()).isEqualTo(ThreadVariant.X_CHAT);
        MessageId message = client.messages()
                .send(thread.id(), SendMessageRequest.builder().text("Helo").build())
                .execute()
                .id();

        assertThat(client.messages()
                        .edit(
                                thread.id(),
                                message,
                                EditMessageRequest.builder().text("Hello").build())
                        .execute()
                        .text())
                .isEqualTo("Hello");
        assertThat(client.messages()
                        .addReaction(
                                thread.id(),
                                message,
                                ReactionRequest.builder().emoji("👍").build())
                        .execute()
                        .success())
                .isTrue();
        assertThat(client.messages()
                        .removeReaction(
                                thread.id(),
                                message,
                                ReactionRequest.builder().emoji("👍").build())
                        .execute()
                        .messageId())
                .isEqualTo(message);
        assertThat(client.messages()
                        .delete(
                                thread.id(),
                                message,
                                DeleteMessageRequest.builder()
                                        .deleteForAll(false)
                                        .build())
                        .execute()
                        .success())
                .isTrue();
        MessageHistory history = client.messages().history(thread.id(), message).execute();
        assertThat(history.versions()).extracting(MessageVersion::text).containsExactly("Helo", "Hello");
        assertThat(history.deletion().deletionType()).isEqualTo(MessageDeletionType.SELF);
        assertThatExceptionOfType(InboxApiException.Conflict.class)
                .isThrownBy(() -> client.messages().delete(thread.id(), message).execute());
    }

    @Test
    void findsReadsAndAnnotatesProspects() {
        Tag support = tag("Support");
        Status status = client.statuses().list().execute().get(0);
        Prospect jordan = client.prospects().lookup(JORDAN).execute().orElseThrow();

        assertThat(client.prospects().lookup(PlatformUserId.of("1")).execute()).isEmpty();
        Prospect annotated = client.prospects()
                .updateContext(
                        jordan.externalId(),
                        UpdateProspectContextRequest.builder()
                                .notes("Met at the fair")
                                .valuation(new BigDecimal("1250.50"))
                                .statusId(status.id())
                                .addTags(List.of(support.id()))
                                .build())
                .execute();
        assertThat(client.prospects().get(jordan.externalId()).execute()).isEqualTo(annotated);
        assertThat(annotated.context().notes()).isEqualTo("Met at the fair");
        assertThat(annotated.context().valuation()).isEqualByComparingTo("1250.50");
        assertThat(annotated.context().statusId()).isEqualTo(status.id());
        assertThat(annotated.context().tags()).contains(support.id());
        assertThat(client.prospects()
                        .updateContext(
                                jordan.externalId(),
                                UpdateProspectContextRequest.builder()
                                        .clearNotes()
                                        .removeTags(List.of(support.id()))
                                        .build())
                        .execute()
                        .context())
                .satisfies(context -> {
                    assertThat(context.notes()).isNull();
                    assertThat(context.valuation()).isEqualByComparingTo("1250.50");
                    assertThat(context.tags()).doesNotContain(support.id());
                });
    }

    private Tag tag(String name) {
        return client.tags().list().execute().stream()
                .filter(tag -> tag.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void createsReadsUpdatesAndDeletesTags() {
        Tag created = client.tags()
                .create(CreateTagRequest.builder()
                        .name("Journalists")
                        .color("red")
                        .build())
                .execute();

        assertThat(client.tags().get(created.id()).execute()).isEqualTo(created);
        assertThat(client.tags()
                        .update(
                                created.id(),
                                UpdateTagRequest.builder().name("Press").build())
                        .execute())
                .isEqualTo(Tag.builder()
                        .id(created.id())
                        .name("Press")
                        .color("red")
                        .build());
        assertThatExceptionOfType(InboxApiException.Conflict.class)
                .isThrownBy(() -> client.tags()
                        .create(CreateTagRequest.builder().name("Press").build())
                        .execute());
        assertThat(client.tags().delete(created.id()).execute()).isNull();
        assertThat(client.tags().list().execute()).extracting(Tag::id).doesNotContain(created.id());
        assertThat(client.tags().colors().execute()).extracting(Color::name).contains("red");
    }

    @Test
    void createsReadsUpdatesAndDeletesStatuses() {
        Status created = client.statuses()
                .create(CreateStatusRequest.builder()
                        .name("On hold")
                        .color("#1d9bf0")
                        .build())
                .execute();

        assertThat(client.statuses().get(created.id()).execute()).isEqualTo(created);
        assertThat(client.statuses()
                        .update(
                                created.id(),
                                UpdateStatusRequest.builder().clearColor().build())
                        .execute()
                        .color())
                .isNull();
        assertThat(client.statuses().delete(created.id()).execute()).isNull();
        assertThat(client.statuses().list().execute())
                .isNotEmpty()
                .extracting(Status::id)
                .doesNotContain(created.id());
        assertThat(client.statuses().colors().execute())
                .isEqualTo(client.colors().list().execute());
    }

    @Test
    void readsTheTeamAndItsMembers() {
        List<Member> members = client.members().list().execute();

        assertThat(members).hasSize(3);
        assertThat(client.members().get(members.get(1).id()).execute()).isEqualTo(members.get(1));
        assertThat(client.team().get().execute().slug()).isNotEmpty();
    }

    @Test
    void listsEventsOfChanges() {
        EventPage before = client.events().list().execute();
        Tag created = client.tags()
                .create(CreateTagRequest.builder().name("Press").build())
                .execute();
        assertThat(client.tags().delete(created.id()).execute()).isNull();

        EventPage after = client.events()
                .list(ListEventsQuery.builder()
                        .afterSeq(before.lastSeq() == null ? 0 : before.lastSeq())
                        .limit(1000)
                        .build())
                .execute();

        assertThat(after.events())
                .extracting(Event::type)
                .containsExactly(EventType.TAG_CREATED, EventType.TAG_DELETED);
        assertThat(after.hasMore()).isFalse();
        assertThat(after.lastSeq()).isEqualTo(after.events().get(1).seq());
    }

    @Test
    void failsWithNotFoundForAPlatformIdInPlaceOfAnInboxId() {
        ListThreadsQuery query = ListThreadsQuery.builder()
                .accountLinkId(AccountLinkId.fromServer("123456789"))
                .build();

        assertThatExceptionOfType(InboxApiException.NotFound.class)
                .isThrownBy(() -> client.threads().list(query).execute());
    }

    @Test
    void failsWithUnauthorizedForAWrongToken() {
        try (InboxClient unauthorized = InboxClient.builder()
                .apiToken("wrong")
                .baseUrl(sandbox.baseUrl())
                .build()) {
            assertThatExceptionOfType(InboxApiException.Unauthorized.class)
                    .isThrownBy(() -> unauthorized.team().get().execute())
                    .satisfies(e -> assertThat(e.code()).isEqualTo("UNAUTHORIZED"));
        }
    }

    @Test
    void reportsTheRateLimitOfEachResponse() {
        RateLimit limit = client.team().get().executeForResponse().rateLimit();

        assertThat(limit.remaining()).isLessThanOrEqualTo(limit.limit());
    }
}
