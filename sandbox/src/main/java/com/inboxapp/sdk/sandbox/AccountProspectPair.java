package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The account link and the prospect named by a request. A pair has at most one thread. A request identifies the prospect by X's user id or
 * by Inbox id, not by both. A prospect identified by X's user id may be unknown to the team.
 */
final class AccountProspectPair {

    /** The query parameters, or body fields, that identify a pair. */
    static final String[] NAMES = {"accountLinkId", "prospectPlatformId", "externalPlatformId", "externalId"};

    private static final Pattern PLATFORM_ID = Pattern.compile("[0-9]{1,19}");

    private final Inbox inbox;
    private final Account account;
    private final @Nullable String platformId;
    private final @Nullable Prospect known;

    private AccountProspectPair(
            Inbox inbox,
            String accountLinkId,
            @Nullable String platformId,
            @Nullable String externalId,
            Function<String, ApiError> error) {
        if ((platformId == null) == (externalId == null)) {
            throw error.apply("Give exactly one of 'prospectPlatformId' (X's user id) and 'externalId' (the prospect's"
                    + " Inbox id).");
        }
        if (platformId != null) {
            checkPlatformId("prospectPlatformId", platformId, error);
        }
        this.inbox = inbox;
        this.account = inbox.account(accountLinkId);
        this.platformId = platformId;
        this.known = externalId != null
                ? inbox.prospect(externalId)
                : inbox.prospectOnPlatform(Objects.requireNonNull(platformId));
    }

    static AccountProspectPair of(Inbox inbox, QueryParameters query) {
        return new AccountProspectPair(
                inbox,
                query.requiredText("accountLinkId"),
                query.text("prospectPlatformId", "externalPlatformId"),
                query.text("externalId"),
                ApiError::badRequest);
    }

    static AccountProspectPair of(Inbox inbox, JsonBody body) {
        return new AccountProspectPair(
                inbox,
                body.requiredText("accountLinkId"),
                body.text("prospectPlatformId", "externalPlatformId"),
                body.text("externalId"),
                ApiError::invalidBody);
    }

    /** Returns the pair for an inbound message on X. */
    static AccountProspectPair of(Inbox inbox, String accountLinkId, String platformId) {
        return new AccountProspectPair(inbox, accountLinkId, platformId, null, ApiError::invalidBody);
    }

    static void checkPlatformId(String name, String platformId, Function<String, ? extends RuntimeException> error) {
        if (!PLATFORM_ID.matcher(platformId).matches()) {
            throw error.apply("'" + name + "' takes X's user id: 1 to 19 digits, as a string.");
        }
    }

    Account account() {
        return account;
    }

    /** Returns the thread of the pair, or null if there is none or it was deleted. */
    @Nullable
    InboxThread existing() {
        InboxThread thread = known == null ? null : known.threads.get(account.id());
        return thread == null || thread.deleted ? null : thread;
    }

    /** Returns the thread of the pair. Creates the thread and the prospect if they do not exist, and restores a deleted thread. */
    InboxThread open(EventLog events) {
        InboxThread existing = existing();
        if (existing != null) {
            return existing;
        }
        Instant now = inbox.now();
        Prospect prospect = known != null ? known : create(events, now);
        InboxThread thread = prospect.threads.get(account.id());
        if (thread == null) {
            thread = inbox.addConversation(account, prospect, now, false);
        }
        thread.deleted = false;
        events.thread("created", thread);
        return thread;
    }

    private Prospect create(EventLog events, Instant now) {
        String id = Objects.requireNonNull(platformId);
        Prospect created = inbox.addProspect(id, Prospect.Profile.unknown(id), now);
        events.prospect("created", created);
        return created;
    }
}
