package com.inboxapp.sdk.contract.changes;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Something that has changed.
 *
 * @param what the fact, from what and to what, and why it matters
 * @param operations those that it is about; all of them if there is none
 */
record Change(Kind kind, String what, Collection<String> operations) {
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
    private static String sdkMethod(String operation) {
        return "inbox." + operation.replace(".", "().") + "(..)";
    }

    @Override
    public String toString() {
        String methods = operations.stream().map(Change::sdkMethod).collect(Collectors.joining(", "));
        return kind + " " + what + ", in " + (methods.isEmpty() ? "every method" : methods);
    }
}
