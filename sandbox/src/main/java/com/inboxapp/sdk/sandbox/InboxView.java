package com.inboxapp.sdk.sandbox;

import java.util.Arrays;
import java.util.List;

/** Which threads of the inbox a list shows. Views overlap; an idle or deleted thread is in none. */
enum InboxView {
    /** Not done and not a request. */
    DEFAULT("default"),
    /** Those of the default view whose last message is the other party's, so that the team owes a reply. */
    NO_REPLY("no-reply"),
    /** Requests that are not done. */
    REQUESTS("requests"),
    /** Done. */
    ARCHIVED("archived");

    /** The names that the API gives them. */
    static final List<String> NAMES =
            Arrays.stream(values()).map(view -> view.apiName).toList();

    private final String apiName;

    InboxView(String apiName) {
        this.apiName = apiName;
    }

    String apiName() {
        return apiName;
    }

    static InboxView named(String apiName) {
        return values()[NAMES.indexOf(apiName)];
    }

    boolean shows(Conversation thread) {
        if (thread.idle || thread.deleted) {
            return false;
        }
        return switch (this) {
            case DEFAULT -> !thread.done && !thread.request;
            case NO_REPLY -> DEFAULT.shows(thread) && awaitsReply(thread);
            case REQUESTS -> thread.request && !thread.done;
            case ARCHIVED -> thread.done;
        };
    }

    private static boolean awaitsReply(Conversation thread) {
        ChatMessage last = thread.lastMessage();
        return last != null && !thread.isOutbound(last);
    }
}
