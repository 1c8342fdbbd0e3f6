package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.runtime.QueryParameters;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A pager over all pages of one operation: as a {@link Flowable} of items or pages, or, without Rx, as an
 * {@link Iterable} or {@link Stream}.
 *
 * <pre>{@code
 * Pager<InboxThread> pager = rx.threads().pager(query);
 * pager.items().subscribe(thread -> ..);
 * for (InboxThread thread : pager.iterable()) { .. }
 * }</pre>
 *
 * <p>Requests are sent on demand only. Every stream starts at the first page. A pager can be used any number of times,
 * by several threads. Each setter returns a new pager.
 *
 * <p><b>Threads that move while pages are read:</b> the list is ordered by activity, so that a thread with a new
 * message moves to the top, above the cursor. A plain pager that has not seen this thread yet would miss it. This pager
 * therefore reads from the top again, down to the activity at which it started, until such a pass takes a single page,
 * which is a consistent snapshot. Each thread that existed at the start is returned exactly once, even if pages in
 * between are empty. With {@code sortOrder} {@code asc}, a thread moves to the end, which is still unread, and is left
 * out if it was already returned. A pager that starts at a cursor in the query reads its pages once.
 *
 * @param <T> the type of an item
 */
public final class Pager<T> {
    private static final int MAX_TRACKED_IDS = 1_000_000;
    private static final int MAX_PASSES = 10;

    /** The operation and how to read its pages. */
    private final Source<?, T> source;

    private final int prefetch;
    private final int maxTrackedIds;
    private final int maxPasses;
    private final @Nullable ResumeToken start;
    private final Consumer<PagerWarning> warnings;

    /**
     * Requests one page.
     *
     * @param <P> the type of a page
     */
    @FunctionalInterface
    public interface Fetch<P> {
        /**
         * Returns the page after a cursor.
         *
         * @param cursor the cursor at which the previous page ended, or null for the first page
         * @return the page, requested once per subscription
         */
        Single<P> page(@Nullable Cursor cursor);
    }

    /** An operation with pages; hides the type of a page. */
    record Source<P, T>(
            String operation,
            String queryKey,
            @Nullable Cursor start,
            @Nullable ListOrder<T> movement,
            Consumer<List<T>> check,
            Fetch<P> fetch,
            Function<P, List<T>> items,
            Function<P, @Nullable Cursor> next) {

        <R> Flowable<R> emit(Pager<T> pager, Function<Page<T>, List<R>> out, boolean finishedWhenTaken) {
            return new PageFlowable<>(
                    () -> new PagerPages<>(this, pager.route(), out, finishedWhenTaken), pager.prefetch);
        }
    }

    private Pager(
            Source<?, T> source,
            int prefetch,
            int maxTrackedIds,
            int maxPasses,
            @Nullable ResumeToken start,
            Consumer<PagerWarning> warnings) {
        this.source = source;
        this.prefetch = prefetch;
        this.maxTrackedIds = maxTrackedIds;
        this.maxPasses = maxPasses;
        this.start = start;
        this.warnings = warnings;
    }

    /**
     * Creates a pager. Generated code calls this for every operation with a cursor.
     *
     * @param operation the id of the operation, for messages
     * @param subject the arguments of the operation other than the query, for instance a thread's id; empty if
     *     there are none
     * @param query the query, sent for every page
     * @param start the cursor to start at, or null for the first page
     * @param fetch requests one page
     * @param items returns the items of a page
     * @param next returns the next cursor of a page, null on the last page
     * @param <P> the type of a page
     * @param <T> the type of an item
     * @return the pager
     */
    public static <P, T> Pager<T> of(
            String operation,
            List<?> subject,
            QueryParameters query,
            @Nullable Cursor start,
            Fetch<P> fetch,
            Function<P, List<T>> items,
            Function<P, @Nullable Cursor> next) {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(query, "query");
        Source<P, T> source = new Source<>(
                operation,
                ResumeToken.queryKey(operation, subject, query),
                start,
                start == null ? ListOrder.of(query) : null,
                AccountGuard.check(operation, query),
                Objects.requireNonNull(fetch, "fetch"),
                Objects.requireNonNull(items, "items"),
                Objects.requireNonNull(next, "next"));
        return new Pager<>(source, 0, MAX_TRACKED_IDS, MAX_PASSES, null, warning -> {});
    }

    /**
     * Sets the number of pages to fetch ahead of demand. With one, the server and the consumer work at the same time,
     * so that a page takes the longer of their times, not the sum. More than one would not help, since each cursor
     * comes with the page before it. A page is fetched ahead only while the demand exceeds the buffered items, so that
     * no request is wasted.
     *
     * @param pages 0, the default, or 1
     * @return a new pager
     * @throws IllegalArgumentException if the number is neither 0 nor 1
     */
    public Pager<T> prefetch(int pages) {
        if (pages < 0 || pages > 1) {
            throw new IllegalArgumentException("prefetch must be 0 or 1, but was " + pages);
        }
        return new Pager<>(source, pages, maxTrackedIds, maxPasses, start, warnings);
    }

    /**
     * Sets the maximum number of ids to track in order to skip duplicates. Only lists that move need them. If there are
     * more, {@link PagerWarning#DUPLICATES_POSSIBLE} is reported.
     *
     * @param ids 0 or more; 1,000,000 by default, which take some 100 MB for a million threads
     * @return a new pager
     * @throws IllegalArgumentException if the number is negative
     */
    public Pager<T> maxTrackedIds(int ids) {
        if (ids < 0) {
            throw new IllegalArgumentException("maxTrackedIds must not be negative, but was " + ids);
        }
        return new Pager<>(source, prefetch, ids, maxPasses, start, warnings);
    }

    /**
     * Sets the maximum number of further passes over a list that moves. If the list still moves after that,
     * {@link PagerWarning#ITEMS_MAY_BE_MISSING} is reported.
     *
     * @param passes 0 or more; 10 by default, which is rarely reached
     * @return a new pager
     * @throws IllegalArgumentException if the number is negative
     */
    public Pager<T> maxPasses(int passes) {
        if (passes < 0) {
            throw new IllegalArgumentException("maxPasses must not be negative, but was " + passes);
        }
        return new Pager<>(source, prefetch, maxTrackedIds, passes, start, warnings);
    }

    /**
     * Sets the listener for weakened guarantees.
     *
     * @param listener called on the thread that delivers the items; an exception that it throws ends the stream
     * @return a new pager
     */
    public Pager<T> onWarning(Consumer<PagerWarning> listener) {
        return new Pager<>(
                source, prefetch, maxTrackedIds, maxPasses, start, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Resumes where another pager of the same operation with the same query stopped, in this process or another one.
     *
     * <p>Returns every item that was not on a finished page, whatever moved in between. If nothing moved, it returns
     * exactly the remaining items; a thread that moved in between may be returned again. Warnings of the first pager
     * ({@link #onWarning}) still apply.
     *
     * @param token the token of the last page that you finished ({@link Page#resume()}), or of the failure of a
     *     loop ({@link ResumeToken#of})
     * @return a pager over the remaining items
     * @throws IllegalArgumentException if the token belongs to another operation or query
     */
    public Pager<T> resume(ResumeToken token) {
        Objects.requireNonNull(token, "token").check(source.queryKey);
        return new Pager<>(source, prefetch, maxTrackedIds, maxPasses, token, warnings);
    }

    private PagerState<T> route() {
        return new PagerState<>(
                source.operation,
                source.queryKey,
                source.start,
                source.movement,
                maxTrackedIds,
                maxPasses,
                start,
                warnings);
    }

    /**
     * Returns the items of all pages.
     *
     * <p><b>Backpressure:</b> requests a page when there is demand for an item that is not buffered: a demand of one
     * sends one request (more only if pages are empty, or with {@link #prefetch}). Buffers at most one page and a
     * prefetched one. <b>Scheduler:</b> a thread of the client that read the response, or the thread that requests more
     * items of a buffered page. <b>Error handling:</b> the first failed request ends the stream. So do pages that never
     * end ({@link com.inboxapp.sdk.InboxPaginationException}): a repeated cursor, or a run of 1,000 pages without new
     * items, plus as many as there were pages with new items. The failure has no resume token, since operators such as
     * {@code observeOn} and {@code flatMap} drop their buffered items when it arrives: to resume, use {@link #pages()}
     * and store the token of the last page that you finished. <b>Requests:</b> one per page, and, for threads on more
     * than one page, at least one more at the end.
     *
     * @return the items of all pages in order
     */
    public Flowable<T> items() {
        return source.emit(this, Page::items, false);
    }

    /**
     * Returns the pages, including empty ones. Use this if you want to resume: store {@link Page#resume()} of a
     * page when this page and all pages before it are finished.
     *
     * <pre>{@code
     * pager.pages().concatMapCompletable(page -> handle(page.items()).andThen(keep(page.resumeToken())))
     * }</pre>
     *
     * <p><b>Backpressure:</b> one request per page of demand, and one ahead with {@link #prefetch}. <b>Scheduler</b>,
     * <b>Error handling</b> and <b>Requests:</b> as for {@link #items()}.
     *
     * @return the pages in order, each with the token to resume after it
     */
    public Flowable<Page<T>> pages() {
        return source.emit(this, List::of, false);
    }

    /**
     * Returns the items without Rx. Each iterator starts at the first page, blocks while a page is in flight, and
     * requests a page when it needs an item that is not buffered. It throws the exceptions with which {@link #items()}
     * fails, and {@link com.inboxapp.sdk.InboxInterruptedException} if the thread is interrupted. An iterator that you
     * abandon sends no further request; with {@link #prefetch}, use {@link #stream} and close it.
     *
     * <p>The failure of a request has a resume token ({@link ResumeToken#of}), which points after the items that were
     * taken. This is right for a loop that finishes an item before it takes the next one, and wrong for code that takes
     * items in advance, such as {@code Flowable.fromIterable} with an operator that buffers. An interrupt has no token:
     * use {@link #pages()} if you need to resume after one.
     *
     * @return the items of all pages in order
     */
    public Iterable<T> iterable() {
        return new Iterable<>() {
            @Override
            public Iterator<T> iterator() {
                return blockingIterator();
            }

            @Override
            public Spliterator<T> spliterator() {
                return blockingIterator().spliterator();
            }
        };
    }

    /**
     * Returns a stream of the items, as {@link #iterable()} does; closing it cancels the request in flight.
     * {@code parallel()} has no effect: items are taken one at a time, so that a failure can have a resume token.
     * Operations that collect all items first, such as {@code toList} and {@code sorted}, lose the items when a request
     * fails: start again, or use {@link #pages()}.
     *
     * @return the items of all pages in order
     */
    public Stream<T> stream() {
        PagerIterator<T> iterator = blockingIterator();
        return StreamSupport.stream(iterator.spliterator(), false).onClose(iterator::close);
    }

    private PagerIterator<T> blockingIterator() {
        return new PagerIterator<>(source.operation, source.emit(this, Page::items, true));
    }
}
