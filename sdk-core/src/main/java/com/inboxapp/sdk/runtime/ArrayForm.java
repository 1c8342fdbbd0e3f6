package com.inboxapp.sdk.runtime;

/** The three ways to write an array into a query string that the Inbox API accepts ("Encoding objects and arrays"). */
public enum ArrayForm {
    /**
     * {@code ids[0]=1&ids[1]=2}. The default: an array of one element reads as an array. Some servers take only the first 20 indices or so for an
     * array unless they are configured otherwise; {@link #BRACKETS} has no such limit.
     */
    INDICES,
    /** {@code ids[]=1&ids[]=2}. */
    BRACKETS,
    /**
     * {@code ids=1&ids=2}. An array of one element is written {@code ids[]=1}, since a lone {@code ids=1} reads as a scalar.
     */
    REPEAT
}
