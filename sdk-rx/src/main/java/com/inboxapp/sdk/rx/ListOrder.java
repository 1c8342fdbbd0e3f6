package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.SortOrder;
import com.inboxapp.sdk.runtime.QueryParameters;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the items of a list move while its pages are read.
 *
 * @param newestFirst whether items move to the end of the list that was already read, and would be missed there
 * @param id returns the id of an item
 * @param activity returns the time by which the list is ordered
 */
record ListOrder<T>(boolean newestFirst, Function<T, String> id, Function<T, Instant> activity) {
    /** Returns how the items of a query move, or null if they do not. */
    @SuppressWarnings("unchecked") // the response to this query has threads
    static <T> @Nullable ListOrder<T> of(QueryParameters query) {
        if (!(query instanceof ListThreadsQuery threads)) {
            return null;
        }
        boolean oldestFirst = threads.filters() != null
                && SortOrder.ASC.equals(threads.filters().sortOrder());
        return (ListOrder<T>)
                new ListOrder<InboxThread>(!oldestFirst, thread -> thread.id().value(), ListOrder::activity);
    }

    static Instant activity(InboxThread thread) {
        if (thread.computedSortTimestamp() != null) {
            return thread.computedSortTimestamp();
        }
        return thread.lastMessageTimestamp() != null ? thread.lastMessageTimestamp() : thread.createdAt();
    }
}
