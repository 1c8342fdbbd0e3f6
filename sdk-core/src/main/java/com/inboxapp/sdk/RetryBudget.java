package com.inboxapp.sdk;

/**
 * Stops retries when the service is down: a token bucket that all calls of a client share. A retry takes a token, and a success returns a
 * tenth of one, so that in the long run at most every tenth request is a retry.
 */
final class RetryBudget {
    static final int REPEATS = 50;
    private static final int PARTS = 10;

    private int parts = REPEATS * PARTS;

    synchronized boolean take() {
        if (parts < PARTS) {
            return false;
        }
        parts -= PARTS;
        return true;
    }

    synchronized void succeeded() {
        parts = Math.min(parts + 1, REPEATS * PARTS);
    }
}
