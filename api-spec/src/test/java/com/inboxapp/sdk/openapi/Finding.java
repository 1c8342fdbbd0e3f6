package com.inboxapp.sdk.openapi;

/** A problem of a document, and its place. */
record Finding(Check check, String where, String problem) {

    @Override
    public String toString() {
        return check + " " + where + " " + problem;
    }
}
