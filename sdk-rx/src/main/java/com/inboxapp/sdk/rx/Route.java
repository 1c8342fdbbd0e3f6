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
 * Which page a walk reads next, and what on it is new. It only decides; one thread at a time uses it.
 *
 * <p>A list with its newest items first is read in passes. The first one reads all of it, each later one from the top down to the activity at
 * which the pass before it began: what was not seen yet has moved above that since, or it would have been seen. A pass of a single page ends
 * the walk, since a page is answered at one moment, and nothing can have moved across it. So do two passes in a row in which nothing was
 * newer than where the pass before them began: there are more items of that very time than a page holds.
 *
 * <p>Pages may be empty and name another one; a pass began where its first item was. In a list with such pages, a pass with nothing new ends
 * the walk as well if its first two pages end at the cursors at which those of the pass before ended: whatever had moved would stand above the
 * first of these cursors, or, with the very time of it, below it on the second page.
 */
final class Route<T> {
    /** A token is kept somewhere: it does not grow without bound when thousands were imported at one time. */
    private static final int MOST_KNOWN = 1_000;
    /** How many pages of a pass are compared with those of the pass before: the second one has what is as old as the end of the first. */
    private static final int HEAD = 2;

    private final String question;
    private final @Nullable Movement<T> movement;
    private final int mostRemembered;
    private final int mostPasses;
    private final Consumer<WalkNotice> notices;

    private final Set<String> seen = new HashSet<>();
    private boolean forgetful;

    private @Nullable Cursor cursor;
    /** How often it began at the top again. */
    private int passes;

    private int pagesOfPass;
    /** Where the first pages of this pass end. */
    private List<Optional<Cursor>> head = new ArrayList<>();
    /** Where the first pages of the pass before ended; empty if that is not known. */
    private List<Optional<Cursor>> headBefore = List.of();

    private boolean beginsEmpty;
    private boolean hasEmptyPages;
    /** What is older than this was read by the pass before; null in the first pass, which reads all. */
    private @Nullable Instant floor;
    /** Where this pass began, null before it has seen an item. */
    private @Nullable Instant top;
    /** The ids of those that were seen where a pass began; they will be met again. */
    private final List<String> known = new ArrayList<>();

    /** Whether what came before is not remembered, since another walk read it. Otherwise nothing on a page is left out unseen. */
    private final boolean forgotten;

    /** Whether the first pages of this pass were read by another walk. */
    private boolean beganBefore;

    private boolean quiet;
    private int quietPasses;

    private boolean over;
    private final PageProgress progress;

    Route(
            String operation,
            String question,
            @Nullable Cursor start,
            @Nullable Movement<T> movement,
            int mostRemembered,
            int mostPasses,
            @Nullable ResumeToken resumed,
            Consumer<WalkNotice> notices) {
        this.question = question;
        this.movement = movement;
        this.mostRemembered = mostRemembered;
        this.mostPasses = mostPasses;
        this.notices = notices;
        this.forgotten = resumed != null;
        if (resumed == null) {
            cursor = start;
        } else {
            cursor = resumed.cursor();
            passes = resumed.passes();
            floor = resumed.floor();
            top = resumed.top();
            known.addAll(resumed.known());
            known.forEach(this::isNew);
            beganBefore = cursor != null;
        }
        progress = new PageProgress(operation, cursor);
    }

    /** Where the next page begins; null is the top. */
    @Nullable
    Cursor cursor() {
        return cursor;
    }

    /** Whether there is no other page. */
    boolean isOver() {
        return over;
    }

    /** Where another walk would go on, null at the end. */
    @Nullable
    ResumeToken token() {
        return over ? null : new ResumeToken(question, cursor, passes, floor, top, known);
    }

    /**
     * Goes on after a page.
     *
     * @return what is new on it
     * @throws InboxPaginationException if the walk would never end
     */
    List<T> accept(List<T> items, @Nullable Cursor next) {
        if (movement == null) {
            goOn(next, !items.isEmpty());
            return items;
        }
        List<T> fresh = new ArrayList<>(items.size());
        boolean passed = false;
        boolean findsTop = top == null;
        for (T item : items) {
            Instant activity = movement.activity().apply(item);
            if (movement.newestFirst() && floor != null && activity.isBefore(floor)) {
                passed = true;
                if (forgotten) {
                    break;
                }
            }
            String id = movement.id().apply(item);
            remember(activity, id, findsTop);
            boolean isNew = isNew(id);
            quiet &= !isNew && floor != null && !activity.isAfter(floor);
            if (isNew) {
                fresh.add(item);
            }
        }
        pagesOfPass++;
        note(items, next);
        boolean stands = standsStill(passed || items.isEmpty());
        if (next != null && !passed && !stands) {
            goOn(next, !fresh.isEmpty());
        } else {
            endPass(stands);
        }
        return fresh;
    }

    private void note(List<T> items, @Nullable Cursor next) {
        hasEmptyPages |= items.isEmpty();
        if (pagesOfPass <= HEAD && !beganBefore) {
            head.add(Optional.ofNullable(next));
            beginsEmpty |= pagesOfPass == 1 && items.isEmpty();
        }
    }

    /**
     * Whether the list stands as it stood for the pass before.
     *
     * @param belowTop whether what was at the top then is above the end of this page
     */
    private boolean standsStill(boolean belowTop) {
        return pagesOfPass == HEAD && hasEmptyPages && (belowTop || beginsEmpty) && quiet && head.equals(headBefore);
    }

    private void goOn(@Nullable Cursor next, boolean broughtSomething) {
        if (next == null) {
            over = true;
        } else {
            progress.goOn(next, broughtSomething);
            cursor = next;
        }
    }

    private void endPass(boolean stands) {
        quietPasses = quiet ? quietPasses + 1 : 0;
        boolean singlePage = pagesOfPass == 1 && !beganBefore;
        if (movement == null || !movement.newestFirst() || singlePage || stands || quietPasses == 2) {
            over = true;
        } else if (passes >= mostPasses) {
            over = true;
            notices.accept(WalkNotice.ITEMS_MAY_BE_MISSING);
        } else {
            beginAtTop();
        }
    }

    private void beginAtTop() {
        passes++;
        floor = top;
        top = null;
        quiet = true;
        cursor = null;
        pagesOfPass = 0;
        headBefore = head;
        head = new ArrayList<>();
        beginsEmpty = false;
        beganBefore = false;
        progress.restart(null);
    }

    /** The first page with anything on it has the newest; several may have the same time. */
    private void remember(Instant activity, String id, boolean findsTop) {
        if (findsTop && (top == null || activity.isAfter(top))) {
            top = activity;
        }
        if (activity.equals(top) && known.size() < MOST_KNOWN) {
            known.add(id);
        }
    }

    private boolean isNew(String id) {
        if (seen.size() < mostRemembered) {
            return seen.add(id);
        }
        if (seen.contains(id)) {
            return false;
        }
        if (!forgetful) {
            forgetful = true;
            notices.accept(WalkNotice.DUPLICATES_POSSIBLE);
        }
        return true;
    }
}
