package com.inboxapp.sdk;

import java.time.Duration;

/**
 * The call was not made, since the client's own pacing had no room for it in time: the wait would have gone beyond the deadline, or too many
 * calls wait already. Nothing was sent by the attempt that this refused.
 */
public final class InboxThrottledException extends InboxException {
    private static final long serialVersionUID = 1L;

    private final Duration wait;

    InboxThrottledException(String operation, int attempts, String message, Duration wait) {
        super(operation, attempts, message, null);
        this.wait = wait;
    }

    /**
     * How long the call would have had to wait, as far as is known now.
     *
     * @return the wait, longer than what was left until the deadline; zero if the call was refused for the number of those that wait
     */
    public Duration neededWait() {
        return wait;
    }
}
