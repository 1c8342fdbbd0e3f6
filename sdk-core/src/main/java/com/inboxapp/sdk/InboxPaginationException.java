package com.inboxapp.sdk;

import java.util.Objects;

/**
 * Thrown when a paginated list does not end: the server returned a cursor that was used before. The pager fails instead of stopping there,
 * since elements may be missing.
 */
public final class InboxPaginationException extends InboxException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception. For code that pages through a list.
     *
     * @param operation the operation that returns the pages
     * @param message what happened
     */
    public InboxPaginationException(String operation, String message) {
        super(Objects.requireNonNull(operation, "operation"), 0, Objects.requireNonNull(message, "message"), null);
    }
}
