package com.inboxapp.sdk.contract.pact;

import static com.inboxapp.sdk.contract.pact.Shape.object;
import static com.inboxapp.sdk.contract.pact.Shape.orNull;
import static com.inboxapp.sdk.contract.pact.Shape.with;
import static com.inboxapp.sdk.contract.pact.Shape.word;

import com.inboxapp.sdk.contract.pact.Shape.AnyList;
import com.inboxapp.sdk.contract.pact.Shape.Exactly;
import com.inboxapp.sdk.query.NameSet;
import java.util.List;
import java.util.Map;

/**
 * Examples of the objects in responses, in one of the two name sets. Each object has a minimal form with its required properties, and a
 * full form with all properties. Most interactions use the minimal form, since a response need not have the optional properties.
 */
final class Examples {
    private static final String CREATED = "2025-10-02T09:15:00.000Z";
    private static final String LATER = "2025-11-10T18:03:16.000Z";

    private final NameSet names;

    Examples(NameSet names) {
        this.names = names;
    }

    String text() {
        return names.pick("text", "content");
    }

    String prospectPlatformId() {
        return names.pick("prospectPlatformId", "externalPlatformId");
    }

    private Exactly platform() {
        return new Exactly(names.pick("x", "twitter"));
    }

    Map<String, Object> accountLink() {
        return object(
                "id",
                "acc_abc123",
                "platformId",
                "123456789",
                "platform",
                platform(),
                names.pick("platformUsername", "username"),
                "acmecorp",
                "name",
                "Acme Corp",
                "createdAt",
                "2024-01-15T10:30:00.000Z");
    }

    Map<String, Object> fullAccountLink() {
        return with(
                accountLink(),
                object(
                        names.pick("profileImageUrl", "image"),
                        "https://pbs.twimg.com/profile_images/acme.jpg",
                        "status",
                        word("active", "offline", "paused"),
                        "syncedAt",
                        orNull(LATER)));
    }

    Map<String, Object> prospect() {
        return object("platformId", "555555555", "username", "jdoe");
    }

    Map<String, Object> fullProspect() {
        Map<String, Object> known = object(
                "platform", platform(),
                "externalId", orNull("prospect_jdoe"),
                "id", "prospect_jdoe",
                "handle", "@jdoe",
                "displayName", "Jane Doe",
                "bio", orNull("Building things."),
                "image", orNull("https://pbs.twimg.com/profile_images/jdoe.jpg"),
                "imageNormalized", orNull("https://pbs.twimg.com/profile_images/jdoe_400x400.jpg"),
                "location", orNull("Lisbon"),
                "profileUrl", "https://x.com/jdoe",
                "websiteUrl", orNull("https://jdoe.example/"),
                "websiteDomain", orNull("jdoe.example"),
                "verified", word("verified", "none", "business", "government"),
                "profileType", word("personal", "business", "government"),
                "isProtected", false);
        Map<String, Object> figures = object(
                names.pick("followersCount", "followerCount"),
                125000,
                "followingCount",
                310,
                "postCount",
                4821,
                "engagementCount",
                orNull(17),
                "listedCount",
                orNull(96),
                "platformCreatedAt",
                orNull("2012-05-04T08:00:00.000Z"),
                "firstSeenAt",
                orNull(CREATED),
                "lastUpdatedAt",
                LATER,
                "lastEnrichedAt",
                orNull(LATER),
                "lastActiveAt",
                orNull(LATER),
                "source",
                word("live", "cached", "indexed", "merged"),
                "isFresh",
                true,
                "isStale",
                false,
                "confidence",
                0.98,
                "documentId",
                orNull(48151623),
                "platformData",
                platformData(),
                "tags",
                List.of(tag()));
        return with(with(prospect(), known), figures);
    }

    private static Map<String, Object> platformData() {
        Map<String, Object> url = object(
                "url", "https://t.co/abc",
                "expandedUrl", "https://jdoe.example/",
                "displayUrl", "jdoe.example",
                "indices", List.of(0, 16));
        return object(
                "isVerifiedBlue",
                true,
                "isVerifiedGold",
                false,
                "isVerifiedGray",
                false,
                "professionalCategory",
                orNull("Software"),
                "urlEntities",
                List.of(url),
                "bannerUrl",
                orNull("https://pbs.twimg.com/profile_banners/jdoe"),
                "tweetsCount",
                4821,
                "favoritesCount",
                15230,
                "rawData",
                null);
    }

    /** Adds the context that the team has noted to a prospect. The tags of a context are ids. */
    Map<String, Object> withContext(Map<String, Object> prospect) {
        return with(
                prospect,
                object(
                        "context",
                        object(
                                "tags",
                                new AnyList(List.of("tag_support")),
                                "statusId",
                                orNull("status_qualified"),
                                "valuation",
                                orNull(12500.5),
                                "notes",
                                orNull("Asked for a quote for 40 seats."))));
    }

    Map<String, Object> fullProspectWithContext() {
        Map<String, Object> thread = object(
                "id",
                "thread_abc123",
                "accountLinkId",
                "acc_abc123",
                "lastMessageTimestamp",
                orNull(LATER),
                "createdAt",
                CREATED);
        Map<String, Object> prospect = withContext(fullProspect());
        return with(prospect, object("context", with(context(prospect), object("threads", List.of(thread)))));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> context(Map<String, Object> prospect) {
        return (Map<String, Object>) prospect.get("context");
    }

    Map<String, Object> thread() {
        return object(
                "id",
                "thread_abc123",
                "accountLinkId",
                "acc_abc123",
                "prospect",
                prospect(),
                "done",
                false,
                "createdAt",
                CREATED);
    }

    Map<String, Object> fullThread() {
        Map<String, Object> last = object(
                "id",
                "msg_in01",
                text(),
                "Could we talk on Thursday?",
                "authorId",
                "author_jdoe",
                "createdAt",
                LATER,
                "userId",
                orNull("user_ana"),
                "campaignId",
                orNull("campaign_spring"));
        Map<String, Object> more = object(
                "prospect",
                fullProspect(),
                "platform",
                platform(),
                "platformId",
                "123456789:555555555",
                "assigneeId",
                orNull("member_ana"),
                "lastMessageTimestamp",
                orNull(LATER),
                "computedSortTimestamp",
                orNull(LATER),
                "status",
                word("active", "idle"),
                "variant",
                word("xChat", "unencrypted"),
                "isSyncing",
                false,
                "isRequest",
                false,
                "typingIndicatorsEnabled",
                orNull(true),
                "lastMessage",
                last,
                "prospectId",
                "prospect_jdoe",
                "updatedAt",
                LATER);
        return with(thread(), more);
    }

    Map<String, Object> cursor() {
        return object("id", "l44e15irdq4db30i77cgphhx", "timestamp", LATER);
    }

    Map<String, Object> message() {
        return object(
                "id",
                "msg_out01",
                "threadId",
                "thread_abc123",
                text(),
                "Thanks for getting back to us!",
                "authorId",
                "acc_abc123",
                "createdAt",
                LATER);
    }

    Map<String, Object> fullMessage() {
        Map<String, Object> more = object(
                "teamId",
                "team_acme",
                "platform",
                platform(),
                "platformId",
                orNull("1987654321098765432"),
                "userId",
                orNull("user_ana"),
                "campaignId",
                orNull("campaign_spring"),
                "origin",
                orNull(word("api", "internal", "external")),
                "updatedAt",
                orNull(LATER),
                "isEncrypted",
                orNull(true),
                "isEdited",
                true,
                "deletedAt",
                orNull(LATER),
                "platformDeletedAt",
                orNull(LATER));
        return with(with(message(), more), with(anything(), object("direction", word("outbound", "inbound"))));
    }

    /** Returns the properties of a message whose content is not documented. */
    private static Map<String, Object> anything() {
        return object(
                "replyData",
                object("messageId", "msg_in01"),
                "forwardData",
                object("from", "jdoe"),
                "entities",
                new AnyList(List.of("https://acme.example")),
                "attachment",
                object("type", "photo"),
                "reactions",
                new AnyList(List.of("thumbs up")));
    }

    Map<String, Object> version() {
        Map<String, Object> known = object(
                "id",
                "version_01",
                "platformId",
                orNull("1987654321098765432"),
                "platform",
                platform(),
                text(),
                "Thanks for getting back to us!",
                "authorId",
                "acc_abc123",
                "userId",
                orNull("user_ana"),
                "teamId",
                "team_acme",
                "threadId",
                "thread_abc123",
                "campaignId",
                orNull("campaign_spring"),
                "campaignStepId",
                orNull("step_1"),
                "origin",
                orNull(word("api", "internal", "external")),
                "editOrigin",
                orNull(word("internal", "api", "external")));
        return with(
                known,
                object(
                        "replyData",
                        null,
                        "forwardData",
                        null,
                        "createdAt",
                        LATER,
                        "isEncrypted",
                        orNull(true),
                        "expandedData",
                        null,
                        "entities",
                        new AnyList(List.of()),
                        "attachment",
                        object(),
                        "reactions",
                        new AnyList(List.of())));
    }

    static Map<String, Object> deletion() {
        return object(
                "deletedAt",
                LATER,
                "deletionType",
                word("all", "self"),
                "deletionAuthorPlatformId",
                orNull("123456789"),
                "origin",
                orNull(word("api", "internal", "external")));
    }

    static Map<String, Object> tag() {
        return object("id", "tag_support", "name", "Support", "color", "blue");
    }

    static Map<String, Object> status() {
        return object("id", "status_qualified", "name", "Qualified", "color", orNull("green"), "createdAt", CREATED);
    }

    static Map<String, Object> color() {
        return object("name", "blue", "hex", "#3b82f6");
    }

    static Map<String, Object> member() {
        return object(
                "id",
                "member_ana",
                "userId",
                "user_ana",
                "name",
                orNull("Ana Lima"),
                "email",
                "ana@acme.example",
                "image",
                orNull("https://acme.example/ana.jpg"),
                "role",
                word("owner", "admin", "user"),
                "createdAt",
                "2024-01-10T08:00:00.000Z",
                "updatedAt",
                orNull("2025-01-07T14:30:00.000Z"));
    }

    static Map<String, Object> team() {
        return object(
                "id",
                "team_acme",
                "name",
                "Acme",
                "slug",
                "acme",
                "image",
                orNull("https://acme.example/logo.png"),
                "createdAt",
                "2024-01-10T08:00:00.000Z",
                "updatedAt",
                orNull("2025-01-07T14:30:00.000Z"),
                "currency",
                "USD",
                "allowSupportAccess",
                false);
    }

    static Map<String, Object> event() {
        return object(
                "id",
                "event_42",
                "seq",
                42,
                "teamId",
                "team_acme",
                "type",
                "thread.created",
                "timestamp",
                LATER,
                "version",
                new Exactly("1.0"));
    }

    static Map<String, Object> error(int status, String code) {
        return object("error", object("code", code, "message", "What went wrong.", "status", new Exactly(status)));
    }
}
