package com.inboxapp.sdk;

/** Which of several waiting calls goes first, whatever their account links. */
public enum Priority {
    /** Before all others: somebody looks at the screen. */
    HIGH,
    /** What a call has unless it says otherwise. */
    NORMAL,
    /** After all others: exports, synchronisation. */
    LOW
}
