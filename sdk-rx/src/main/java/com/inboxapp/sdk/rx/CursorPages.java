package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Cursor;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the pages of one operation, each of which names the cursor of the next.
 *
 * <p>It sends nothing until a stream of it is subscribed to and asked for something. The streams may be subscribed to any number of times,
 * and each subscription walks from the start.
 *
 * @param <P> the type of a page
 */
public final class CursorPages<P> {
    private final String operation;
    private final @Nullable Cursor start;
    private final Fetch<P> fetch;
    private final Function<P, @Nullable Cursor> next;

    /**
     * Asks for one page.
     *
     * @param <P> the type of a page
     */
    @FunctionalInterface
    public interface Fetch<P> {
        /**
         * The page after a cursor.
         *
         * @param cursor where the page before it ended, or null for the first page
         * @return the page, requested once per subscription
         */
        Single<P> page(@Nullable Cursor cursor);
    }

    private CursorPages(String operation, @Nullable Cursor start, Fetch<P> fetch, Function<P, @Nullable Cursor> next) {
        this.operation = operation;
        this.start = start;
        this.fetch = fetch;
        this.next = next;
    }

    /**
     * Describes a walk. Generated code calls this for every operation with a cursor.
     *
     * @param operation the operation's id, for messages
     * @param start where to begin, or null for the first page
     * @param fetch asks for one page
     * @param next the cursor that a page names, null on the last page
     * @param <P> the type of a page
     * @return the walk
     */
    public static <P> CursorPages<P> of(
            String operation, @Nullable Cursor start, Fetch<P> fetch, Function<P, @Nullable Cursor> next) {
        return new CursorPages<>(
                Objects.requireNonNull(operation, "operation"),
                start,
                Objects.requireNonNull(fetch, "fetch"),
                Objects.requireNonNull(next, "next"));
    }

    /**
     * The pages, empty ones included.
     *
     * <p><b>Backpressure:</b> one request per page that is asked for. <b>Scheduler:</b> the thread that read the answer. <b>Error
     * handling:</b> the first failed request ends the stream, as does a cursor that comes back
     * ({@link com.inboxapp.sdk.InboxPaginationException}). <b>Requests:</b> one per page.
     *
     * @return the pages in order
     */
    public Flowable<P> pages() {
        return items(List::of);
    }

    /**
     * What is on the pages.
     *
     * <p><b>Backpressure:</b> a page is requested when an item is asked for that is not held: asking for one item sends one request (more only
     * if pages are empty). At most one page is held. <b>Scheduler:</b> the thread that read the answer, or the one that asks for more items of
     * a page that is held. <b>Error handling:</b> as for {@link #pages()}. <b>Requests:</b> one per page.
     *
     * @param items the items of a page
     * @param <T> the type of an item
     * @return the items of all pages in order
     */
    public <T> Flowable<T> items(Function<P, List<T>> items) {
        return new CursorPagesFlowable<>(operation, start, fetch, next, Objects.requireNonNull(items, "items"));
    }
}
