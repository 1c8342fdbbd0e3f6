package com.inboxapp.sdk.contract.changes;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A change of the document.
 *
 * @param what the changed fact, its old and new value, and why it matters
 * @param operations ids of the affected operations; empty if all are affected
 */
record Change(Kind kind, String what, Collection<String> operations) {
    /** The kinds of changes, the least severe first. */
    enum Kind {
        /** Changes texts only. */
        EDITORIAL,
        /** Programs that use the SDK continue to work. */
        ADDITIVE,
        /** Programs that use the SDK may break. */
        BREAKING
    }

    /** Returns the SDK method of an operation: {@code inbox.threads().list(..)} for {@code threads.list}. */
    private static String sdkMethod(String operation) {
        return "inbox." + operation.replace(".", "().") + "(..)";
    }

    @Override
    public String toString() {
        String methods = operations.stream().map(Change::sdkMethod).collect(Collectors.joining(", "));
        return kind + " " + what + ", in " + (methods.isEmpty() ? "every method" : methods);
    }
}
