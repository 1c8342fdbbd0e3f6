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
 * Decides which HTTP/1.1 connections carry a request. What a server writes behind an answer, unasked, would be taken for the answer to the next
 * request on that connection, and a connection that the server closed while it was idle loses the request.
 *
 * <p>A request that sends or creates has a connection of its own: nothing was asked on it before, and nothing is afterwards. Other requests share
 * connections. Each of those is left for another one, within the same attempt, when the server has closed it or has said something unasked; one
 * without an effect is even written again, when that is seen only afterwards. An answer of which nothing came after the request was begun is one
 * to another request. HTTP/2 needs none of it: its answers name their requests, and its connections are read all the time.
 */
record LiveConnections(ConnectionPool pool) implements Interceptor {
    private static final int PROBE_MILLIS = 1;
    private static final String USED = "there was a request on it before";
    private static final String BROKEN = "it was broken";
    private static final String CLOSED = "the server had closed it";
    private static final String UNASKED = "the server had said something unasked";

    /** Whether a request must not share an HTTP/1.1 connection. */
    static boolean needsItsOwn(Request request) {
        Attempt attempt = request.tag(Attempt.class);
        // calls of Retrofit's own type have none
        return attempt == null ? !request.method().equals("GET") : attempt.needsItsOwn();
    }

    /** Whether a request has no effect, however often it is made. */
    private static boolean isSafe(Request request) {
        Safety safety = request.tag(Safety.class);
        return safety == null ? request.method().equals("GET") : safety == Safety.SAFE;
    }

    static boolean isHttp1(@Nullable Connection connection) {
        return connection != null
                && (connection.protocol() == Protocol.HTTP_1_1 || connection.protocol() == Protocol.HTTP_1_0);
    }

    /** The last of the application's interceptors, and so the last one that may proceed more than once. */
    @Override
    public Response intercept(Chain chain) throws IOException {
        int unusable = 0;
        int most = 0;
        while (true) {
            try {
                return chain.proceed(chain.request());
            } catch (Unusable e) {
                // a server that goes on so with new connections is left to the retry policy
                int idle = needsItsOwn(chain.call().request()) ? 0 : pool.idleConnectionCount();
                most = Math.max(most, 1 + idle);
                if (++unusable > most) {
                    throw e;
                }
            }
        }
    }

    /**
     * Looks at the connection that a request is about to be written on.
     *
     * @throws IOException if it cannot be used; nothing was written
     */
    static void check(Chain chain, @Nullable Attempt attempt) throws IOException {
        Connection connection = chain.connection();
        if (attempt != null && connection != null) {
            attempt.isOn(isHttp1(connection));
        }
        if (connection == null || !isHttp1(connection)) {
            return;
        }
        LimitedSocket below = LimitedSocket.below(connection.socket());
        if (needsItsOwn(chain.call().request())) {
            // an interceptor of the user's may have led it to other connections than were meant for it
            boolean isUsed = below == null
                    ? attempt != null && !attempt.isOnItsOwn()
                    : below.limit().isUsed();
            if (isUsed) {
                throw new Shared(USED);
            }
            checkOpen(connection.socket());
        } else if (below != null && below.limit().isUsed()) {
            if (hasReceived(connection.socket(), below)) {
                throw new Unusable(UNASKED, null);
            }
            if (!isSafe(chain.call().request())) {
                checkOpen(connection.socket());
            }
        }
    }

    /** Writes a request, and reads the head of its answer. */
    static Response proceed(Chain chain, @Nullable Attempt attempt, StatusLines lines) throws IOException {
        Connection connection = chain.connection();
        if (connection == null || !isHttp1(connection)) {
            return chain.proceed(chain.request());
        }
        LimitedSocket below = LimitedSocket.below(connection.socket());
        if (needsItsOwn(chain.call().request()) || below == null) {
            // what came behind the answer could not be seen
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
            if (isNoAnswer(e)) {
                throw unasked(chain, attempt);
            }
            if (limit.isUntouched() && isSafe(chain.call().request())) {
                mayWriteAgain(attempt);
                throw new Unusable(CLOSED, e);
            }
            throw e;
        }
        if (!used) {
            lines.first(response);
        } else if (limit.isUntouched() || lines.isBehindAnother(response)) {
            // first, so that the connection is not given back
            connection.socket().close();
            response.close();
            throw unasked(chain, attempt);
        }
        return response;
    }

    /** What becomes of a request that was answered as another one: one with an effect is left to the retry policy. */
    private static IOException unasked(Chain chain, @Nullable Attempt attempt) {
        if (!isSafe(chain.call().request())) {
            return new Shared(UNASKED);
        }
        mayWriteAgain(attempt);
        return attempt == null ? new Unusable(UNASKED, null) : new Shared(UNASKED);
    }

    private static void mayWriteAgain(@Nullable Attempt attempt) {
        if (attempt != null) {
            attempt.mayWriteAgain();
        }
    }

    /** What OkHttp says of a status line that is none, which it quotes. */
    private static boolean isNoAnswer(IOException failure) {
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
            throw new Unusable(BROKEN, e);
        }
        throw new Unusable(first < 0 ? CLOSED : UNASKED, null);
    }

    /** There was a request on the connection before, and only another one on which there was none will do. */
    static final class Shared extends IOException {
        private static final long serialVersionUID = 1L;

        Shared(String why) {
            super("the connection could not be used: " + why);
        }
    }

    /** Another connection may do. */
    private static final class Unusable extends IOException {
        private static final long serialVersionUID = 1L;

        Unusable(String why, @Nullable IOException cause) {
            super("the connection could not be used: " + why, cause);
        }
    }
}
