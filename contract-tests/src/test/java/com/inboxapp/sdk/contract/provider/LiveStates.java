package com.inboxapp.sdk.contract.provider;

import au.com.dius.pact.provider.junitsupport.State;
import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.contract.pact.Given;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListMessagesQuery;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.LookupThreadQuery;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.ProspectContext;
import com.inboxapp.sdk.model.ProspectId;
import com.inboxapp.sdk.model.ThreadPage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds data on a live server that satisfies the provider states. Sends only {@code GET} requests. */
final class LiveStates {
    private static final int MAX_PAGES = 50;
    private static final int DEFAULT_PAGE_SIZE = 50;
    private static final String UNKNOWN_PLATFORM_ID = "1";

    private final InboxClient inbox;
    private Map<String, Object> values = Map.of();

    LiveStates(InboxClient inbox) {
        this.inbox = inbox;
    }

    /** Finds data for a state. Returns false if the server has none. */
    boolean find(String state) {
        values = Map.of();
        switch (state) {
            case Given.PAGES_OF_THREADS ->
                lastCursor()
                        .ifPresent(cursor -> threads().stream()
                                .filter(this::hasAccountLinkWithThreeThreads)
                                .findFirst()
                                .ifPresent(thread -> values = with(values(thread), cursor)));
            case Given.PAGES_OF_MESSAGES ->
                threads().stream()
                        .filter(thread -> hasTwoPages(thread))
                        .findFirst()
                        .ifPresent(thread -> values = with(values(thread), newest(thread)));
            case Given.PROSPECT_WITHOUT_THREAD ->
                threads().stream()
                        .filter(thread -> thread.prospect().externalId() != null)
                        .map(this::withAccountLinkWithoutThread)
                        .flatMap(Optional::stream)
                        .findFirst()
                        .ifPresent(found -> values = found);
            case Given.ONE_PAGE -> {
                if (inbox.threads().list().execute().nextCursor() == null) {
                    threads().stream().findFirst().ifPresent(thread -> values = values(thread));
                }
            }
            case Given.LABELLED ->
                threads().stream().filter(this::isLabelled).findFirst().ifPresent(thread -> values = values(thread));
            case Given.EVENTS -> {
                if (!inbox.events().list().execute().events().isEmpty()) {
                    values = Map.of("afterSeq", 0);
                }
            }
            case Given.NOTHING -> values = Map.of("prospectPlatformId", UNKNOWN_PLATFORM_ID);
            default -> threads().stream().findFirst().ifPresent(thread -> values = values(thread));
        }
        return !values.isEmpty();
    }

    /** Returns whether the account link of the thread has more than two threads. */
    private boolean hasAccountLinkWithThreeThreads(InboxThread thread) {
        return inbox.threads()
                        .list(ListThreadsQuery.builder()
                                .accountLinkId(thread.accountLinkId())
                                .limit(2)
                                .build())
                        .execute()
                        .nextCursor()
                != null;
    }

    /** Returns whether the thread has two messages or more, and those after the newest fit in one page. */
    private boolean hasTwoPages(InboxThread thread) {
        int messages = messages(thread, DEFAULT_PAGE_SIZE + 2).size();
        return messages > 1 && messages <= DEFAULT_PAGE_SIZE + 1;
    }

    private boolean isLabelled(InboxThread thread) {
        ProspectId prospect = thread.prospect().externalId();
        if (prospect == null) {
            return false;
        }
        ProspectContext context = inbox.prospects().get(prospect).execute().context();
        return context != null && context.statusId() != null && !context.tags().isEmpty();
    }

    private List<InboxThread> threads() {
        return inbox.threads().list().execute().threads();
    }

    private List<Message> messages(InboxThread thread, int limit) {
        return inbox.messages()
                .list(thread.id(), ListMessagesQuery.builder().limit(limit).build())
                .execute()
                .messages();
    }

    private @Nullable Cursor newest(InboxThread thread) {
        return inbox.messages()
                .list(thread.id(), ListMessagesQuery.builder().limit(1).build())
                .execute()
                .nextCursor();
    }

    /** Returns the cursor of the last page; empty if there is only one page, or if there are more than 51. */
    private Optional<Cursor> lastCursor() {
        Cursor before = null;
        ThreadPage page = inbox.threads().list().execute();
        for (int i = 0; i < MAX_PAGES && page.nextCursor() != null; i++) {
            before = page.nextCursor();
            page = inbox.threads()
                    .list(ListThreadsQuery.builder().cursor(before).build())
                    .execute();
        }
        return page.nextCursor() == null ? Optional.ofNullable(before) : Optional.empty();
    }

    private Optional<Map<String, Object>> withAccountLinkWithoutThread(InboxThread thread) {
        for (AccountLink account : inbox.accountLinks().list().execute().accountLinks()) {
            boolean hasNoThread = inbox.threads()
                            .lookup(LookupThreadQuery.builder()
                                    .accountLinkId(account.id())
                                    .prospectPlatformId(thread.prospect().platformId())
                                    .build())
                            .execute()
                            .thread()
                    == null;
            if (hasNoThread) {
                Map<String, Object> found = values(thread);
                found.put("accountLinkId", account.id().value());
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private Map<String, Object> values(InboxThread thread) {
        Map<String, Object> found = new HashMap<>();
        List<AccountLink> accounts = inbox.accountLinks().list().execute().accountLinks();
        found.put("accountLinkId", thread.accountLinkId().value());
        found.put("otherAccountLinkId", accounts.get(accounts.size() - 1).id().value());
        found.put("threadId", thread.id().value());
        found.put("prospectPlatformId", thread.prospect().platformId().value());
        found.put("username", thread.prospect().username());
        found.put("campaignId", "none");
        put(found, "prospectId", thread.prospect().externalId());
        put(found, "memberId", thread.assigneeId());
        put(
                found,
                "memberId",
                inbox.members().list().execute().stream()
                        .findFirst()
                        .map(member -> member.id())
                        .orElse(null));
        put(
                found,
                "tagId",
                inbox.tags().list().execute().stream()
                        .findFirst()
                        .map(tag -> tag.id())
                        .orElse(null));
        put(
                found,
                "statusId",
                inbox.statuses().list().execute().stream()
                        .findFirst()
                        .map(status -> status.id())
                        .orElse(null));
        messages(thread, 1)
                .forEach(message -> found.put("messageId", message.id().value()));
        return found;
    }

    private static void put(Map<String, Object> found, String name, @Nullable Object id) {
        if (id != null) {
            found.putIfAbsent(name, id.toString());
        }
    }

    private static Map<String, Object> with(Map<String, Object> found, @Nullable Cursor cursor) {
        Map<String, Object> more = new HashMap<>(found);
        Cursor presentCursor = Objects.requireNonNull(cursor);
        more.put("cursorId", presentCursor.id());
        more.put("cursorTimestamp", presentCursor.timestamp());
        return more;
    }

    @State({
        Given.ACCOUNTS,
        Given.THREAD,
        Given.PROSPECT_WITHOUT_THREAD,
        Given.PAGES_OF_THREADS,
        Given.PAGES_OF_MESSAGES,
        Given.ONE_PAGE,
        Given.LABELLED,
        Given.REPLIED,
        Given.MEMBERS,
        Given.TAG,
        Given.STATUS,
        Given.EVENTS,
        Given.NOTHING
    })
    Map<String, Object> found() {
        return values;
    }
}
