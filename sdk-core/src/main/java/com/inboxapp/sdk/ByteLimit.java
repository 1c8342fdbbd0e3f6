package com.inboxapp.sdk;

/**
 * Limits how many more bytes may arrive on a connection. Bytes are counted as they arrive from the network, below TLS, chunks and
 * compression, since the code that parses those keeps a line or a name in memory until it is complete.
 */
final class ByteLimit {
    /** Bytes allowed for everything other than the body: status lines, headers, trailers, chunk sizes, handshakes. */
    static final long ALLOWANCE = 1024 * 1024;

    private long allowed = ALLOWANCE;
    private long left = ALLOWANCE;
    private boolean used;
    private boolean untouched = true;

    /** Returns how many bytes may arrive for a body of the given maximum length. */
    static long forBody(long maxBodyBytes) {
        return maxBodyBytes > Long.MAX_VALUE - ALLOWANCE ? Long.MAX_VALUE : maxBodyBytes + ALLOWANCE;
    }

    /** Starts a new count, for the response to a request. */
    synchronized void allow(long bytes) {
        allowed = bytes;
        left = bytes;
        used = true;
        untouched = true;
    }

    /** Returns whether the connection has carried a request before. */
    synchronized boolean isUsed() {
        return used;
    }

    /** Returns whether nothing was received since the count last started. */
    synchronized boolean isUntouched() {
        return untouched;
    }

    /** Continues the count, and raises the limit if the given one is larger. */
    synchronized void allowAtLeast(long bytes) {
        if (bytes > allowed) {
            left += bytes - allowed;
            allowed = bytes;
        }
    }

    /** Resets the remaining bytes to the limit, since the last bytes were part of a response body or head. */
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
