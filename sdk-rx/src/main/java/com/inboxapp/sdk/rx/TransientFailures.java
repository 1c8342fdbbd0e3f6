package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxApiException;
import com.inboxapp.sdk.InboxConnectionException;
import com.inboxapp.sdk.InboxDeadlineException;
import com.inboxapp.sdk.InboxRateLimitException;
import com.inboxapp.sdk.InboxTimeoutException;

/** Classifies the failures of a read that are transient, so that a poller waits and retries. */
final class TransientFailures {
    private static final int REQUEST_TIMEOUT = 408;

    private TransientFailures() {}

    static boolean is(Throwable failure) {
        return failure instanceof InboxConnectionException
                || failure instanceof InboxTimeoutException
                || failure instanceof InboxDeadlineException
                || failure instanceof InboxRateLimitException
                || failure instanceof InboxApiException.RateLimited
                || failure instanceof InboxApiException.ServerError
                || (failure instanceof InboxApiException api && api.status() == REQUEST_TIMEOUT);
    }
}
