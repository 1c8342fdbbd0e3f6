package com.inboxapp.sdk;

/**
 * Stops repeats when the service is down: a token bucket that all calls of a client share. A repeat takes a token, and a success gives a
 * tenth of one back, so that in the long run at most every tenth request is a repeat.
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
