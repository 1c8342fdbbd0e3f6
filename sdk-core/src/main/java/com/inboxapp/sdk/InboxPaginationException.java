package com.inboxapp.sdk;

import java.util.Objects;

/**
 * The server's pages do not come to an end: a cursor came back that was used before. Nothing is left out in silence, so the walk fails
 * instead of stopping there.
 */
public final class InboxPaginationException extends InboxException {
    private static final long serialVersionUID = 1L;

    /**
     * Called by whatever walks pages.
     *
     * @param operation the operation that answers the pages
     * @param message what was seen
     */
    public InboxPaginationException(String operation, String message) {
        super(Objects.requireNonNull(operation, "operation"), 0, Objects.requireNonNull(message, "message"), null);
    }
}
