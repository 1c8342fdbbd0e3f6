package com.inboxapp.sdk.runtime;

/** The two ways to write a pagination cursor into a query string that the Inbox API accepts. */
public enum CursorForm {
    /** {@code cursorId=..&cursorTimestamp=..}, the form that the API prefers. The default. */
    FLAT,
    /** {@code cursor[id]=..&cursor[timestamp]=..}. */
    BRACKETS
}
