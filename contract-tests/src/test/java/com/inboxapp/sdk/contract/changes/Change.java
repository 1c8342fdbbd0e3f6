package com.inboxapp.sdk.contract.changes;

/** What has changed in an operation. */
record Change(Kind kind, String operation) {
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
        return kind + " " + operation + ": " + sdkMethod();
    }
}
