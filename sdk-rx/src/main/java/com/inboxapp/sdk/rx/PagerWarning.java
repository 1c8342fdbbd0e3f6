package com.inboxapp.sdk.rx;

/** A weakened guarantee of a pager. */
public enum PagerWarning {
    /**
     * There were more items than tracked ids ({@link Pager#maxTrackedIds}): an item that moves may be returned twice.
     */
    DUPLICATES_POSSIBLE,

    /** The list moved faster than it could be read ({@link Pager#maxPasses}): an item that moved may be missing. */
    ITEMS_MAY_BE_MISSING,

    /**
     * Items of a page could not be decoded, because they are not as the API documents them, and were left out. Only a
     * merged inbox does this.
     */
    UNREADABLE_ITEMS_LEFT_OUT
}
