package com.inboxapp.sdk.contract.pact;

import com.inboxapp.sdk.contract.pact.Interaction.State;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.model.MemberId;
import com.inboxapp.sdk.model.MessageId;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.ProspectId;
import com.inboxapp.sdk.model.StatusId;
import com.inboxapp.sdk.model.TagId;
import com.inboxapp.sdk.model.ThreadId;
import java.util.Map;

/** Names of the provider states, and names of the values that a state handler returns in place of the example ids. */
public final class Given {
    public static final String ACCOUNTS = "two account links are connected";
    public static final String THREAD = "an account link has a thread with a prospect";
    public static final String ONE_PAGE = "the threads of the team fill one page at most";
    public static final String STRANGER = "a prospect has no thread with an account link";
    public static final String PROSPECT_WITHOUT_THREAD = "a prospect is known who has no thread with an account link";
    public static final String PAGES_OF_THREADS =
            "an account link has three threads, and the cursor is that of the second";
    public static final String PAGES_OF_MESSAGES = "a thread has two messages, and the cursor is that of the newest";
    public static final String LABELLED =
            "a prospect has a tag and a status, and a thread that is assigned to a member";
    public static final String FILTERED =
            "a page at most of threads has a tag and a status and is assigned to a member";
    public static final String CAMPAIGN = "a campaign has contacted prospects";
    public static final String ENCRYPTED = "a thread of the variant xChat has a message of the account link";
    public static final String REPLIED = "a message has been edited, and a thread has a message to reply to";
    public static final String DELETED = "a message of the account link has been deleted";
    public static final String MEMBERS = "the team has members";
    public static final String TAG = "the team has a tag";
    public static final String STATUS = "the team has a status";
    public static final String UNENCRYPTED = "a thread is of the variant unencrypted";
    public static final String EVENTS = "something has happened in the team";
    public static final String NOTHING = "nothing is there";
    /** Requires a response with every field, which only a provider with arbitrary test data can return. */
    public static final String EVERY_FIELD = "every field of what is answered has a value";

    public static final String UNAUTHORIZED = "the token is not accepted";
    public static final String LIMITED = "the limit of requests is reached";
    public static final String REFUSED = "the service refuses the request";

    static final AccountLinkId ACCOUNT = AccountLinkId.of("acc_abc123");
    static final AccountLinkId OTHER_ACCOUNT = AccountLinkId.of("acc_def456");
    static final ThreadId THREAD_ID = ThreadId.of("thread_abc123");
    static final MessageId MESSAGE_ID = MessageId.of("msg_out01");
    static final PlatformUserId PLATFORM_USER = PlatformUserId.of("555555555");
    static final ProspectId PROSPECT = ProspectId.of("prospect_jdoe");
    static final MemberId MEMBER = MemberId.of("member_ana");
    static final TagId TAG_ID = TagId.of("tag_support");
    static final StatusId STATUS_ID = StatusId.of("status_qualified");
    static final Cursor CURSOR = new Cursor("l44e15irdq4db30i77cgphhx", "2025-11-10T18:03:16.000Z");

    /** The example values, by the names that provider states use. */
    public static final Map<String, Object> EXAMPLES = Map.ofEntries(
            Map.entry("accountLinkId", ACCOUNT.value()),
            Map.entry("otherAccountLinkId", OTHER_ACCOUNT.value()),
            Map.entry("threadId", THREAD_ID.value()),
            Map.entry("messageId", MESSAGE_ID.value()),
            Map.entry("prospectPlatformId", PLATFORM_USER.value()),
            Map.entry("prospectId", PROSPECT.value()),
            Map.entry("username", "jdoe"),
            Map.entry("memberId", MEMBER.value()),
            Map.entry("tagId", TAG_ID.value()),
            Map.entry("statusId", STATUS_ID.value()),
            Map.entry("campaignId", "campaign_spring"),
            Map.entry("cursorId", CURSOR.id()),
            Map.entry("cursorTimestamp", CURSOR.timestamp()));

    private Given() {}

    static Shape.FromState given(String name) {
        Object example = EXAMPLES.get(name);
        if (example == null) {
            throw new IllegalArgumentException("Given.EXAMPLES has no value named " + name);
        }
        return new Shape.FromState(name, example);
    }

    static State refusal(int status) {
        return new State(REFUSED, Map.of("status", status));
    }
}
