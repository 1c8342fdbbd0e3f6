package com.inboxapp.sdk;

import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * How many more bytes a connection may bring. They are counted as they come from the network, below TLS, chunks and compression, since what
 * reads those keeps a line or a name in memory until its end has come.
 */
final class ByteLimit {
    /** For what is no body: status lines, headers, trailers, the sizes of chunks, handshakes. */
    static final long ALLOWANCE = 1024 * 1024;

    private long allowed = ALLOWANCE;
    private long left = ALLOWANCE;

    /** How many bytes may come for a body of a length. */
    static long forBody(long longestBody) {
        return longestBody > Long.MAX_VALUE - ALLOWANCE ? Long.MAX_VALUE : longestBody + ALLOWANCE;
    }

    /** The limit of a connection, or null for one that has none, such as one that the program's own HTTP client opened. */
    static @Nullable ByteLimit of(Socket socket) {
        if (socket instanceof LimitedSocket limited) {
            return limited.limit();
        }
        // a TLS socket passes on the address of the one below
        return socket.getLocalSocketAddress() instanceof LimitedSocket.Address address ? address.limit() : null;
    }

    /** Counts anew. */
    synchronized void allow(long bytes) {
        allowed = bytes;
        left = bytes;
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
        left -= bytes;
        if (left < 0) {
            throw Outcome.TooLarge.onTheWire(allowed);
        }
    }
}
