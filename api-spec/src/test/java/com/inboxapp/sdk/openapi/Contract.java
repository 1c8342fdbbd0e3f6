package com.inboxapp.sdk.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the service's guides and its published reference say, written down apart from the document.
 *
 * <p>Fields are written {@code name}, {@code name[]} when they are lists, {@code name?} when they may be missing, {@code name|null} when they may be null,
 * {@code name*} when they are any JSON, with bounds (of a number, or of a text's length) and a default in parentheses.
 */
final class Contract {

    /** One operation: method, path, id, safety, request body and answer, which is {@code -} where there is none. */
    record Call(String method, String path, String id, String safety, String body, String answer) {}

    static final List<Call> OPERATIONS = calls("""
            GET    /account-links accountLinks.list safe - AccountLinkList
            GET    /threads threads.list safe - ThreadPage
            POST   /threads threads.create unsafe CreateThreadRequest Thread
            GET    /threads/lookup threads.lookup safe - ThreadLookup
            GET    /threads/lookup-by-username threads.lookupByUsername safe - [Thread]
            GET    /threads/{threadId} threads.get safe - Thread
            PATCH  /threads/{threadId} threads.update idempotent UpdateThreadRequest Thread
            DELETE /threads/{threadId} threads.delete idempotent - -
            POST   /threads/{threadId}/typing threads.sendTyping idempotent - TypingResult
            PATCH  /threads/{threadId}/settings threads.updateSettings idempotent UpdateThreadSettingsRequest ThreadSettings
            GET    /threads/{threadId}/messages messages.list safe - MessagePage
            POST   /threads/{threadId}/messages messages.send unsafe SendMessageRequest Message
            PATCH  /threads/{threadId}/messages/{messageId} messages.edit idempotent EditMessageRequest EditedMessage
            DELETE /threads/{threadId}/messages/{messageId} messages.delete idempotent DeleteMessageRequest? DeletedMessage
            GET    /threads/{threadId}/messages/{messageId}/history messages.history safe - MessageHistory
            POST   /threads/{threadId}/messages/{messageId}/reactions/reactions messages.addReaction idempotent ReactionRequest ReactionResult
            DELETE /threads/{threadId}/messages/{messageId}/reactions/reactions messages.removeReaction idempotent ReactionRequest ReactionResult
            POST   /threads/messages messages.quickSend unsafe QuickSendRequest SentMessage
            GET    /members members.list safe - [Member]
            GET    /members/{memberId} members.get safe - Member
            GET    /prospects/{prospectId} prospects.get safe - Prospect
            GET    /prospects/lookup prospects.lookup safe - Prospect|null
            PATCH  /prospects/{prospectId}/context prospects.updateContext idempotent UpdateProspectContextRequest Prospect
            GET    /tags tags.list safe - [Tag]
            POST   /tags tags.create unsafe CreateTagRequest Tag
            GET    /tags/{tagId} tags.get safe - Tag
            PATCH  /tags/{tagId} tags.update idempotent UpdateTagRequest Tag
            DELETE /tags/{tagId} tags.delete idempotent - -
            GET    /tags/colors tags.colors safe - [Color]
            GET    /statuses statuses.list safe - [Status]
            POST   /statuses statuses.create unsafe CreateStatusRequest Status
            GET    /statuses/{statusId} statuses.get safe - Status
            PATCH  /statuses/{statusId} statuses.update idempotent UpdateStatusRequest Status
            DELETE /statuses/{statusId} statuses.delete idempotent - -
            GET    /statuses/colors statuses.colors safe - [Color]
            GET    /colors colors.list safe - [Color]
            GET    /team team.get safe - Team
            GET    /events events.list safe - EventPage
            """);

    /** Those that can be refused for a name that exists or a state that forbids them. */
    static final Set<String> CONFLICTS = Set.of(
            "messages.send",
            "messages.quickSend",
            "messages.edit",
            "messages.delete",
            "messages.addReaction",
            "messages.removeReaction",
            "tags.create",
            "tags.update",
            "statuses.create",
            "statuses.update");

    static final Map<String, List<Field>> PARAMETERS = fields("""
            threads.list: accountLinkId? inboxView? cursorId?(1..) cursorTimestamp?(1..) cursor? filters? limit?(1..100=20)
            threads.lookup: accountLinkId prospectPlatformId? externalId?
            threads.lookupByUsername: username accountLinkIds[]?
            messages.list: cursorId?(1..) cursorTimestamp?(1..) cursor? limit?(1..100=50)
            prospects.lookup: platformId
            events.list: afterSeq?(0..) limit?(1..1000=100)
            """);

    static final Map<String, List<Field>> ENTITIES = fields("""
            AccountLinkList: accountLinks[]
            AccountLink: id platformId platform platformUsername name profileImageUrl? createdAt status? syncedAt?|null

            ThreadPage: threads[] nextCursor|null
            ThreadLookup: thread|null
            Thread: id platform? platformId? accountLinkId prospect done assigneeId?|null createdAt \
            lastMessageTimestamp?|null computedSortTimestamp?|null status? variant? isSyncing? isRequest? \
            typingIndicatorsEnabled?|null lastMessage?|null prospectId? updatedAt?
            LastMessage: id text authorId createdAt userId|null campaignId|null
            ThreadSettings: threadId typingIndicatorsEnabled|null
            TypingResult: status reason?
            Cursor: id(1..) timestamp(1..)

            MessagePage: teamId? threadId messages[] nextCursor|null isSyncing?
            Message: id threadId teamId? platform? platformId?|null text authorId? userId?|null campaignId?|null \
            origin?|null createdAt updatedAt?|null isEncrypted?|null isEdited? deletedAt?|null platformDeletedAt?|null \
            replyData?* forwardData?* entities?* attachment?* reactions?* direction?
            SentMessage: message thread
            SentMessageThread: id platformId|null
            EditedMessage: success messageId text editedAt
            DeletedMessage: success messageId deletedAt
            ReactionResult: success messageId
            MessageHistory: versions[] deletion|null
            MessageVersion: id platformId|null platform text authorId userId|null teamId threadId campaignId|null \
            campaignStepId|null origin|null editOrigin|null replyData* forwardData* createdAt isEncrypted|null \
            expandedData* entities* attachment* reactions*
            MessageDeletion: deletedAt deletionType deletionAuthorPlatformId|null origin|null

            Prospect: platform? platformId externalId?|null id? username handle? displayName? bio?|null image?|null \
            imageNormalized?|null location?|null profileUrl? websiteUrl?|null websiteDomain?|null verified? \
            profileType? isProtected? followersCount? followingCount? postCount? engagementCount?|null \
            listedCount?|null platformCreatedAt?|null firstSeenAt?|null lastUpdatedAt? lastEnrichedAt?|null \
            lastActiveAt?|null source? isFresh? isStale? confidence?(0..1) documentId?|null platformData? tags[]? context?
            PlatformData: isVerifiedBlue isVerifiedGold isVerifiedGray professionalCategory|null urlEntities[] \
            bannerUrl|null tweetsCount favoritesCount rawData*
            UrlEntity: url expandedUrl displayUrl indices[]
            ProspectContext: tags[] statusId|null valuation|null notes|null threads[]?|null
            ProspectThread: id accountLinkId lastMessageTimestamp|null createdAt

            Team: id name slug image|null createdAt updatedAt|null currency allowSupportAccess
            Member: id userId name|null email image|null role createdAt updatedAt|null
            Tag: id name color
            Status: id name color|null createdAt
            Color: name hex
            EventPage: events[] hasMore lastSeq|null
            Event: id seq teamId type timestamp version data?*
            Error: error
            ErrorDetail: code message status

            ThreadFilters: tags? statuses? assignees? campaigns? sortOrder?
            TagFilter: selectedIds[]? noTags?
            StatusFilter: selectedIds[]? noStatus?
            AssigneeFilter: selectedIds[]? noAssignee?
            CampaignFilter: selectedIds[]? noCampaign?
            CreateThreadRequest: accountLinkId prospectPlatformId? externalId?
            UpdateThreadRequest: done? assigneeId?|null
            UpdateThreadSettingsRequest: typingIndicatorsEnabled|null
            SendMessageRequest: text(1..) replyToMessageId?
            EditMessageRequest: text(1..)
            DeleteMessageRequest: deleteForAll?(=true)
            ReactionRequest: emoji(1..)
            QuickSendRequest: accountLinkId prospectPlatformId? externalId? text(1..)
            UpdateProspectContextRequest: notes?|null valuation?|null statusId?|null assigneeId?|null addTags[]? \
            removeTags[]? done?
            CreateTagRequest: name(1..255) color?|null
            UpdateTagRequest: name?(1..255) color?|null
            CreateStatusRequest: name(1..255) color?|null
            UpdateStatusRequest: name?(1..255) color?|null
            """);

    static final Map<String, List<String>> ENUMS = words("""
            Platform: x
            AccountLinkStatus: active offline paused
            ThreadStatus: active idle
            ThreadVariant: unencrypted xChat
            InboxView: default no-reply requests archived
            SortOrder: asc desc
            TypingStatus: sent skipped
            TypingSkipReason: rateLimited typingDisabled unsupported outboundDisabled
            MessageOrigin: internal external api
            MessageDirection: inbound outbound
            MessageDeletionType: self all
            MemberRole: owner admin user
            Verification: none verified business government
            ProfileType: personal business government
            ProspectSource: cached indexed live merged
            EventType: thread.created thread.deleted thread.assigned thread.unassigned thread.archived \
            thread.unarchived thread.typing message.created message.edited message.deleted message.reactionAdded \
            message.reactionRemoved prospect.created prospect.statusChanged prospect.tagsChanged \
            prospect.notesChanged prospect.valuationChanged prospect.enriched prospect.assigneeChanged tag.created \
            tag.updated tag.deleted status.created status.updated status.deleted campaign.created campaign.started \
            campaign.paused campaign.resumed campaign.completed target.contacted target.followUpSent target.replied
            EventVersion: 1.0
            """);

    /**
     * {@code =} the reference's name or value ({@code []} where the reference has a list), {@code ~} a name on older
     * pages, {@code :} a value, written as another type in older answers.
     */
    static final Set<String> ALIASES = lines("""
            AccountLink.platformUsername = username
            AccountLink.profileImageUrl = image
            Platform:x = twitter
            threads.list?accountLinkId = accountLinkIds[]
            threads.list?inboxView = inbox
            threads.lookup?prospectPlatformId = externalPlatformId
            CreateThreadRequest.prospectPlatformId = externalPlatformId
            QuickSendRequest.prospectPlatformId = externalPlatformId
            QuickSendRequest.text = content
            SendMessageRequest.text = content
            EditMessageRequest.text = content
            EditedMessage.text = content
            Message.text = content
            MessageVersion.text = content
            LastMessage.text = content
            Prospect.followersCount = followerCount
            Prospect.username ~ platformUsername
            Prospect.displayName ~ name
            Prospect.bio ~ description
            Prospect.image ~ profileImageUrl
            Thread.assigneeId ~ assignedToMemberId
            Thread.lastMessageTimestamp ~ lastMessageAt
            Verification:verified ~ true
            Verification:none ~ false
            """);

    /** The property of each envelope. */
    static final Map<String, String> ENVELOPES = Map.of("AccountLinkList", "accountLinks", "ThreadLookup", "thread");

    /** What the reference answers in place of each envelope. */
    static final Map<String, String> BARE = Map.of("AccountLinkList", "[AccountLink]", "ThreadLookup", "Thread|null");

    private Contract() {}

    /** A property, a value or a query parameter in one of the name sets; with brackets where it becomes a list. */
    static String nameOf(String owner, String name, NameSet names) {
        if (names == NameSet.GUIDES) {
            return name;
        }
        return ALIASES.stream()
                .map(line -> line.split(" ", -1))
                .filter(words -> words[1].equals("="))
                .filter(words -> words[0].equals(owner + "." + name)
                        || words[0].equals(owner + "?" + name)
                        || words[0].equals(owner + ":" + name))
                .map(words -> words[2])
                .findFirst()
                .orElse(name);
    }

    private static List<Call> calls(String text) {
        List<Call> calls = new ArrayList<>();
        text.lines().forEach(line -> {
            String[] words = line.split(" +", -1);
            calls.add(new Call(words[0], words[1], words[2], words[3], words[4], words[5]));
        });
        return calls;
    }

    private static Map<String, List<Field>> fields(String text) {
        Map<String, List<Field>> fields = new LinkedHashMap<>();
        words(text)
                .forEach((owner, words) ->
                        fields.put(owner, words.stream().map(Field::parse).toList()));
        return fields;
    }

    private static Map<String, List<String>> words(String text) {
        Map<String, List<String>> words = new LinkedHashMap<>();
        lines(text).forEach(line -> {
            String[] parts = line.split(": ", 2);
            words.put(parts[0], List.of(parts[1].split(" +", -1)));
        });
        return words;
    }

    private static Set<String> lines(String text) {
        Set<String> lines = new TreeSet<>();
        text.lines().filter(line -> !line.isBlank()).forEach(lines::add);
        return lines;
    }
}
