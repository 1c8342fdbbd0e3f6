package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of the team's inbox. Not thread-safe: {@link InboxService} serializes access. */
final class Inbox {

    static final String TEAM_ID = "cm0team8x2v5q1w7j4k9z3hd";
    static final Instant TEAM_CREATED = Instant.parse("2024-01-10T08:00:00.000Z");

    final Ids ids = new Ids();
    final Map<String, Account> accounts = new LinkedHashMap<>();
    final Map<String, Member> members = new LinkedHashMap<>();
    final Map<String, InboxThread> threads = new LinkedHashMap<>();
    final Labels tags = new Labels("tag");
    final Labels statuses = new Labels("status");

    private final InstantSource clock;
    private final Map<String, Prospect> prospects = new HashMap<>();
    private final Map<String, Prospect> prospectsByPlatformId = new LinkedHashMap<>();
    private Instant newest = Instant.EPOCH;

    /** Creates a team with two account links and three members. */
    Inbox(InstantSource clock) {
        this.clock = clock;
        add(new Account(
                "acc_abc123",
                "123456789",
                "acmecorp",
                "Acme Corp",
                "https://pbs.twimg.com/profile_images/...",
                Instant.parse("2024-01-15T10:30:00.000Z")));
        add(new Account(
                "acc_def456",
                "987654321",
                "acmesupport",
                "Acme Support",
                "https://pbs.twimg.com/profile_images/...",
                Instant.parse("2024-02-01T09:00:00.000Z")));
        add(new Member(ids.next(), ids.next(), "Ana Lima", "ana@acme.example", "owner", TEAM_CREATED));
        add(new Member(ids.next(), ids.next(), "Tomás Herrera", "tomas@acme.example", "admin", TEAM_CREATED));
        add(new Member(ids.next(), ids.next(), "Priya Raman", "priya@acme.example", "user", TEAM_CREATED));
    }

    /** Connects accounts until the team has {@code count} of them. */
    void connectAccounts(int count) {
        for (int number = accounts.size() + 1; number <= count; number++) {
            add(new Account(
                    "acc_" + number,
                    String.valueOf(1_000_000_000L + number),
                    "acme" + number,
                    "Acme " + number,
                    "https://pbs.twimg.com/profile_images/...",
                    Instant.parse("2024-03-01T09:00:00.000Z").plusSeconds(number)));
        }
    }

    /** Connects an account. Replaces an account with the same id. */
    void add(Account account) {
        accounts.put(account.id(), account);
    }

    private void add(Member member) {
        members.put(member.id(), member);
    }

    /** Returns the time for new activity, in whole milliseconds. It never goes back. */
    Instant now() {
        return advanceTo(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** Sets a lower bound for the time of new activity, and returns the bound in effect. */
    Instant advanceTo(Instant time) {
        newest = time.isAfter(newest) ? time : newest;
        return newest;
    }

    /**
     * Returns an account link.
     *
     * @throws ApiError 404 if the team has no account link with this id
     */
    Account account(String id) {
        return found(accounts.get(id), "NOT_FOUND", "account link", id);
    }

    /**
     * Returns a member.
     *
     * @throws ApiError 404 if the team has no member with this id
     */
    Member member(String id) {
        return found(members.get(id), "NOT_FOUND", "member", id);
    }

    /**
     * Returns a prospect by Inbox id.
     *
     * @throws ApiError 404 if there is no prospect with this id
     */
    Prospect prospect(String id) {
        return found(prospects.get(id), "PROSPECT_NOT_FOUND", "prospect", id);
    }

    @Nullable
    Prospect prospectOnPlatform(String platformId) {
        return prospectsByPlatformId.get(platformId);
    }

    /** Returns all prospects in the order in which they were added. */
    Iterable<Prospect> prospects() {
        return prospectsByPlatformId.values();
    }

    /**
     * Returns a thread.
     *
     * @throws ApiError 404 if there is no thread with this id, or it was deleted
     */
    InboxThread thread(String id) {
        InboxThread thread = threads.get(id);
        boolean deleted = thread != null && thread.deleted;
        return found(deleted ? null : thread, "THREAD_NOT_FOUND", "thread", id);
    }

    Prospect addProspect(String platformId, Prospect.Profile profile, Instant firstSeenAt) {
        return addProspect(ids.next(), platformId, profile, firstSeenAt);
    }

    Prospect addProspect(String id, String platformId, Prospect.Profile profile, Instant firstSeenAt) {
        Prospect prospect = new Prospect(id, platformId, profile, firstSeenAt);
        prospects.put(prospect.id, prospect);
        prospectsByPlatformId.put(platformId, prospect);
        return prospect;
    }

    InboxThread addConversation(Account account, Prospect prospect, Instant createdAt, boolean xChat) {
        return addConversation(ids.next(), account, prospect, createdAt, xChat);
    }

    InboxThread addConversation(String id, Account account, Prospect prospect, Instant createdAt, boolean xChat) {
        InboxThread thread = new InboxThread(id, account, prospect, createdAt, xChat);
        threads.put(thread.id, thread);
        prospect.threads.put(account.id(), thread);
        return thread;
    }

    /** Returns the messages sent through the API, in the order of sending. */
    List<SandboxMessage> sentMessages() {
        return threads.values().stream()
                .flatMap(thread -> thread.messages.stream()
                        .filter(ChatMessage::isSentThroughApi)
                        .map(message -> message.asSent(thread)))
                // ids increase with time
                .sorted(Comparator.comparing(SandboxMessage::id))
                .toList();
    }

    /** Returns the tags of a prospect, in the order of the team's tags. */
    List<Label> tagsOf(Prospect prospect) {
        return tags.all().stream()
                .filter(tag -> prospect.tags.contains(tag.id()))
                .toList();
    }

    private static <T> T found(@Nullable T value, String code, String what, String id) {
        if (value == null) {
            throw ApiError.unknownId(code, what, id);
        }
        return value;
    }
}
