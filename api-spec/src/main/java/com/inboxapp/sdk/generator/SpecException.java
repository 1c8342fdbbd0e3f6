package com.inboxapp.sdk.generator;

/** Thrown when the document has something that the generator does not support. The message names the schema, operation or option. */
public final class SpecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SpecException(String where, String problem) {
        super(where + ": " + problem);
    }
}
