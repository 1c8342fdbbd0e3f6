package com.inboxapp.sdk;

/** The priority of a call among queued calls of all account links. */
public enum Priority {
    /** Goes before all others, for instance because a person waits for the response. */
    HIGH,
    /** The default. */
    NORMAL,
    /** Goes after all others, for instance exports and synchronization. */
    LOW
}
