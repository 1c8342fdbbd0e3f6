package com.inboxapp.sdk;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ThreadId;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records the account link of each thread in a response. Sends are limited per account link, and a message into a known thread does not
 * name its account link.
 */
record ThreadAccounts(BoundedMap<ThreadId, AccountLinkId> seen) implements JsonAdapter.Factory {
    @Override
    public @Nullable JsonAdapter<?> create(Type type, Set<? extends Annotation> annotations, Moshi moshi) {
        if (type != InboxThread.class || !annotations.isEmpty()) {
            return null;
        }
        JsonAdapter<InboxThread> threads = moshi.nextAdapter(this, type, annotations);
        return new JsonAdapter<InboxThread>() {
            @Override
            public @Nullable InboxThread fromJson(JsonReader reader) throws IOException {
                InboxThread thread = threads.fromJson(reader);
                if (thread != null) {
                    seen.put(thread.id(), thread.accountLinkId());
                }
                return thread;
            }

            @Override
            public void toJson(JsonWriter writer, @Nullable InboxThread thread) throws IOException {
                threads.toJson(writer, thread);
            }
        };
    }
}
