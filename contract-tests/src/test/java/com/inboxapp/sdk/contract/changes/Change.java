package com.inboxapp.sdk.contract.changes;

import java.util.Collection;

/**
 * What has changed in an operation.
 *
 * @param gone the parts that it has no more: statuses, parameters, properties
 */
record Change(Kind kind, String operation, Collection<String> gone) {
    /** In the order of weight. */
    enum Kind {
        /** Texts only. */
        EDITORIAL,
        /** What worked goes on working. */
        ADDITIVE,
        /** What worked may work no more. */
        BREAKING
    }

    /** {@code threads.list} is {@code inbox.threads().list(..)}. */
    String sdkMethod() {
        return "inbox." + operation.replace(".", "().") + "(..)";
    }

    @Override
    public String toString() {
        return kind + " " + operation + ": " + sdkMethod() + (gone.isEmpty() ? "" : ", without " + gone);
    }
}
