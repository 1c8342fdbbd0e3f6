package com.inboxapp.sdk;

/** The client was closed before or while the call ran. Nothing is sent by a client that is closed. */
public final class InboxClosedException extends InboxException {
    private static final long serialVersionUID = 1L;

    InboxClosedException(String operation) {
        super(operation, "the client is closed", null);
    }
}
