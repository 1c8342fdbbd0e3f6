package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Parses the initial data of a sandbox from JSON in the API's field names. The module's README has an example. */
final class Seed {

    private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00.000Z");
    private static final String AVATAR = "https://pbs.twimg.com/profile_images/...";
    private final JsonFields seed;

    private Seed(JsonFields seed) {
        this.seed = seed;
    }

    /**
     * Parses and validates a seed.
     *
     * @throws IllegalArgumentException if the seed is invalid; the message contains the location
     */
    static Seed of(String json) {
        Objects.requireNonNull(json, "json");
        Seed seed = new Seed(
                JsonFields.read("seed", json, "accountLinks", "members", "tags", "statuses", "prospects", "threads"));
        // report errors now, not when a sandbox starts
        seed.fill(new Inbox(() -> FIRST));
        return seed;
    }

    void fill(Inbox inbox) {
        new Filling(inbox).fill(seed);
    }

    /** Fills one inbox. */
    private static final class Filling {
        private final Inbox inbox;
        private final Set<String> ids = new HashSet<>();
        /** The time of the next object without a time. */
        private Instant next = FIRST;

        Filling(Inbox inbox) {
            this.inbox = inbox;
        }

        void fill(JsonFields seed) {
            if (seed.has("accountLinks")) {
                inbox.accounts.clear();
            }
            if (seed.has("members")) {
                inbox.members.clear();
            }
            each(
                    seed.objects(
                            "accountLinks",
                            "id",
                            "platformId",
                            "platformUsername",
                            "name",
                            "createdAt",
                            "status",
                            "also"),
                    this::account);
            each(seed.objects("members", "id", "userId", "name", "email", "role", "createdAt"), this::member);
            each(seed.objects("tags", "id", "name", "color"), tag -> label(tag, inbox.tags, "blue"));
            each(
                    seed.objects("statuses", "id", "name", "color", "createdAt"),
                    status -> label(status, inbox.statuses, null));
            each(
                    seed.objects(
                            "prospects",
                            "externalId",
                            "platformId",
                            "username",
                            "displayName",
                            "bio",
                            "location",
                            "followersCount",
                            "followingCount",
                            "postCount",
                            "verified",
                            "firstSeenAt",
                            "context",
                            "also"),
                    this::prospect);
            each(
                    seed.objects(
                            "threads",
                            "id",
                            "accountLinkId",
                            "prospectPlatformId",
                            "variant",
                            "status",
                            "done",
                            "isRequest",
                            "assigneeId",
                            "createdAt",
                            "messages",
                            "also"),
                    this::thread);
        }

        private static void each(List<JsonFields> objects, Consumer<JsonFields> action) {
            objects.forEach(action);
        }

        private String id(JsonFields object, String name) {
            String id = object.text(name, inbox.ids.next());
            String problem = Ids.problem(id);
            if (problem != null) {
                throw object.error(name, problem);
            }
            if (!ids.add(id)) {
                throw object.error(name, "must be unique, but '" + id + "' is already the id of another object");
            }
            return id;
        }

        private static String platformId(JsonFields object, String name) {
            String id = object.required(name);
            AccountProspectPair.checkPlatformId(name, id, problem -> new ApiError(422, "", problem));
            return id;
        }

        private Instant time(JsonFields object, String name) {
            Instant time = object.time(name, next);
            next = time.plusSeconds(1);
            inbox.advanceTo(time);
            return time;
        }

        private void account(JsonFields account) {
            account.checked("platformId", () -> {
                String username = account.required("platformUsername");
                inbox.add(new Account(
                        id(account, "id"),
                        platformId(account, "platformId"),
                        username,
                        account.text("name", username),
                        AVATAR,
                        account.time("createdAt", Inbox.TEAM_CREATED),
                        account.has("status") ? account.word("status", "", "active", "offline", "paused") : null,
                        account.anyObject("also")));
            });
        }

        private void member(JsonFields member) {
            String id = id(member, "id");
            inbox.members.put(
                    id,
                    new Member(
                            id,
                            id(member, "userId"),
                            member.required("name"),
                            member.required("email"),
                            member.word("role", "user", "owner", "admin", "user"),
                            member.time("createdAt", Inbox.TEAM_CREATED)));
        }

        private void label(JsonFields label, Labels labels, @Nullable String defaultColor) {
            String color = label.has("color") ? label.text("color") : defaultColor;
            label.checked("color", () -> Labels.checkColor(color));
            label.checked(
                    "name",
                    () -> labels.put(new Label(
                            id(label, "id"),
                            label.required("name"),
                            color,
                            label.time("createdAt", Inbox.TEAM_CREATED))));
        }

        private void prospect(JsonFields prospect) {
            prospect.checked("platformId", () -> {
                String platformId = platformId(prospect, "platformId");
                if (inbox.prospectOnPlatform(platformId) != null) {
                    throw prospect.error(
                            "platformId", "must be unique, but '" + platformId + "' belongs to another prospect");
                }
                Prospect added = inbox.addProspect(
                        id(prospect, "externalId"),
                        platformId,
                        profile(prospect, platformId),
                        time(prospect, "firstSeenAt"));
                added.extraFields = prospect.anyObject("also");
                JsonFields context = prospect.object("context", "tags", "statusId", "notes", "valuation");
                if (context != null) {
                    context(context, added);
                }
            });
        }

        private static Prospect.Profile profile(JsonFields prospect, String platformId) {
            Prospect.Profile unknown = Prospect.Profile.unknown(platformId);
            Integer following = prospect.count("followingCount");
            Integer posts = prospect.count("postCount");
            return new Prospect.Profile(
                    prospect.text("username", unknown.username()),
                    prospect.text("displayName", unknown.displayName()),
                    prospect.text("bio"),
                    prospect.text("location"),
                    prospect.count("followersCount"),
                    following == null ? 0 : following,
                    posts == null ? 0 : posts,
                    prospect.word("verified", "none", "none", "verified", "business", "government"));
        }

        private void context(JsonFields context, Prospect prospect) {
            for (String tag : context.texts("tags")) {
                context.checked(
                        "tags", () -> prospect.tags.add(inbox.tags.get(tag).id()));
            }
            String status = context.text("statusId");
            if (status != null) {
                context.checked(
                        "statusId",
                        () -> prospect.statusId = inbox.statuses.get(status).id());
            }
            prospect.notes = context.text("notes");
            prospect.valuation = context.number("valuation");
        }

        private void thread(JsonFields thread) {
            String accountId = thread.required("accountLinkId");
            thread.checked("accountLinkId", () -> {
                var unused = inbox.account(accountId);
            });
            Account account = inbox.account(accountId);
            Prospect prospect = inbox.prospectOnPlatform(thread.required("prospectPlatformId"));
            if (prospect == null) {
                throw thread.error("prospectPlatformId", "is not in 'prospects': add the prospect there");
            }
            if (prospect.threads.containsKey(accountId)) {
                throw thread.error(
                        "prospectPlatformId", "already has a thread with this account link: each pair has at most one");
            }
            InboxThread added = inbox.addConversation(
                    id(thread, "id"),
                    account,
                    prospect,
                    time(thread, "createdAt"),
                    thread.word("variant", "unencrypted", "unencrypted", "xChat")
                            .equals("xChat"));
            added.extraFields = thread.anyObject("also");
            added.done = thread.flag("done");
            added.request = thread.flag("isRequest");
            added.idle = thread.word("status", "active", "active", "idle").equals("idle");
            String assignee = thread.text("assigneeId");
            if (assignee != null) {
                thread.checked(
                        "assigneeId",
                        () -> added.assigneeId = inbox.member(assignee).id());
            }
            each(
                    thread.objects("messages", "id", "text", "direction", "createdAt", "also"),
                    message -> message(message, added));
        }

        private void message(JsonFields message, InboxThread thread) {
            boolean outbound =
                    message.word("direction", "inbound", "inbound", "outbound").equals("outbound");
            Instant time = time(message, "createdAt");
            Instant before = thread.messages.isEmpty() ? thread.createdAt : thread.lastTime();
            if (time.isBefore(before)) {
                throw message.error(
                        "createdAt",
                        "must not be before the thread or the previous message: list the oldest message first");
            }
            ChatMessage added = new ChatMessage(
                    inbox.ids,
                    id(message, "id"),
                    outbound ? thread.account.id() : thread.prospectAuthorId(),
                    null,
                    "external",
                    message.required("text"),
                    time,
                    null);
            added.extraFields = message.anyObject("also");
            thread.messages.add(added);
        }
    }
}
