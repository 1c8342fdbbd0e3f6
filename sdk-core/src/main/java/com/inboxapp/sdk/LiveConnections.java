package com.inboxapp.sdk;

import com.inboxapp.sdk.runtime.Safety;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Keeps requests that send or create off connections that the server has closed while they were idle: written on one of these, such a request
 * is lost, and nobody can tell whether it was processed. Each is sent on the next connection of the pool, or on a new one, within the same
 * attempt. HTTP/2 needs none of it: its connections are read all the time.
 */
record LiveConnections(ConnectionPool pool) implements Interceptor {
    private static final int PROBE_MILLIS = 1;

    /** The last of the application's interceptors, and so the last one that may proceed more than once. */
    @Override
    public Response intercept(Chain chain) throws IOException {
        int dead = 0;
        int most = 0;
        while (true) {
            try {
                return chain.proceed(chain.request());
            } catch (DeadConnection e) {
                // a server that closes new connections, too, is left to the retry policy
                most = Math.max(most, 1 + pool.idleConnectionCount());
                if (++dead > most) {
                    throw e;
                }
            }
        }
    }

    /**
     * Looks at the connection that a request is about to be written on.
     *
     * @throws DeadConnection if the server has closed it; nothing was written
     */
    static void check(Chain chain) throws IOException {
        Connection connection = chain.connection();
        if (connection != null && mustNotBeLost(chain.call().request()) && isHttp1(connection.protocol())) {
            checkOpen(connection.socket());
        }
    }

    private static boolean mustNotBeLost(Request request) {
        Safety safety = request.tag(Safety.class);
        // calls of Retrofit's own type have no safety class
        return safety == null ? !request.method().equals("GET") : safety == Safety.UNSAFE;
    }

    private static boolean isHttp1(Protocol protocol) {
        return protocol == Protocol.HTTP_1_1 || protocol == Protocol.HTTP_1_0;
    }

    /** A server says nothing unasked: the end of the stream, an error and data (a 408 for having been idle) all mean that it has closed. */
    private static void checkOpen(Socket socket) throws IOException {
        int first;
        try {
            int timeout = socket.getSoTimeout();
            socket.setSoTimeout(PROBE_MILLIS);
            try {
                first = socket.getInputStream().read();
            } catch (SocketTimeoutException silent) {
                socket.setSoTimeout(timeout);
                return;
            }
        } catch (IOException e) {
            throw new DeadConnection("it was broken", e);
        }
        throw new DeadConnection(
                first < 0 ? "the server had closed it" : "the server had said something unasked", null);
    }

    /** Nothing was written on it. */
    private static final class DeadConnection extends IOException {
        private static final long serialVersionUID = 1L;

        DeadConnection(String why, @Nullable IOException cause) {
            super("the connection could not be used: " + why, cause);
        }
    }
}
