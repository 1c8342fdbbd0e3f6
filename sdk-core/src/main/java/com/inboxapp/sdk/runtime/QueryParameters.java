package com.inboxapp.sdk.runtime;

/** The query parameters of an operation, or an object among them. Only generated classes implement it. */
public interface QueryParameters {
    /**
     * Writes all parameters that have a value. Omits nulls and empty arrays.
     *
     * @param out the writer
     */
    void writeTo(QueryWriter out);
}
