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
 * Asks for events for whatever follows them, sees to it that they come on, and looks now and then whether the server's numbers have fallen back.
 * One thread at a time uses it; the state changes in {@link #take} only.
 */
final class EventReader {
    /** How many empty pages in a row may say that there are more events. */
    static final int MOST_EMPTY = 100;

    static final int LARGEST_PAGE = 1_000;

    private static final String OPERATION = "events.list";
    /** How long nothing must have happened before the oldest page is looked at, and between two such looks. */
    private static final Duration IDLE = Duration.ofMinutes(10);
    /** Between two looks that deliveries ask for: a team's old events may be delivered again by the thousand. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final LenientReads reads;
    private final InboxScheduler time;
    private final EventSequence sequence;
    private final Consumer<Throwable> problems;
    private final Predicate<Instant> isNew;
    /** Whether what the server keeps is left out still. */
    private boolean skips;

    private int empty;
    private long movedAt;
    private @Nullable Long lookedAt;

    /**
     * What was read.
     *
     * @param page what comes after the last number
     * @param looked whether the oldest page was looked at
     * @param restart the oldest page of a server that fell back, else null
     */
    record Read(EventList page, boolean looked, @Nullable EventList restart) {}

    /**
     * What a page has brought.
     *
     * @param signals in order
     * @param hasMore whether the server has more events than it has listed
     * @param cameOn whether the last number is another one now
     */
    record News(List<EventSequence.Numbered> signals, boolean hasMore, boolean cameOn) {}

    /**
     * Reads events.
     *
     * @param skips whether what the server keeps is left out
     * @param isNew which times are new nevertheless
     * @param problems hears of pages with events that cannot be read
     */
    EventReader(
            LenientReads reads,
            InboxScheduler time,
            EventSequence sequence,
            boolean skips,
            Predicate<Instant> isNew,
            Consumer<Throwable> problems) {
        this.reads = reads;
        this.time = time;
        this.sequence = sequence;
        this.skips = skips;
        this.isNew = isNew;
        this.problems = problems;
        this.movedAt = time.nanoTime();
    }

    boolean skips() {
        return skips;
    }

    /** Asks for what comes next. */
    Single<Read> read(int limit) {
        return ask(sequence.afterSeq(), skips ? LARGEST_PAGE : limit)
                .flatMap(page -> page.entries().isEmpty() && !page.hasMore() && isTimeToLook()
                        ? look(page)
                        : Single.just(new Read(page, false, null)));
    }

    private Single<EventList> ask(@Nullable Long after, int limit) {
        return reads.events(
                ListEventsQuery.builder().afterSeq(after).limit(limit).build(),
                (failure, unreadable) -> problems.accept(failure));
    }

    private boolean isTimeToLook() {
        if (skips || sequence.lastListed() == null) {
            return false;
        }
        long now = time.nanoTime();
        Long before = lookedAt;
        return sequence.isSuspicious()
                ? before == null || now - before >= BETWEEN_LOOKS.toNanos()
                : now - (before == null ? movedAt : Math.max(movedAt, before)) >= IDLE.toNanos();
    }

    /**
     * The server fell back if it keeps events, and all of them have lower numbers than the last one that it has listed, or another one has
     * that number.
     */
    private Single<Read> look(EventList page) {
        long known = Objects.requireNonNull(sequence.lastListed());
        return ask(null, LARGEST_PAGE).flatMap(oldest -> {
            if (!oldest.hasMore()) {
                boolean fellBack = oldest.isNumbered() && sequence.isBehind(oldest);
                return Single.just(new Read(page, true, fellBack ? oldest : null));
            }
            // what is older is kept, so that it must be there
            boolean isKept = oldest.horizon(-1) < known;
            return ask(Math.max(0, known - 1), 1)
                    .map(there -> new Read(page, true, isKept && sequence.isBehind(there) ? oldest : null));
        });
    }

    /**
     * Takes in what was read.
     *
     * @throws InboxPaginationException if the server says that there are more events, and does not list them
     */
    News take(Read read) {
        if (read.looked()) {
            lookedAt = time.nanoTime();
            sequence.lookedAt();
        }
        if (read.restart() != null) {
            movedAt = time.nanoTime();
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
        boolean cameOn = !Objects.equals(before, sequence.afterSeq());
        if (cameOn) {
            movedAt = time.nanoTime();
        }
        empty = page.hasMore() && page.entries().isEmpty() ? empty + 1 : 0;
        if (page.hasMore() && !cameOn && !sequence.asksAgain()) {
            throw new InboxPaginationException(
                    OPERATION,
                    "the server says that there are more events after " + before + ", and does not list them");
        }
        if (empty == MOST_EMPTY) {
            throw new InboxPaginationException(
                    OPERATION,
                    "the server said " + empty + " times in a row that there are more events, and listed none: after "
                            + before + " by now");
        }
        return new News(signals, page.hasMore(), cameOn || !signals.isEmpty());
    }
}
