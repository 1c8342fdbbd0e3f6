package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxPaginationException;
import com.inboxapp.sdk.model.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
 */
final class Route<T> {
    /** A token is kept somewhere: it does not grow without bound when thousands were imported at one time. */
    private static final int MOST_KNOWN = 1_000;

    private final String operation;
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

    private boolean firstPageOfPass;
    /** What is older than this was read by the pass before; null in the first pass, which reads all. */
    private @Nullable Instant floor;
    /** Where this pass began, null before it has seen an item. */
    private @Nullable Instant top;
    /** The ids of those that were seen where a pass began; they will be met again. */
    private final List<String> known = new ArrayList<>();

    /** Whether what came before is not remembered, since another walk read it. Otherwise nothing on a page is left out unseen. */
    private final boolean forgotten;

    private boolean quiet;
    private int quietPasses;

    private boolean over;
    private @Nullable Cursor landmark;
    private long stepsToLandmark = 1;
    private long steps;

    Route(
            String operation,
            String question,
            @Nullable Cursor start,
            @Nullable Movement<T> movement,
            int mostRemembered,
            int mostPasses,
            @Nullable ResumeToken resumed,
            Consumer<WalkNotice> notices) {
        this.operation = operation;
        this.question = question;
        this.movement = movement;
        this.mostRemembered = mostRemembered;
        this.mostPasses = mostPasses;
        this.notices = notices;
        this.forgotten = resumed != null;
        if (resumed == null) {
            cursor = start;
            firstPageOfPass = true;
        } else {
            cursor = resumed.cursor();
            passes = resumed.passes();
            floor = resumed.floor();
            top = resumed.top();
            known.addAll(resumed.known());
            known.forEach(this::isNew);
            firstPageOfPass = cursor == null;
        }
        landmark = cursor;
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
            goOn(next);
            return items;
        }
        List<T> fresh = new ArrayList<>(items.size());
        boolean passed = false;
        for (T item : items) {
            Instant activity = movement.activity().apply(item);
            if (movement.newestFirst() && floor != null && activity.isBefore(floor)) {
                passed = true;
                if (forgotten) {
                    break;
                }
            }
            String id = movement.id().apply(item);
            remember(activity, id);
            boolean isNew = isNew(id);
            quiet &= !isNew && floor != null && !activity.isAfter(floor);
            if (isNew) {
                fresh.add(item);
            }
        }
        if (next != null && !passed) {
            goOn(next);
        } else {
            endPass();
        }
        return fresh;
    }

    private void goOn(@Nullable Cursor next) {
        firstPageOfPass = false;
        if (next == null) {
            over = true;
        } else {
            refuseCycle(next);
            cursor = next;
        }
    }

    private void endPass() {
        quietPasses = quiet ? quietPasses + 1 : 0;
        if (movement == null || !movement.newestFirst() || firstPageOfPass || quietPasses == 2) {
            over = true;
        } else if (passes == mostPasses) {
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
        firstPageOfPass = true;
        landmark = null;
        stepsToLandmark = 1;
        steps = 0;
    }

    /** The first page has the newest; several may have the same time. */
    private void remember(Instant activity, String id) {
        if (firstPageOfPass && (top == null || activity.isAfter(top))) {
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

    /** Brent's algorithm: finds any cycle of cursors with one of them remembered, however many pages there are. */
    private void refuseCycle(Cursor following) {
        if (following.equals(landmark) || following.equals(cursor)) {
            throw new InboxPaginationException(
                    operation,
                    "the server named a cursor again that it had named before: its pages do not come to an end");
        }
        steps++;
        if (steps == stepsToLandmark) {
            landmark = following;
            stepsToLandmark *= 2;
            steps = 0;
        }
    }
}
