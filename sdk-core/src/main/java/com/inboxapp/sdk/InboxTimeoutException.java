package com.inboxapp.sdk;

import org.jspecify.annotations.Nullable;

/**
 * An attempt took longer than it may ({@link CallOptions.Builder#attemptTimeout}), or the server paused for too long, and repeating the
 * request did not help. An operation that sends or creates fails with {@link InboxUnconfirmedException} instead, unless its request was not
 * written at all.
 */
public final class InboxTimeoutException extends InboxException {
    private static final long serialVersionUID = 1L;

    InboxTimeoutException(String operation, int attempts, String message, @Nullable Throwable cause) {
        super(operation, attempts, message, cause);
    }
}
