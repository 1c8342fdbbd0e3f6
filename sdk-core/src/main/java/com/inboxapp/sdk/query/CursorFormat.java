package com.inboxapp.sdk.query;

/** The formats of pagination cursors in query strings. The Inbox API accepts both. */
public enum CursorFormat {
    /** {@code cursorId=..&cursorTimestamp=..}. The default, which the API prefers. */
    FLAT,
    /** {@code cursor[id]=..&cursor[timestamp]=..}. */
    BRACKETS
}
