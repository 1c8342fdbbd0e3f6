package com.inboxapp.sdk.contract.document;

/** A violation of the document in an exchange. */
public record Problem(Checker checker, String text) {

    /** The part of an exchange in which the problem was found. */
    public enum Checker {
        OPERATION,
        PATH,
        QUERY,
        REQUEST_BODY,
        STATUS,
        HEADER,
        RESPONSE_BODY
    }

    @Override
    public String toString() {
        return checker + ": " + text;
    }
}
