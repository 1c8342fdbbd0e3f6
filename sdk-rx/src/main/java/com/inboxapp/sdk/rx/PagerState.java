package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxPaginationException;
import com.inboxapp.sdk.model.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of a pager: which page to read next, and which of its items are new. It sends no requests. Not thread-safe.
 *
 * <p>A list with its newest items first is read in passes. The first pass reads the whole list. Each later pass reads
 * from the top down to the activity at which the pass before it started: an item that was not seen must have moved
 * above that. A pass of a single page ends the reading, since a page is a consistent snapshot that no item can move
 * across. Two passes in a row without an item newer than the start of the pass before them also end it: there are more
 * items with that same time than fit on a page.
 *
 * <p>Pages may be empty and still have a next cursor; a pass starts at its first item. In a list with such pages, a
 * pass without new items also ends the reading if its first two pages end at the same cursors as those of the pass
 * before. An item that moved would be above the first of these cursors, or, if it has the same time, below it on the
 * second page.
 */
final class PagerState<T> {
    /**
     * The maximum number of ids in a resume token, which is stored: it must not grow without limit if thousands of
     * items have the same time.
     */
    private static final int MAX_TOKEN_IDS = 1_000;
    /**
     * The number of pages of a pass to compare with the pass before: the second page has the items that are as old as
     * the end of the first.
     */
    private static final int HEAD = 2;

    private final String queryKey;
    private final @Nullable ListOrder<T> movement;
    private final int maxTrackedIds;
    private final int maxPasses;
    private final Consumer<PagerWarning> warnings;

    private final Set<String> seen = new HashSet<>();
    private boolean idsExhausted;

    private @Nullable Cursor cursor;
    /** How often the list was read again from the top. */
    private int passes;

    private int pagesOfPass;
    /** The cursors at the end of the first pages of this pass. */
    private List<Optional<Cursor>> head = new ArrayList<>();
    /** The cursors at the end of the first pages of the pass before; empty if unknown. */
    private List<Optional<Cursor>> headBefore = List.of();

    private boolean startsEmpty;
    private boolean hasEmptyPages;
    /**
     * The activity below which the pass before has read everything; null in the first pass, which reads the whole list.
     */
    private @Nullable Instant floor;
    /** The activity at which this pass started, null before its first item. */
    private @Nullable Instant top;
    /** The ids of the items with exactly the activity at which a pass started; they will appear again. */
    private final List<String> known = new ArrayList<>();

    /**
     * Whether earlier items are unknown because another pager returned them. If not, no item of a page is left out
     * unseen.
     */
    private final boolean isResumed;

    /** Whether another pager read the first pages of this pass. */
    private boolean startedByOther;

    private boolean quiet;
    private int quietPasses;

    private boolean over;
    private final PageProgress progress;

    PagerState(
            String operation,
            String queryKey,
            @Nullable Cursor start,
            @Nullable ListOrder<T> movement,
            int maxTrackedIds,
            int maxPasses,
            @Nullable ResumeToken resumed,
            Consumer<PagerWarning> warnings) {
        this.queryKey = queryKey;
        this.movement = movement;
        this.maxTrackedIds = maxTrackedIds;
        this.maxPasses = maxPasses;
        this.warnings = warnings;
        this.isResumed = resumed != null;
        if (resumed == null) {
            cursor = start;
        } else {
            cursor = resumed.cursor();
            passes = resumed.passes();
            floor = resumed.floor();
            top = resumed.top();
            known.addAll(resumed.known());
            known.forEach(this::isNew);
            startedByOther = cursor != null;
        }
        progress = new PageProgress(operation, cursor);
    }

    /** Returns the cursor of the next page; null for the top. */
    @Nullable
    Cursor cursor() {
        return cursor;
    }

    /** Returns whether there are no more pages. */
    boolean isOver() {
        return over;
    }

    /** Returns the token from which another pager can resume; null at the end. */
    @Nullable
    ResumeToken token() {
        return over ? null : new ResumeToken(queryKey, cursor, passes, floor, top, known);
    }

    /**
     * Applies a page.
     *
     * @return the new items on it
     * @throws InboxPaginationException if the pages never end
     */
    List<T> accept(List<T> items, @Nullable Cursor next) {
        if (movement == null) {
            advance(next, !items.isEmpty());
            return items;
        }
        List<T> fresh = new ArrayList<>(items.size());
        boolean passed = false;
        boolean findsTop = top == null;
        for (T item : items) {
            Instant activity = movement.activity().apply(item);
            if (movement.newestFirst() && floor != null && activity.isBefore(floor)) {
                passed = true;
                if (isResumed) {
                    break;
                }
            }
            String id = movement.id().apply(item);
            trackTop(activity, id, findsTop);
            boolean isNew = isNew(id);
            quiet &= !isNew && floor != null && !activity.isAfter(floor);
            if (isNew) {
                fresh.add(item);
            }
        }
        pagesOfPass++;
        recordHead(items, next);
        boolean unchanged = isUnchanged(passed || items.isEmpty());
        if (next != null && !passed && !unchanged) {
            advance(next, !fresh.isEmpty());
        } else {
            endPass(unchanged);
        }
        return fresh;
    }

    private void recordHead(List<T> items, @Nullable Cursor next) {
        hasEmptyPages |= items.isEmpty();
        if (pagesOfPass <= HEAD && !startedByOther) {
            head.add(Optional.ofNullable(next));
            startsEmpty |= pagesOfPass == 1 && items.isEmpty();
        }
    }

    /**
     * Returns whether the list is unchanged since the pass before.
     *
     * @param belowTop whether the former top of the list is above the end of this page
     */
    private boolean isUnchanged(boolean belowTop) {
        return pagesOfPass == HEAD && hasEmptyPages && (belowTop || startsEmpty) && quiet && head.equals(headBefore);
    }

    private void advance(@Nullable Cursor next, boolean hasNewItems) {
        if (next == null) {
            over = true;
        } else {
            progress.advance(next, hasNewItems);
            cursor = next;
        }
    }

    private void endPass(boolean unchanged) {
        quietPasses = quiet ? quietPasses + 1 : 0;
        boolean singlePage = pagesOfPass == 1 && !startedByOther;
        if (movement == null || !movement.newestFirst() || singlePage || unchanged || quietPasses == 2) {
            over = true;
        } else if (passes >= maxPasses) {
            over = true;
            warnings.accept(PagerWarning.ITEMS_MAY_BE_MISSING);
        } else {
            startPass();
        }
    }

    private void startPass() {
        passes++;
        floor = top;
        top = null;
        quiet = true;
        cursor = null;
        pagesOfPass = 0;
        headBefore = head;
        head = new ArrayList<>();
        startsEmpty = false;
        startedByOther = false;
        progress.restart(null);
    }

    /**
     * Tracks the newest activity of a pass and the ids that have it. The first page with an item has the newest ones.
     */
    private void trackTop(Instant activity, String id, boolean findsTop) {
        if (findsTop && (top == null || activity.isAfter(top))) {
            top = activity;
        }
        if (activity.equals(top) && known.size() < MAX_TOKEN_IDS) {
            known.add(id);
        }
    }

    private boolean isNew(String id) {
        if (seen.size() < maxTrackedIds) {
            return seen.add(id);
        }
        if (seen.contains(id)) {
            return false;
        }
        if (!idsExhausted) {
            idsExhausted = true;
            warnings.accept(PagerWarning.DUPLICATES_POSSIBLE);
        }
        return true;
    }
}
