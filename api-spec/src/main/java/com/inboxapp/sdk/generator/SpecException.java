package com.inboxapp.sdk.generator;

/** The document says something that this generator does not understand, and it never guesses. The message names the place. */
public final class SpecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SpecException(String where, String problem) {
        super(where + ": " + problem);
    }
}
