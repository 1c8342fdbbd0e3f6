package com.inboxapp.sdk;

import org.jspecify.annotations.Nullable;

/**
 * The client was closed. Before the call, nothing was sent, and {@link #getCause()} is null. While the call ran, there is a cause, and whether
 * the server acted on the request is unknown.
 */
public final class InboxClosedException extends InboxException {
    private static final long serialVersionUID = 1L;

    InboxClosedException(String operation, String message, @Nullable Throwable cause) {
        super(operation, message, cause);
    }
}
