package com.inboxapp.sdk;

/**
 * The request or its answer was lost on the way: no connection, or one that broke. Whether the server acted on the request is unknown once a
 * connection had been made.
 */
public final class InboxConnectionException extends InboxException {
    private static final long serialVersionUID = 1L;

    InboxConnectionException(String operation, String message, Throwable cause) {
        super(operation, message, cause);
    }
}
