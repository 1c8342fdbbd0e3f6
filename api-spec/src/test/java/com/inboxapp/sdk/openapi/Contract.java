package com.inboxapp.sdk.openapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The facts of the service's guides and its published reference, recorded independently of the document.
 *
 * <p>A field is written {@code name}, with {@code []} for a list, {@code ?} if it is optional, {@code |null} if it is nullable, {@code *}
 * for any JSON, and {@code :Type} unless it is a plain string ({@code time} is an ISO 8601 string). Parentheses hold the bounds (of a
 * number, or of a string's length), {@code =} with a default and {@code ~} with a pattern.
 */
final class Contract {

    /** An operation: method, path, id, safety, request body and response. {@code -} means no body. */
    record Call(String method, String path, String id, String safety, String body, String response) {}

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

    /**
     * An error response: its status, its name, its examples with their codes, and the operations that return it. {@code *} means
     * all operations that can return the status.
     */
    record ErrorResponse(String status, String name, Map<String, String> examples, List<String> operations) {

        boolean isOf(String operation) {
            return operations.contains(operation) || operations.contains("*");
        }
    }

    static final List<ErrorResponse> ERROR_RESPONSES = errorResponses("""
            400 BadRequest badLimit=BAD_REQUEST,badJson=BAD_REQUEST *
            401 Unauthorized unauthorized=UNAUTHORIZED *
            403 Forbidden forbidden=FORBIDDEN *
            404 AccountLinkNotFound accountLinkNotFound=NOT_FOUND threads.list threads.lookupByUsername
            404 AccountLinkOrProspectNotFound accountLinkNotFound=NOT_FOUND,prospectNotFound=PROSPECT_NOT_FOUND \
            threads.create threads.lookup messages.quickSend
            404 ThreadNotFound threadNotFound=THREAD_NOT_FOUND threads.get threads.delete threads.sendTyping \
            threads.updateSettings messages.list
            404 ThreadOrMemberNotFound threadNotFound=THREAD_NOT_FOUND,memberNotFound=NOT_FOUND threads.update
            404 ThreadOrMessageNotFound threadNotFound=THREAD_NOT_FOUND,messageNotFound=NOT_FOUND messages.send \
            messages.edit messages.delete messages.history messages.addReaction messages.removeReaction
            404 MemberNotFound memberNotFound=NOT_FOUND members.get
            404 ProspectNotFound prospectNotFound=PROSPECT_NOT_FOUND prospects.get
            404 ProspectOrReferenceNotFound prospectNotFound=PROSPECT_NOT_FOUND,tagNotFound=NOT_FOUND,\
            statusNotFound=NOT_FOUND,memberNotFound=NOT_FOUND prospects.updateContext
            404 TagNotFound tagNotFound=NOT_FOUND tags.get tags.update tags.delete
            404 StatusNotFound statusNotFound=NOT_FOUND statuses.get statuses.update statuses.delete
            409 AccountCannotSend accountPaused=CONFLICT,accountOffline=CONFLICT messages.send messages.quickSend
            409 MessageCannotChange messageCannotChange=CONFLICT messages.edit messages.delete messages.addReaction \
            messages.removeReaction
            409 NameTaken nameTaken=CONFLICT tags.create tags.update statuses.create statuses.update
            422 InvalidData invalidData=UNPROCESSABLE_ENTITY *
            429 RateLimited rateLimited=RATE_LIMITED *
            500 ServerError server=INTERNAL_SERVER_ERROR *
            """);

    /** The headers of every response. */
    static final List<Field> HEADERS = headers(
            "X-RateLimit-Limit:int(0..) X-RateLimit-Remaining:int(0..) X-RateLimit-Reset:long(0..) X-Request-Id?");

    /** The additional headers of a 429 response. */
    static final List<Field> HEADERS_OF_429 = headers("Retry-After(1..)");

    static final String SERVER = "https://inboxapp.com/api/v1";

    static final Map<String, List<Field>> PARAMETERS = fields("""
            threads.list: accountLinkId?:AccountLinkId inboxView?:InboxView cursorId?(1..) cursorTimestamp?(1..) \
            cursor?:Cursor filters?:ThreadFilters limit?:int(1..100=20)
            threads.lookup: accountLinkId:AccountLinkId prospectPlatformId?:PlatformUserId externalId?:ProspectId
            threads.lookupByUsername: username(~^[^@]+$) accountLinkIds[]?:AccountLinkId
            messages.list: cursorId?(1..) cursorTimestamp?(1..) cursor?:Cursor limit?:int(1..100=50)
            prospects.lookup: platformId:PlatformUserId
            events.list: afterSeq?:long(0..) limit?:int(1..1000=100)
            """);

    static final Map<String, List<Field>> ENTITIES = fields("""
            AccountLinkList: accountLinks[]:AccountLink
            AccountLink: id:AccountLinkId platformId:PlatformUserId platform:Platform platformUsername name \
            profileImageUrl? createdAt:time status?:AccountLinkStatus syncedAt?|null:time

            ThreadPage: threads[]:Thread nextCursor|null:Cursor
            ThreadLookup: thread|null:Thread
            Thread: id:ThreadId platform?:Platform platformId?:PlatformConversationId accountLinkId:AccountLinkId \
            prospect:Prospect done:boolean assigneeId?|null:MemberId createdAt:time lastMessageTimestamp?|null:time \
            computedSortTimestamp?|null:time status?:ThreadStatus variant?:ThreadVariant isSyncing?:boolean \
            isRequest?:boolean typingIndicatorsEnabled?|null:boolean lastMessage?|null:LastMessage \
            prospectId?:ProspectId updatedAt?:time
            LastMessage: id:MessageId text authorId:AuthorId createdAt:time userId|null:UserId \
            campaignId|null:CampaignId
            ThreadSettings: threadId:ThreadId typingIndicatorsEnabled|null:boolean
            TypingResult: status:TypingStatus reason?:TypingSkipReason
            Cursor: id(1..) timestamp(1..)

            MessagePage: teamId?:TeamId threadId:ThreadId messages[]:Message nextCursor|null:Cursor isSyncing?:boolean
            Message: id:MessageId threadId:ThreadId teamId?:TeamId platform?:Platform \
            platformId?|null:PlatformMessageId text authorId?:AuthorId userId?|null:UserId campaignId?|null:CampaignId \
            origin?|null:MessageOrigin createdAt:time updatedAt?|null:time isEncrypted?|null:boolean isEdited?:boolean \
            deletedAt?|null:time platformDeletedAt?|null:time replyData?* forwardData?* entities?* attachment?* \
            reactions?* direction?:MessageDirection
            SentMessage: message:Message thread:SentMessageThread
            SentMessageThread: id:ThreadId platformId|null:PlatformConversationId
            EditedMessage: success:boolean messageId:MessageId text editedAt:time
            DeletedMessage: success:boolean messageId:MessageId deletedAt:time
            ReactionResult: success:boolean messageId:MessageId
            MessageHistory: versions[]:MessageVersion deletion|null:MessageDeletion
            MessageVersion: id:MessageVersionId platformId|null:PlatformMessageId platform:Platform text \
            authorId:AuthorId userId|null:UserId teamId:TeamId threadId:ThreadId campaignId|null:CampaignId \
            campaignStepId|null:CampaignStepId origin|null:MessageOrigin editOrigin|null:MessageOrigin replyData* \
            forwardData* createdAt:time isEncrypted|null:boolean expandedData* entities* attachment* reactions*
            MessageDeletion: deletedAt:time deletionType:MessageDeletionType \
            deletionAuthorPlatformId|null:PlatformUserId origin|null:MessageOrigin

            Prospect: platform?:Platform platformId:PlatformUserId externalId?|null:ProspectId id?:ProspectId username \
            handle? displayName? bio?|null image?|null imageNormalized?|null location?|null profileUrl? \
            websiteUrl?|null websiteDomain?|null verified?:Verification profileType?:ProfileType isProtected?:boolean \
            followersCount?:long followingCount?:long postCount?:long engagementCount?|null:long \
            listedCount?|null:long platformCreatedAt?|null:time firstSeenAt?|null:time lastUpdatedAt?:time \
            lastEnrichedAt?|null:time lastActiveAt?|null:time source?:ProspectSource isFresh?:boolean isStale?:boolean \
            confidence?:number(0..1) documentId?|null:decimal platformData?:PlatformData tags[]?:Tag \
            context?:ProspectContext
            PlatformData: isVerifiedBlue:boolean isVerifiedGold:boolean isVerifiedGray:boolean \
            professionalCategory|null urlEntities[]:UrlEntity bannerUrl|null tweetsCount:long favoritesCount:long \
            rawData*
            UrlEntity: url expandedUrl displayUrl indices[]:int
            ProspectContext: tags[]:TagId statusId|null:StatusId valuation|null:decimal notes|null \
            threads[]?|null:ProspectThread
            ProspectThread: id:ThreadId accountLinkId:AccountLinkId lastMessageTimestamp|null:time createdAt:time

            Team: id:TeamId name slug image|null createdAt:time updatedAt|null:time currency \
            allowSupportAccess:boolean
            Member: id:MemberId userId:UserId name|null email image|null role:MemberRole createdAt:time \
            updatedAt|null:time
            Tag: id:TagId name color
            Status: id:StatusId name color|null createdAt:time
            Color: name hex
            EventPage: events[]:Event hasMore:boolean lastSeq|null:long
            Event: id:EventId seq:long teamId:TeamId type:EventType timestamp:time version:EventVersion data?*
            Error: error:ErrorDetail
            ErrorDetail: code message status:int

            ThreadFilters: tags?:TagFilter statuses?:StatusFilter assignees?:AssigneeFilter campaigns?:CampaignFilter \
            sortOrder?:SortOrder
            TagFilter: selectedIds[]?:TagId noTags?:boolean
            StatusFilter: selectedIds[]?:StatusId noStatus?:boolean
            AssigneeFilter: selectedIds[]?:MemberId noAssignee?:boolean
            CampaignFilter: selectedIds[]?:CampaignId noCampaign?:boolean
            CreateThreadRequest: accountLinkId:AccountLinkId prospectPlatformId?:PlatformUserId externalId?:ProspectId
            UpdateThreadRequest: done?:boolean assigneeId?|null:MemberId
            UpdateThreadSettingsRequest: typingIndicatorsEnabled|null:boolean
            SendMessageRequest: text(1..) replyToMessageId?:MessageId
            EditMessageRequest: text(1..)
            DeleteMessageRequest: deleteForAll?:boolean(=true)
            ReactionRequest: emoji(1..)
            QuickSendRequest: accountLinkId:AccountLinkId prospectPlatformId?:PlatformUserId externalId?:ProspectId \
            text(1..)
            UpdateProspectContextRequest: notes?|null valuation?|null:decimal statusId?|null:StatusId \
            assigneeId?|null:MemberId addTags[]?:TagId removeTags[]?:TagId done?:boolean
            CreateTagRequest: name(1..255) color?|null(~^(#[0-9a-fA-F]{6}|[^#].*)$)
            UpdateTagRequest: name?(1..255) color?|null(~^(#[0-9a-fA-F]{6}|[^#].*)$)
            CreateStatusRequest: name(1..255) color?|null(~^(#[0-9a-fA-F]{6}|[^#].*)$)
            UpdateStatusRequest: name?(1..255) color?|null(~^(#[0-9a-fA-F]{6}|[^#].*)$)
            """);

    /** The kinds of id, with comparable ids, bounds and patterns. */
    static final Map<String, List<String>> IDS = words("""
            AccountLinkId: inbox 1..
            ThreadId: inbox 1..
            MessageId: inbox 1..
            MessageVersionId: inbox 1..
            ProspectId: inbox 1..
            MemberId: inbox 1..
            UserId: inbox 1..
            TeamId: inbox 1..
            TagId: inbox 1..
            StatusId: inbox 1..
            CampaignId: inbox 1..
            CampaignStepId: inbox 1..
            EventId: inbox 1..
            PlatformUserId: platform ~^[0-9]{1,19}$
            PlatformConversationId: any 1..
            PlatformMessageId: any 1..
            AuthorId: any isAccount=AccountLinkId 1..
            """);

    /** Names of which exactly one must be given. */
    static final Map<String, List<String>> CHOICES = words("""
            threads.lookup: prospectPlatformId|externalId
            CreateThreadRequest: prospectPlatformId|externalId
            QuickSendRequest: prospectPlatformId|externalId
            """);

    /** Objects in a query, with the flat parameters for their properties. */
    static final Map<String, List<String>> PAIRS = words("""
            threads.list: cursor.id=cursorId cursor.timestamp=cursorTimestamp
            messages.list: cursor.id=cursorId cursor.timestamp=cursorTimestamp
            """);

    /** The defaults of absent values. */
    static final Map<String, String> DEFAULTS = Map.of("InboxView", "=default", "SortOrder", "=desc");

    /** Phrases with figures that a text must contain. Other figures must be a status, a bound or a default of the text's subject. */
    static final Map<String, List<String>> FIGURES = phrases("""
            info: returns 404, not 400; ISO 8601; the response was 429; After a 429; 300 requests a minute; \
            10,000 an hour; 100,000 a day; 10 messages a minute; 100 reads; 30 writes a minute; A 429 also carries
            tags/events: 7 days
            events.list: 7 days
            AccountLinkId: returns 404
            PlatformUserId: 1 to 19 digits; 2^53
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
     * Aliases. {@code =} is followed by the reference's name or value, with {@code []} where the reference has a list. {@code ~}
     * is followed by a name on older pages, or by a value that has another type in older responses. {@code :} precedes a value.
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

    /** What the reference returns in place of each envelope. */
    static final Map<String, String> BARE = Map.of("AccountLinkList", "[AccountLink]", "ThreadLookup", "Thread|null");

    private Contract() {}

    /** Returns the name of a property, a value or a query parameter in a name set, with brackets if it becomes a list. */
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

    private static List<ErrorResponse> errorResponses(String text) {
        List<ErrorResponse> errorResponses = new ArrayList<>();
        text.lines().forEach(line -> {
            List<String> words = List.of(line.split(" +", -1));
            Map<String, String> examples = new LinkedHashMap<>();
            for (String example : words.get(2).split(",", -1)) {
                String[] parts = example.split("=", 2);
                examples.put(parts[0], parts[1]);
            }
            errorResponses.add(new ErrorResponse(words.get(0), words.get(1), examples, words.subList(3, words.size())));
        });
        return errorResponses;
    }

    private static List<Field> headers(String words) {
        return Arrays.stream(words.split(" ", -1)).map(Field::parse).toList();
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

    private static Map<String, List<String>> phrases(String text) {
        Map<String, List<String>> phrases = new LinkedHashMap<>();
        lines(text).forEach(line -> {
            String[] parts = line.split(": ", 2);
            phrases.put(parts[0], List.of(parts[1].split("; ", -1)));
        });
        return phrases;
    }

    private static Set<String> lines(String text) {
        Set<String> lines = new TreeSet<>();
        text.lines().filter(line -> !line.isBlank()).forEach(lines::add);
        return lines;
    }
}
