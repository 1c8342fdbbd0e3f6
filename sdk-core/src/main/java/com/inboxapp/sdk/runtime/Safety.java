package com.inboxapp.sdk.runtime;

/** What repeating an operation does, as the OpenAPI document says of each of them. */
public enum Safety {
    /** Reads only: may be repeated at will. */
    SAFE,
    /** Changes something, but twice is as good as once: may be repeated. */
    IDEMPOTENT,
    /** Sends or creates: a repeat may deliver the same direct message twice, so it is never repeated when in doubt. */
    UNSAFE
}
