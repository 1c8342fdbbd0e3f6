package com.inboxapp.sdk;

import com.inboxapp.sdk.runtime.Safety;
import java.io.IOException;
import java.net.ProtocolException;
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
 * Decides which HTTP/1.1 connections may carry a request. If a server writes unsolicited bytes after a response, they would be taken for
 * the response to the next request on that connection. If a server has closed an idle connection, the next request on it is lost.
 *
 * <p>A request that sends or creates uses a separate connection that carried no request before and carries none afterwards. Other requests
 * share connections. When the server has closed a shared connection or has sent unsolicited bytes on it, the request uses another one
 * within the same attempt. A request without an effect is even written again when this is detected only after writing. If no byte of a
 * response arrived after its request was started, it is the response to another request. HTTP/2 needs none of this: its responses identify
 * their requests, and its connections are read all the time.
 */
record StaleConnectionCheck(ConnectionPool pool) implements Interceptor {
    private static final int PROBE_MILLIS = 1;
    private static final String USED = "it has carried a request before";
    private static final String BROKEN = "it was broken";
    private static final String CLOSED = "the server had closed it";
    private static final String UNSOLICITED = "the server had sent unsolicited data";

    /** Returns whether a request must not share an HTTP/1.1 connection. */
    static boolean needsOwnConnection(Request request) {
        Attempt attempt = request.tag(Attempt.class);
        // calls of Retrofit's own type have no attempt
        return attempt == null ? !request.method().equals("GET") : attempt.needsOwnConnection();
    }

    /** Returns whether a request has no effect, however often it is sent. */
    private static boolean isSafe(Request request) {
        Safety safety = request.tag(Safety.class);
        return safety == null ? request.method().equals("GET") : safety == Safety.SAFE;
    }

    static boolean isHttp1(@Nullable Connection connection) {
        return connection != null
                && (connection.protocol() == Protocol.HTTP_1_1 || connection.protocol() == Protocol.HTTP_1_0);
    }

    /** Tries other connections. This is the last application interceptor, and so the last one that may proceed more than once. */
    @Override
    public Response intercept(Chain chain) throws IOException {
        int unusable = 0;
        int maxRetries = 0;
        while (true) {
            try {
                return chain.proceed(chain.request());
            } catch (Unusable e) {
                // if new connections fail in the same way, too, it is left to the retry policy
                int idle = needsOwnConnection(chain.call().request()) ? 0 : pool.idleConnectionCount();
                maxRetries = Math.max(maxRetries, 1 + idle);
                if (++unusable > maxRetries) {
                    throw e;
                }
            }
        }
    }

    /**
     * Checks the connection that a request is about to be written on.
     *
     * @throws IOException if the connection cannot be used; nothing was written
     */
    static void check(Chain chain, @Nullable Attempt attempt) throws IOException {
        Connection connection = chain.connection();
        if (attempt != null && connection != null) {
            attempt.connectedOver(isHttp1(connection));
        }
        if (connection == null || !isHttp1(connection)) {
            return;
        }
        LimitedSocket below = LimitedSocket.below(connection.socket());
        if (needsOwnConnection(chain.call().request())) {
            // a user's interceptor may have moved the request to connections that were not meant for it
            boolean isUsed = below == null
                    ? attempt != null && !attempt.usesNewConnection()
                    : below.limit().isUsed();
            if (isUsed) {
                throw new Shared(USED);
            }
            checkOpen(connection.socket());
        } else if (below != null && below.limit().isUsed()) {
            if (hasReceived(connection.socket(), below)) {
                throw new Unusable(UNSOLICITED, null);
            }
            if (!isSafe(chain.call().request())) {
                checkOpen(connection.socket());
            }
        }
    }

    /** Writes a request and reads the head of its response. */
    static Response proceed(Chain chain, @Nullable Attempt attempt, StatusLines lines) throws IOException {
        Connection connection = chain.connection();
        if (connection == null || !isHttp1(connection)) {
            return chain.proceed(chain.request());
        }
        LimitedSocket below = LimitedSocket.below(connection.socket());
        if (needsOwnConnection(chain.call().request()) || below == null) {
            // unsolicited bytes after the response could not be detected
            Response response = chain.proceed(
                    chain.request().newBuilder().header("Connection", "close").build());
            lines.first(response);
            return response;
        }
        ByteLimit limit = below.limit();
        boolean used = limit.isUsed();
        Response response;
        try {
            response = chain.proceed(chain.request());
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            if (!used || chain.call().isCanceled()) {
                throw e;
            }
            if (isInvalidStatusLine(e)) {
                throw unsolicited(chain, attempt);
            }
            if (limit.isUntouched() && isSafe(chain.call().request())) {
                allowRewrite(attempt);
                throw new Unusable(CLOSED, e);
            }
            throw e;
        }
        if (!used) {
            lines.first(response);
        } else if (limit.isUntouched() || lines.isBehindAnother(response)) {
            // close the socket first, so that the connection does not return to the pool
            connection.socket().close();
            response.close();
            throw unsolicited(chain, attempt);
        }
        return response;
    }

    /**
     * Returns the exception for a request that received the response to another one. A request with an effect is left to the retry policy.
     */
    private static IOException unsolicited(Chain chain, @Nullable Attempt attempt) {
        if (!isSafe(chain.call().request())) {
            return new Shared(UNSOLICITED);
        }
        allowRewrite(attempt);
        return attempt == null ? new Unusable(UNSOLICITED, null) : new Shared(UNSOLICITED);
    }

    private static void allowRewrite(@Nullable Attempt attempt) {
        if (attempt != null) {
            attempt.allowRewrite();
        }
    }

    /** Returns whether the failure is OkHttp's error for an invalid status line. Its message quotes the line. */
    private static boolean isInvalidStatusLine(IOException failure) {
        return failure instanceof ProtocolException
                && String.valueOf(failure.getMessage()).startsWith("Unexpected status line");
    }

    private static boolean hasReceived(Socket socket, LimitedSocket below) throws IOException {
        try {
            return below.waiting() > 0 || socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new Unusable(BROKEN, e);
        }
    }

    /**
     * Checks that the server has not closed the connection. A server sends nothing unsolicited, so the end of the stream, an error and data
     * (such as a 408 after being idle) all mean that it has closed.
     */
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
            throw new Unusable(BROKEN, e);
        }
        throw new Unusable(first < 0 ? CLOSED : UNSOLICITED, null);
    }

    /** Thrown when the connection has carried a request before and only one that has carried none will do. */
    static final class Shared extends IOException {
        private static final long serialVersionUID = 1L;

        Shared(String why) {
            super("the connection could not be used: " + why);
        }
    }

    /** Thrown when the connection cannot be used but another one may work. */
    private static final class Unusable extends IOException {
        private static final long serialVersionUID = 1L;

        Unusable(String why, @Nullable IOException cause) {
            super("the connection could not be used: " + why, cause);
        }
    }
}
