package com.inboxapp.sdk;

import java.io.IOException;
import java.net.Proxy;
import okhttp3.Connection;
import okhttp3.Response;

/**
 * What says that the server has processed nothing of a request that was written, so that it may be written again whatever it does.
 */
final class Unprocessed extends IOException {
    private static final long serialVersionUID = 1L;

    /** RFC 9113, 8.7: the stream was refused, by itself or by a GOAWAY with a lower id, for which OkHttp says the same. */
    private static final String REFUSED = "stream was reset: REFUSED_STREAM";

    /** Of OkHttp, when a GOAWAY came before anything was written. */
    private static final String SHUT_DOWN = "ConnectionShutdownException";

    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private Unprocessed(IOException cause) {
        super(
                "the server processed nothing of it: "
                        + (cause.getMessage() == null ? "it was closing the connection" : cause.getMessage()),
                cause);
    }

    /** OkHttp's own exceptions for it are not public: they are told by what they say. Any other is returned as it is. */
    static IOException orSame(IOException failure) {
        return REFUSED.equals(failure.getMessage())
                        || failure.getClass().getSimpleName().equals(SHUT_DOWN)
                ? new Unprocessed(failure)
                : failure;
    }

    /** A proxy that wants credentials has not passed the request on. The server's own answer, through a tunnel, says nothing of a proxy. */
    static boolean isSaidBy(Response response, Connection connection) {
        return response.code() == PROXY_AUTHENTICATION_REQUIRED
                && connection.handshake() == null
                && connection.route().proxy().type() == Proxy.Type.HTTP;
    }
}
