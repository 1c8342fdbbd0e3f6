package com.inboxapp.sdk.query;

/** The formats of arrays in query strings. The Inbox API accepts all of them (see "Encoding objects and arrays" in its introduction). */
public enum ArrayFormat {
    /**
     * {@code ids[0]=1&ids[1]=2}. The default: an array of one element is parsed as an array. Some servers parse only about the first 20
     * indices as an array by default; {@link #BRACKETS} has no such limit.
     */
    INDICES,
    /** {@code ids[]=1&ids[]=2}. */
    BRACKETS,
    /**
     * {@code ids=1&ids=2}. An array of one element is encoded as {@code ids[]=1}, since a single {@code ids=1} is parsed as a scalar.
     */
    REPEAT
}
