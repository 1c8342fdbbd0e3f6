package com.inboxapp.sdk.sandbox;

import java.util.Arrays;
import java.util.List;

/** An inbox view. Views overlap. Idle and deleted threads are in no view. */
enum InboxView {
    /** Threads that are neither done nor requests. */
    DEFAULT("default"),
    /** Threads of the default view whose last message is from the prospect. */
    NO_REPLY("no-reply"),
    /** Requests that are not done. */
    REQUESTS("requests"),
    /** Threads that are done. */
    ARCHIVED("archived");

    /** The names of the views in the API. */
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

    boolean shows(InboxThread thread) {
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

    private static boolean awaitsReply(InboxThread thread) {
        ChatMessage last = thread.lastMessage();
        return last != null && !thread.isOutbound(last);
    }
}
