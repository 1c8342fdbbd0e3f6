package com.inboxapp.sdk.runtime;

/** The three ways to write an array into a query string that the Inbox API accepts ("Encoding objects and arrays"). */
public enum ArrayForm {
    /** {@code ids[0]=1&ids[1]=2}. The default: it cannot be misread, whatever the number of elements. */
    INDICES,
    /** {@code ids[]=1&ids[]=2}. */
    BRACKETS,
    /**
     * {@code ids=1&ids=2}. An array of one element is written {@code ids[]=1}, since a lone {@code ids=1} reads as a scalar.
     */
    REPEAT
}
