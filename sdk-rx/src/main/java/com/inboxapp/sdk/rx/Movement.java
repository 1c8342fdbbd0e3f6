package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.SortOrder;
import com.inboxapp.sdk.runtime.QueryParameters;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the items of a list move while it is read.
 *
 * @param newestFirst whether they move to the end that was read already, and are lost there
 * @param id tells items apart
 * @param activity the time by which the list is ordered
 */
record Movement<T>(boolean newestFirst, Function<T, String> id, Function<T, Instant> activity) {
    /** How the answers to a query move, or null if they stay where they are. */
    @SuppressWarnings("unchecked") // threads are what this query is answered with
    static <T> @Nullable Movement<T> of(QueryParameters query) {
        if (!(query instanceof ListThreadsQuery threads)) {
            return null;
        }
        boolean oldestFirst = threads.filters() != null
                && SortOrder.ASC.equals(threads.filters().sortOrder());
        return (Movement<T>)
                new Movement<InboxThread>(!oldestFirst, thread -> thread.id().value(), Movement::activity);
    }

    static Instant activity(InboxThread thread) {
        if (thread.computedSortTimestamp() != null) {
            return thread.computedSortTimestamp();
        }
        return thread.lastMessageTimestamp() != null ? thread.lastMessageTimestamp() : thread.createdAt();
    }
}
