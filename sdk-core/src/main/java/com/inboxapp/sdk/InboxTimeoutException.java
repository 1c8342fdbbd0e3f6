package com.inboxapp.sdk;

/** The answer did not come in time. Whether the server acted on the request is unknown. */
public final class InboxTimeoutException extends InboxException {
    private static final long serialVersionUID = 1L;

    InboxTimeoutException(String operation, String message, Throwable cause) {
        super(operation, message, cause);
    }
}
