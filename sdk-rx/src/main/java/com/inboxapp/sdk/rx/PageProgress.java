package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxPaginationException;
import com.inboxapp.sdk.model.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Detects pages that do not come to an end: cursors that come back, and cursors that stay new while their pages bring nothing. One thread at a
 * time uses it.
 */
final class PageProgress {
    /**
     * How many pages in a row may bring nothing, beyond as many as have brought something. A server that filters after it has read a page
     * answers with empty ones, and a list that is read again with known ones; neither goes on like this for ever.
     */
    static final int MOST_BARREN = 1_000;

    private final String operation;
    private @Nullable Cursor cursor;
    private @Nullable Cursor landmark;
    private long stepsToLandmark = 1;
    private long steps;
    private long fruitful;
    private long barren;

    /**
     * Begins to watch pages.
     *
     * @param start the cursor of the first page, or null for the top
     */
    PageProgress(String operation, @Nullable Cursor start) {
        this.operation = operation;
        restart(start);
    }

    /** The pages are read from another place on, where cursors may come that came before. */
    void restart(@Nullable Cursor start) {
        cursor = start;
        landmark = start;
        stepsToLandmark = 1;
        steps = 0;
        barren = 0;
    }

    /**
     * A page was read, and names another one.
     *
     * @param broughtSomething whether anything was on it that had not come before
     * @throws InboxPaginationException if the pages do not come to an end
     */
    void goOn(Cursor following, boolean broughtSomething) {
        refuseCycle(following);
        cursor = following;
        if (broughtSomething) {
            fruitful++;
            barren = 0;
        } else if (++barren >= MOST_BARREN + fruitful) {
            throw new InboxPaginationException(
                    operation,
                    "the server named another page " + barren
                            + " times in a row, and nothing new was on any of them: its pages do not come to an end");
        }
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
