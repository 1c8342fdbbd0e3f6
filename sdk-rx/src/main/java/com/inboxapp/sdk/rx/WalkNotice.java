package com.inboxapp.sdk.rx;

/** What a walk cannot promise any more. */
public enum WalkNotice {
    /** More items came than are remembered ({@link Walk#mostRemembered}): one that moves may come twice. */
    DUPLICATES_POSSIBLE,

    /** The list moved faster than it could be read ({@link Walk#mostPasses}): an item that moved may not have come. */
    ITEMS_MAY_BE_MISSING,

    /** Items of a page could not be read, since they are not what the API documents, and were left out. Only a merged inbox does this. */
    UNREADABLE_ITEMS_LEFT_OUT
}
