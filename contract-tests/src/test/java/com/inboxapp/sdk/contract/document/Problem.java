package com.inboxapp.sdk.contract.document;

/** Something in an exchange that the document does not say. */
public record Problem(Checker checker, String text) {

    /** What looks at an exchange. */
    public enum Checker {
        OPERATION,
        PATH,
        QUERY,
        REQUEST_BODY,
        STATUS,
        HEADER,
        ANSWER_BODY
    }

    @Override
    public String toString() {
        return checker + ": " + text;
    }
}
