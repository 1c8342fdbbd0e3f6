package com.inboxapp.sdk.openapi;

/** One thing that is wrong with a document, and where. */
record Finding(Check check, String where, String problem) {

    @Override
    public String toString() {
        return check + " " + where + " " + problem;
    }
}
