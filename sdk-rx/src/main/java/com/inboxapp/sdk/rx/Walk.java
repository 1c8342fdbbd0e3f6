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
 * A walk over all pages of one operation: as a {@link Flowable} of its items or its pages, or as an {@link Iterable} or {@link Stream} for
 * those who want no Rx.
 *
 * <pre>{@code
 * Walk<InboxThread> walk = rx.threads().walk(query);
 * walk.items().subscribe(thread -> ..);
 * for (InboxThread thread : walk.iterable()) { .. }
 * }</pre>
 *
 * <p>Nothing is sent until something is asked for. Every stream of it begins at the start, and a walk may be used any number of times, by
 * several threads. The methods that set something return another walk.
 *
 * <p><b>Threads move while they are walked:</b> the list is ordered by activity, so a thread that gets a message jumps above the cursor, and a
 * plain walk that has not seen it yet loses it. This one reads from the top again, down to the activity at which it began, until such a pass
 * was a single page, which nothing can move across: each thread that existed at the start comes once. Empty pages in between change nothing of
 * that. With {@code sortOrder} {@code asc} a
 * moved thread comes to the end that is still unread, and is left out if it came before. A walk that begins at a cursor of your own is plain.
 *
 * @param <T> the type of an item
 */
public final class Walk<T> {
    private static final int MOST_REMEMBERED = 1_000_000;
    private static final int MOST_PASSES = 10;

    /** What is asked, in whichever operation it is. */
    private final Source<?, T> source;

    private final int prefetch;
    private final int mostRemembered;
    private final int mostPasses;
    private final @Nullable ResumeToken start;
    private final Consumer<WalkNotice> notices;

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

    /** An operation that answers pages; the type of a page is nobody else's business. */
    record Source<P, T>(
            String operation,
            String question,
            @Nullable Cursor start,
            @Nullable Movement<T> movement,
            Consumer<List<T>> check,
            Fetch<P> fetch,
            Function<P, List<T>> items,
            Function<P, @Nullable Cursor> next) {

        <R> Flowable<R> walked(Walk<T> walk, Function<WalkPage<T>, List<R>> out, boolean finishedWhenTaken) {
            return new PageFlowable<>(() -> new WalkPages<>(this, walk.route(), out, finishedWhenTaken), walk.prefetch);
        }
    }

    private Walk(
            Source<?, T> source,
            int prefetch,
            int mostRemembered,
            int mostPasses,
            @Nullable ResumeToken start,
            Consumer<WalkNotice> notices) {
        this.source = source;
        this.prefetch = prefetch;
        this.mostRemembered = mostRemembered;
        this.mostPasses = mostPasses;
        this.start = start;
        this.notices = notices;
    }

    /**
     * Describes a walk. Generated code calls this for every operation with a cursor.
     *
     * @param operation the operation's id, for messages
     * @param subject what the pages are of beside the query, for instance a thread's id; empty if there is nothing
     * @param query what is asked for on every page
     * @param start where to begin, or null for the first page
     * @param fetch asks for one page
     * @param items the items of a page
     * @param next the cursor that a page names, null on the last page
     * @param <P> the type of a page
     * @param <T> the type of an item
     * @return the walk
     */
    public static <P, T> Walk<T> of(
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
                ResumeToken.question(operation, subject, query),
                start,
                start == null ? Movement.of(query) : null,
                AskedAccount.check(operation, query),
                Objects.requireNonNull(fetch, "fetch"),
                Objects.requireNonNull(items, "items"),
                Objects.requireNonNull(next, "next"));
        return new Walk<>(source, 0, MOST_REMEMBERED, MOST_PASSES, null, notice -> {});
    }

    /**
     * How many pages are fetched before they are asked for. With one, a consumer that takes as long as the server costs the longer of both
     * times and not their sum; more would bring nothing, since each cursor comes with the page before it. A page is fetched ahead only while
     * more is asked for than is held, so that no request is wasted.
     *
     * @param pages 0, the default, or 1
     * @return a walk with this setting
     * @throws IllegalArgumentException for any other number
     */
    public Walk<T> prefetch(int pages) {
        if (pages < 0 || pages > 1) {
            throw new IllegalArgumentException("prefetch must be 0 or 1, but is " + pages);
        }
        return new Walk<>(source, pages, mostRemembered, mostPasses, start, notices);
    }

    /**
     * How many ids are remembered, so that nothing comes twice; only lists that move need any. When there are more,
     * {@link WalkNotice#DUPLICATES_POSSIBLE} says so.
     *
     * @param ids 0 or more; 1,000,000 unless set, for which a million threads take some 100 MB
     * @return a walk with this setting
     * @throws IllegalArgumentException if it is negative
     */
    public Walk<T> mostRemembered(int ids) {
        if (ids < 0) {
            throw new IllegalArgumentException("mostRemembered must not be negative, but is " + ids);
        }
        return new Walk<>(source, prefetch, ids, mostPasses, start, notices);
    }

    /**
     * How often a list that moves is read from the top again at most. When it moves still,
     * {@link WalkNotice#ITEMS_MAY_BE_MISSING} says so.
     *
     * @param passes 0 or more; 10 unless set, of which hardly any is needed
     * @return a walk with this setting
     * @throws IllegalArgumentException if it is negative
     */
    public Walk<T> mostPasses(int passes) {
        if (passes < 0) {
            throw new IllegalArgumentException("mostPasses must not be negative, but is " + passes);
        }
        return new Walk<>(source, prefetch, mostRemembered, passes, start, notices);
    }

    /**
     * Who hears what a walk cannot promise any more.
     *
     * @param listener is told on the thread that delivers the items; what it throws ends the stream
     * @return a walk with this setting
     */
    public Walk<T> onNotice(Consumer<WalkNotice> listener) {
        return new Walk<>(
                source, prefetch, mostRemembered, mostPasses, start, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Goes on where another walk of the same operation with the same query stopped, in this process or another one.
     *
     * <p>Every item that was on none of the finished pages comes, whatever moved in between. If nothing moved, exactly the items that are left
     * come; a thread that moved in between may come again. What an {@link #onNotice} listener was told of the first walk still holds.
     *
     * @param token of the last page that you finished ({@link WalkPage#resume()}), or of the failure of a loop ({@link ResumeToken#of})
     * @return a walk of what is left
     * @throws IllegalArgumentException if the token is of another operation or query
     */
    public Walk<T> resume(ResumeToken token) {
        Objects.requireNonNull(token, "token").check(source.question);
        return new Walk<>(source, prefetch, mostRemembered, mostPasses, token, notices);
    }

    private Route<T> route() {
        return new Route<>(
                source.operation,
                source.question,
                source.start,
                source.movement,
                mostRemembered,
                mostPasses,
                start,
                notices);
    }

    /**
     * What is on the pages.
     *
     * <p><b>Backpressure:</b> a page is requested when an item is asked for that is not held: asking for one item sends one request (more only
     * if pages are empty, or with {@link #prefetch}). At most one page is held, and one that was prefetched. <b>Scheduler:</b> a thread of the
     * client that the answer came to, or the one that asks for more items of a page that is held. <b>Error handling:</b> the first failed
     * request ends the stream. So do pages that do not come to an end ({@link com.inboxapp.sdk.InboxPaginationException}): a cursor that comes
     * back, or 1,000 pages in a row that bring nothing new, beyond as many as have brought something. The failure does not
     * say where to go on, since operators such as {@code observeOn} and {@code flatMap} drop what they hold when it comes: to resume, walk
     * {@link #pages()} and keep the token of the last page that you finished. <b>Requests:</b> one per page, and for threads that are on more than one page one more at the end, at least.
     *
     * @return the items of all pages in order
     */
    public Flowable<T> items() {
        return source.walked(this, WalkPage::items, false);
    }

    /**
     * The pages, empty ones included. This is the form to resume from: keep {@link WalkPage#resume()} of a page once everything on it, and on
     * all pages before it, is done.
     *
     * <pre>{@code
     * walk.pages().concatMapCompletable(page -> handle(page.items()).andThen(keep(page.resume())))
     * }</pre>
     *
     * <p><b>Backpressure:</b> one request per page that is asked for, and one ahead with {@link #prefetch}. <b>Scheduler</b>, <b>Error
     * handling</b> and <b>Requests:</b> as for {@link #items()}.
     *
     * @return the pages in order, each with the token to go on after it
     */
    public Flowable<WalkPage<T>> pages() {
        return source.walked(this, List::of, false);
    }

    /**
     * The items without Rx: each iterator walks from the start, blocks while a page is on its way, and requests a page when an item is asked
     * for that is not held. It throws what {@link #items()} ends with, and {@link com.inboxapp.sdk.InboxInterruptedException} when the thread
     * is interrupted. One that is left early costs nothing more; with {@link #prefetch}, use {@link #stream} and close it.
     *
     * <p>A request that failed says where to go on ({@link ResumeToken#of}): after the items that were taken. That is right for a loop which
     * finishes an item before it takes the next one, and wrong for whatever takes items in advance, such as {@code Flowable.fromIterable} with
     * an operator that holds items. An interruption does not say it: walk {@link #pages()} if you need to resume after one.
     *
     * @return the items of all pages in order
     */
    public Iterable<T> iterable() {
        return new Iterable<>() {
            @Override
            public Iterator<T> iterator() {
                return taken();
            }

            @Override
            public Spliterator<T> spliterator() {
                return taken().spliterator();
            }
        };
    }

    /**
     * As {@link #iterable()}; closing it cancels the request in flight. {@code parallel()} has no effect on it: items are taken one after the
     * other, so that a failure can say where to go on. Operations that collect before they hand on, such as {@code toList} and {@code sorted},
     * lose what they took when a request fails: begin anew after them, or walk {@link #pages()}.
     *
     * @return the items of all pages in order
     */
    public Stream<T> stream() {
        WalkIterator<T> iterator = taken();
        return StreamSupport.stream(iterator.spliterator(), false).onClose(iterator::close);
    }

    private WalkIterator<T> taken() {
        return new WalkIterator<>(source.operation, source.walked(this, WalkPage::items, true));
    }
}
