package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxPaginationException;
import com.inboxapp.sdk.InboxScheduler;
import com.inboxapp.sdk.model.ListEventsQuery;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Requests events, checks that the pages advance, and checks from time to time whether the server's numbers have fallen
 * back. Not thread-safe; the state changes only in {@link #take}.
 */
final class EventReader {
    /** The maximum number of consecutive empty pages that report more events. */
    static final int MAX_EMPTY_PAGES = 100;

    static final int MAX_PAGE_SIZE = 1_000;

    private static final String OPERATION = "events.list";
    /** The time without an event after which the oldest page is checked, and the time between two such checks. */
    private static final Duration CHECK_AFTER = Duration.ofMinutes(10);
    /**
     * The minimum time between two checks that webhooks trigger: thousands of a team's old events may be delivered
     * again.
     */
    private static final Duration MIN_CHECK_INTERVAL = Duration.ofMinutes(1);

    private final LenientReader reads;
    private final InboxScheduler time;
    private final EventSequence sequence;
    private final Consumer<Throwable> errorListener;
    private final Predicate<Instant> isNew;
    /** Whether the events that the server keeps are still being skipped. */
    private boolean skips;

    private int empty;
    private long advancedAt;
    private @Nullable Long checkedAt;

    /**
     * A response.
     *
     * @param page the events after the last number
     * @param checked whether the oldest page was checked
     * @param restart the oldest page if the server's numbers have fallen back, otherwise null
     */
    record Read(EventList page, boolean checked, @Nullable EventList restart) {}

    /**
     * The outcome of a page.
     *
     * @param signals the signals, in order
     * @param hasMore whether the server has more events after the page
     * @param advanced whether the last number changed
     */
    record News(List<EventSequence.Numbered> signals, boolean hasMore, boolean advanced) {}

    /**
     * Creates a reader.
     *
     * @param skips whether to skip the events that the server keeps
     * @param isNew the times of events that are not skipped
     * @param errorListener receives the failure of a page with events that cannot be decoded
     */
    EventReader(
            LenientReader reads,
            InboxScheduler time,
            EventSequence sequence,
            boolean skips,
            Predicate<Instant> isNew,
            Consumer<Throwable> errorListener) {
        this.reads = reads;
        this.time = time;
        this.sequence = sequence;
        this.skips = skips;
        this.isNew = isNew;
        this.errorListener = errorListener;
        this.advancedAt = time.nanoTime();
    }

    boolean skips() {
        return skips;
    }

    /** Requests the next page. */
    Single<Read> read(int limit) {
        return request(sequence.afterSeq(), skips ? MAX_PAGE_SIZE : limit)
                .flatMap(page -> page.entries().isEmpty() && !page.hasMore() && isCheckDue()
                        ? checkOldestPage(page)
                        : Single.just(new Read(page, false, null)));
    }

    private Single<EventList> request(@Nullable Long after, int limit) {
        return reads.events(
                ListEventsQuery.builder().afterSeq(after).limit(limit).build(),
                (failure, unreadable) -> errorListener.accept(failure));
    }

    private boolean isCheckDue() {
        if (skips || sequence.lastListed() == null) {
            return false;
        }
        long now = time.nanoTime();
        Long before = checkedAt;
        return sequence.isSuspicious()
                ? before == null || now - before >= MIN_CHECK_INTERVAL.toNanos()
                : now - (before == null ? advancedAt : Math.max(advancedAt, before)) >= CHECK_AFTER.toNanos();
    }

    /**
     * Checks the oldest page. The numbers have fallen back if the server keeps events that are all below the last
     * listed number, or if that number now belongs to another event.
     */
    private Single<Read> checkOldestPage(EventList page) {
        long known = Objects.requireNonNull(sequence.lastListed());
        return request(null, MAX_PAGE_SIZE).flatMap(oldest -> {
            if (!oldest.hasMore()) {
                boolean fellBack = oldest.isNumbered() && sequence.isBehind(oldest);
                return Single.just(new Read(page, true, fellBack ? oldest : null));
            }
            // the server keeps older events, so it must also have the last listed one
            boolean isKept = oldest.horizon(-1) < known;
            return request(Math.max(0, known - 1), 1)
                    .map(there -> new Read(page, true, isKept && sequence.isBehind(there) ? oldest : null));
        });
    }

    /**
     * Applies a response to the state.
     *
     * @throws InboxPaginationException if the server reports more events but does not list them
     */
    News take(Read read) {
        if (read.checked()) {
            checkedAt = time.nanoTime();
            sequence.fallbackChecked();
        }
        if (read.restart() != null) {
            advancedAt = time.nanoTime();
            empty = 0;
            return new News(
                    sequence.restart(read.restart(), time.now()), read.restart().hasMore(), true);
        }
        return take(read.page());
    }

    private News take(EventList page) {
        Long before = sequence.afterSeq();
        List<EventSequence.Numbered> signals;
        if (skips) {
            signals = sequence.skip(page, isNew);
            skips = page.hasMore();
        } else {
            signals = sequence.page(page, time.now());
        }
        boolean advanced = !Objects.equals(before, sequence.afterSeq());
        if (advanced) {
            advancedAt = time.nanoTime();
        }
        empty = page.hasMore() && page.entries().isEmpty() ? empty + 1 : 0;
        if (page.hasMore() && !advanced && !sequence.retriesGap()) {
            throw new InboxPaginationException(
                    OPERATION, "the server reports more events after " + before + ", but does not list them");
        }
        if (empty == MAX_EMPTY_PAGES) {
            throw new InboxPaginationException(
                    OPERATION,
                    "the server reported more events with " + empty + " empty pages in a row: the last one is after "
                            + before);
        }
        return new News(signals, page.hasMore(), advanced || !signals.isEmpty());
    }
}
