package com.inboxapp.sdk;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.EditMessageRequest;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.LookupThreadQuery;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.model.UpdateProspectContextRequest;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.Invocation;

/**
 * What a call is about: the arguments of the generated method that rate limiting and confirmation need. A call is a send when its body is
 * one of the two message requests of the API.
 */
record SendContext(
        @Nullable AccountLinkId account,
        @Nullable ThreadId thread,
        @Nullable QuickSendRequest quickSend,
        @Nullable SendMessageRequest reply,
        @Nullable String otherText) {
    static SendContext of(Request request) {
        AccountLinkId account = null;
        ThreadId thread = null;
        QuickSendRequest quickSend = null;
        SendMessageRequest reply = null;
        String otherText = null;
        Invocation invocation = request.tag(Invocation.class);
        if (invocation != null) {
            for (Object argument : invocation.arguments()) {
                if (argument instanceof QuickSendRequest message) {
                    quickSend = message;
                    account = message.accountLinkId();
                } else if (argument instanceof SendMessageRequest message) {
                    reply = message;
                } else if (argument instanceof EditMessageRequest message) {
                    otherText = message.text();
                } else if (argument instanceof UpdateProspectContextRequest context) {
                    otherText = context.notes().value();
                } else if (argument instanceof ThreadId id) {
                    thread = id;
                } else if (argument instanceof ListThreadsQuery query) {
                    account = query.accountLinkId();
                } else if (argument instanceof LookupThreadQuery query) {
                    account = query.accountLinkId();
                }
            }
        }
        return new SendContext(account, thread, quickSend, reply, otherText);
    }

    boolean sends() {
        return quickSend != null || (reply != null && thread != null);
    }

    /** Returns the text of the message or of the note on a prospect, or an empty string. */
    String text() {
        if (quickSend != null) {
            return quickSend.text();
        }
        if (reply != null) {
            return reply.text();
        }
        return otherText == null ? "" : otherText;
    }

    /** Omits the text: it is confidential, and this record is part of exceptions. */
    @Override
    public String toString() {
        return "SendContext[account=" + account + ", thread=" + thread + ", sends=" + sends() + "]";
    }
}
