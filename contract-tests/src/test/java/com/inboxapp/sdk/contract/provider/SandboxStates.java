package com.inboxapp.sdk.contract.provider;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.provider.junitsupport.State;
import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.contract.pact.Given;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.CreateStatusRequest;
import com.inboxapp.sdk.model.CreateTagRequest;
import com.inboxapp.sdk.model.EditMessageRequest;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.MemberId;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.MessageId;
import com.inboxapp.sdk.model.MessagePage;
import com.inboxapp.sdk.model.Prospect;
import com.inboxapp.sdk.model.ProspectId;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.StatusId;
import com.inboxapp.sdk.model.TagId;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.model.ThreadVariant;
import com.inboxapp.sdk.model.TypingStatus;
import com.inboxapp.sdk.model.UpdateProspectContextRequest;
import com.inboxapp.sdk.model.UpdateThreadSettingsRequest;
import com.inboxapp.sdk.ratelimit.RateLimitOptions;
import com.inboxapp.sdk.sandbox.Fault;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import com.inboxapp.sdk.sandbox.RateLimits;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Brings a sandbox into the provider states of the pacts, through its API and through simulated messages of prospects. */
final class SandboxStates implements AutoCloseable {
    private static final String TOKEN = "sandbox-token";
    private static final String ACCOUNT = "acc_abc123";
    private static final String OTHER_ACCOUNT = "acc_def456";
    private static final String PROSPECT_PLATFORM_ID = "555555555";

    private final UnaryOperator<InboxSandbox.Builder> settings;
    private InboxSandbox sandbox;
    private InboxClient inbox;

    SandboxStates(UnaryOperator<InboxSandbox.Builder> settings) {
        this.settings = settings;
        this.sandbox =
                settings.apply(InboxSandbox.builder()).empty().unlimited().start();
        this.inbox = client();
    }

    URI server() {
        return URI.create(sandbox.baseUrl());
    }

    private InboxClient client() {
        return InboxClient.builder()
                .baseUrl(sandbox.baseUrl())
                .apiToken(TOKEN)
                .rateLimits(RateLimitOptions.unlimited())
                .build();
    }

    /** Replaces the sandbox with a new one, on another port. */
    private void restart(UnaryOperator<InboxSandbox.Builder> changes) {
        close();
        sandbox = changes.apply(settings.apply(InboxSandbox.builder())).start();
        inbox = client();
    }

    @Override
    public void close() {
        inbox.close();
        sandbox.close();
    }

    private static Map<String, Object> accounts() {
        return new HashMap<>(Map.of("accountLinkId", ACCOUNT, "otherAccountLinkId", OTHER_ACCOUNT));
    }

    private InboxThread thread(String account) {
        sandbox.receive(account, PROSPECT_PLATFORM_ID, "Could we talk on Thursday?");
        return inbox.threads()
                .list(ListThreadsQuery.builder()
                        .accountLinkId(AccountLinkId.of(account))
                        .build())
                .execute()
                .threads()
                .get(0);
    }

    private Map<String, Object> values(InboxThread thread) {
        Prospect prospect = thread.prospect();
        Map<String, Object> values = accounts();
        values.put("threadId", thread.id().value());
        values.put("prospectPlatformId", prospect.platformId().value());
        values.put("prospectId", Objects.requireNonNull(prospect.externalId()).value());
        values.put("username", prospect.username());
        return values;
    }

    @State(Given.ACCOUNTS)
    Map<String, Object> connected() {
        return accounts();
    }

    @State({Given.THREAD, Given.ONE_PAGE, Given.CAMPAIGN, Given.UNENCRYPTED})
    Map<String, Object> thread() {
        Map<String, Object> values = values(thread(ACCOUNT));
        values.put("campaignId", "campaign_spring");
        return values;
    }

    @State(Given.STRANGER)
    Map<String, Object> stranger() {
        Map<String, Object> values = accounts();
        values.put("prospectPlatformId", PROSPECT_PLATFORM_ID);
        return values;
    }

    @State(Given.PROSPECT_WITHOUT_THREAD)
    Map<String, Object> prospectWithoutThread() {
        return values(thread(OTHER_ACCOUNT));
    }

    @State(Given.PAGES_OF_THREADS)
    Map<String, Object> pagesOfThreads() {
        sandbox.receive(ACCOUNT, "7", "Hi");
        sandbox.receive(ACCOUNT, "8", "Hi");
        Map<String, Object> values = values(thread(ACCOUNT));
        var cursor = Objects.requireNonNull(inbox.threads()
                .list(ListThreadsQuery.builder().limit(2).build())
                .execute()
                .nextCursor());
        values.put("cursorId", cursor.id());
        values.put("cursorTimestamp", cursor.timestamp());
        return values;
    }

    @State(Given.PAGES_OF_MESSAGES)
    Map<String, Object> pagesOfMessages() {
        thread(ACCOUNT);
        InboxThread thread = thread(ACCOUNT);
        MessagePage page = inbox.messages()
                .list(thread.id(), ListMessagesQuery.builder().limit(1).build())
                .execute();
        Map<String, Object> values = values(thread);
        var cursor = Objects.requireNonNull(page.nextCursor());
        values.put("cursorId", cursor.id());
        values.put("cursorTimestamp", cursor.timestamp());
        return values;
    }

    @State({Given.LABELLED, Given.FILTERED})
    Map<String, Object> labelled() {
        Map<String, Object> values = values(thread(ACCOUNT));
        values.putAll(members());
        values.putAll(tag());
        values.putAll(status());
        var unused = inbox.prospects()
                .updateContext(
                        ProspectId.of((String) values.get("prospectId")),
                        UpdateProspectContextRequest.builder()
                                .assigneeId(MemberId.of((String) values.get("memberId")))
                                .statusId(StatusId.of((String) values.get("statusId")))
                                .addTags(List.of(TagId.of((String) values.get("tagId"))))
                                .build())
                .execute();
        return values;
    }

    @State({Given.ENCRYPTED, Given.REPLIED})
    Map<String, Object> encrypted() {
        restart(builder -> builder.demoData().unlimited());
        InboxThread thread =
                inbox.threads().list(ListThreadsQuery.builder().limit(100).build()).execute().threads().stream()
                        .filter(candidate -> ThreadVariant.X_CHAT.equals(candidate.variant()))
                        .findFirst()
                        .orElseThrow();
        var settingsResponse = inbox.threads()
                .updateSettings(
                        thread.id(),
                        UpdateThreadSettingsRequest.builder()
                                .clearTypingIndicatorsEnabled()
                                .build())
                .execute();
        assertThat(settingsResponse.typingIndicatorsEnabled()).isNull();
        Message message = inbox.messages()
                .send(thread.id(), SendMessageRequest.builder().text("Hello").build())
                .execute();
        var unused = inbox.messages()
                .edit(
                        thread.id(),
                        message.id(),
                        EditMessageRequest.builder().text("Hello!").build())
                .execute();
        Map<String, Object> values = values(thread);
        values.put("messageId", message.id().value());
        return values;
    }

    @State(Given.DELETED)
    Map<String, Object> deleted() {
        Map<String, Object> values = encrypted();
        var unused = inbox.messages()
                .delete(ThreadId.of((String) values.get("threadId")), MessageId.of((String) values.get("messageId")))
                .execute();
        return values;
    }

    @State(Given.MEMBERS)
    Map<String, Object> members() {
        return Map.of("memberId", inbox.members().list().execute().get(0).id().value());
    }

    @State(Given.TAG)
    Map<String, Object> tag() {
        return Map.of(
                "tagId",
                inbox.tags()
                        .create(CreateTagRequest.builder()
                                .name("Support")
                                .color("blue")
                                .build())
                        .execute()
                        .id()
                        .value());
    }

    @State(Given.STATUS)
    Map<String, Object> status() {
        return Map.of(
                "statusId",
                inbox.statuses()
                        .create(CreateStatusRequest.builder()
                                .name("Qualified")
                                .color("green")
                                .build())
                        .execute()
                        .id()
                        .value());
    }

    @State(Given.EVENTS)
    void events() {
        sandbox.receive(ACCOUNT, PROSPECT_PLATFORM_ID, "Hi");
    }

    @State(Given.EVERY_FIELD)
    Map<String, Object> everyField() {
        restart(builder -> builder.seed(Path.of("src", "test", "resources", "every-field.json"))
                .unlimited());
        InboxThread thread = inbox.threads().get(ThreadId.of("thread_abc123")).execute();
        // causes an event with the thread in its data
        assertThat(inbox.threads().sendTyping(thread.id()).execute().status()).isEqualTo(TypingStatus.SENT);
        return values(thread);
    }

    @State(Given.NOTHING)
    Map<String, Object> nothing() {
        return Given.EXAMPLES;
    }

    @State(Given.UNAUTHORIZED)
    Map<String, Object> unauthorized() {
        restart(builder -> builder.empty().token("another-token"));
        return Given.EXAMPLES;
    }

    @State(Given.LIMITED)
    Map<String, Object> limited() {
        restart(builder -> builder.empty().rateLimits(new RateLimits(1, 1, 1, 1)));
        var unused = inbox.accountLinks().list().execute();
        return Given.EXAMPLES;
    }

    /** Plants a fault, because the sandbox accepts every request that follows the contract. */
    @State(Given.REFUSED)
    Map<String, Object> refused(Map<String, Object> parameters) {
        int status = ((Number) parameters.get("status")).intValue();
        sandbox.faults().onEvery().each(Fault.withoutEffect().respond(status));
        return Given.EXAMPLES;
    }
}
