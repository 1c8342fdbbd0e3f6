package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxPaginationException;
import com.inboxapp.sdk.model.Cursor;
import org.jspecify.annotations.Nullable;

/** Detects pages that never end: repeated cursors, and new cursors whose pages have no new items. Not thread-safe. */
final class PageProgress {
    /**
     * The maximum number of consecutive pages without new items, in addition to the number of pages that had new ones.
     * A server that filters a page after reading it returns empty pages, and a list that is read again returns known
     * ones; both end after a limited number.
     */
    static final int MAX_PAGES_WITHOUT_NEW = 1_000;

    private final String operation;
    private @Nullable Cursor cursor;
    private @Nullable Cursor landmark;
    private long stepsToLandmark = 1;
    private long steps;
    private long pagesWithNew;
    private long pagesWithoutNew;

    /**
     * Starts with the first page.
     *
     * @param start the cursor of the first page, or null for the first page of the list
     */
    PageProgress(String operation, @Nullable Cursor start) {
        this.operation = operation;
        restart(start);
    }

    /** Restarts from another position, from which cursors may repeat earlier ones. */
    void restart(@Nullable Cursor start) {
        cursor = start;
        landmark = start;
        stepsToLandmark = 1;
        steps = 0;
        pagesWithoutNew = 0;
    }

    /**
     * Records a page that is followed by another one.
     *
     * @param hasNewItems whether the page had a new item
     * @throws InboxPaginationException if the pages never end
     */
    void advance(Cursor following, boolean hasNewItems) {
        rejectCycle(following);
        cursor = following;
        if (hasNewItems) {
            pagesWithNew++;
            pagesWithoutNew = 0;
        } else if (++pagesWithoutNew >= MAX_PAGES_WITHOUT_NEW + pagesWithNew) {
            throw new InboxPaginationException(
                    operation,
                    "the server returned " + pagesWithoutNew
                            + " pages in a row without a new item, each with a next cursor: its pages never end");
        }
    }

    /** Brent's algorithm: finds any cycle of cursors with a single stored cursor, whatever the number of pages. */
    private void rejectCycle(Cursor following) {
        if (following.equals(landmark) || following.equals(cursor)) {
            throw new InboxPaginationException(
                    operation, "the server returned the same next cursor twice: its pages never end");
        }
        steps++;
        if (steps == stepsToLandmark) {
            landmark = following;
            stepsToLandmark *= 2;
            steps = 0;
        }
    }
}
