package com.inboxapp.sdk;

import java.time.Duration;

/**
 * Thrown when the client's own rate limiter did not admit a request: the wait would have exceeded the deadline, too many calls were queued
 * already, or the rate limiter failed. The rejected attempt sent nothing.
 */
public final class InboxRateLimitException extends InboxException {
    private static final long serialVersionUID = 1L;

    private final Duration wait;

    InboxRateLimitException(String operation, int attempts, String message, Duration wait) {
        super(operation, attempts, message, null);
        this.wait = wait;
    }

    /**
     * Returns how long the request would have had to wait, as far as it was known.
     *
     * @return the wait, longer than the time left until the deadline; zero if too many calls were queued or the rate limiter failed
     */
    public Duration requiredWait() {
        return wait;
    }
}
