package com.inboxapp.sdk.runtime;

/** The query parameters of one operation, or an object among them. Implemented by generated classes only. */
public interface QueryParameters {
    /**
     * Writes every parameter that has a value; null and empty arrays leave no trace.
     *
     * @param out where to write
     */
    void writeTo(QueryWriter out);
}
