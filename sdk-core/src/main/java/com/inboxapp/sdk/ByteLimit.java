package com.inboxapp.sdk;

/**
 * How many more bytes a connection may bring. They are counted as they come from the network, below TLS, chunks and compression, since what
 * reads those keeps a line or a name in memory until its end has come.
 */
final class ByteLimit {
    /** For what is no body: status lines, headers, trailers, the sizes of chunks, handshakes. */
    static final long ALLOWANCE = 1024 * 1024;

    private long allowed = ALLOWANCE;
    private long left = ALLOWANCE;
    private boolean used;
    private boolean untouched = true;

    /** How many bytes may come for a body of a length. */
    static long forBody(long longestBody) {
        return longestBody > Long.MAX_VALUE - ALLOWANCE ? Long.MAX_VALUE : longestBody + ALLOWANCE;
    }

    /** Counts anew, for the answer to a request. */
    synchronized void allow(long bytes) {
        allowed = bytes;
        left = bytes;
        used = true;
        untouched = true;
    }

    /** Whether there was a request before. */
    synchronized boolean isUsed() {
        return used;
    }

    /** Whether nothing was received since it last began to count. */
    synchronized boolean isUntouched() {
        return untouched;
    }

    /** Goes on counting, but up to a number that is not smaller. */
    synchronized void allowAtLeast(long bytes) {
        if (bytes > allowed) {
            left += bytes - allowed;
            allowed = bytes;
        }
    }

    /** The last bytes were of use: as many as before may follow. */
    synchronized void renew() {
        left = allowed;
    }

    synchronized void received(long bytes) throws Outcome.TooLarge {
        untouched &= bytes == 0;
        left -= bytes;
        if (left < 0) {
            throw Outcome.TooLarge.onTheWire(allowed);
        }
    }
}
