package com.inboxapp.sdk.runtime;

/** The safety class of an operation, from the OpenAPI document: whether it can be retried. */
public enum Safety {
    /** Only reads. Can be retried. */
    SAFE,
    /** Changes something, but processing it twice has the same effect as once. Can be retried. */
    IDEMPOTENT,
    /**
     * Sends or creates. A retry may deliver the same direct message twice, so it is retried only if the request was certainly not
     * processed.
     */
    UNSAFE
}
