package com.inboxapp.sdk;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when an attempt exceeded the attempt timeout ({@link CallOptions.Builder#attemptTimeout}), the connect timeout or the read
 * timeout, and retries did not help. An operation that sends or creates fails with {@link InboxUnconfirmedException} instead, unless
 * nothing of its request was written.
 */
public final class InboxTimeoutException extends InboxException {
    private static final long serialVersionUID = 1L;

    InboxTimeoutException(String operation, int attempts, String message, @Nullable Throwable cause) {
        super(operation, attempts, message, cause);
    }
}
