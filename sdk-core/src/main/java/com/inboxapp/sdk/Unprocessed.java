package com.inboxapp.sdk;

import java.io.IOException;
import java.net.Proxy;
import okhttp3.Connection;
import okhttp3.Response;

/**
 * Thrown when the server has processed nothing of a request that was written, so that it may be written again whatever the operation does.
 */
final class Unprocessed extends IOException {
    private static final long serialVersionUID = 1L;

    /** RFC 9113, 8.7: the stream was refused, by RST_STREAM or by a GOAWAY with a lower id. OkHttp reports both in the same way. */
    private static final String REFUSED = "stream was reset: REFUSED_STREAM";

    /** OkHttp's exception for a GOAWAY that arrived before anything was written. */
    private static final String SHUT_DOWN = "ConnectionShutdownException";

    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private Unprocessed(IOException cause) {
        super(
                "the server processed nothing of it: "
                        + (cause.getMessage() == null ? "it was closing the connection" : cause.getMessage()),
                cause);
    }

    /**
     * Wraps OkHttp's exceptions for this case, which are not public and are recognized by message or class name. Returns any other
     * exception unchanged.
     */
    static IOException wrapIfUnprocessed(IOException failure) {
        return REFUSED.equals(failure.getMessage())
                        || failure.getClass().getSimpleName().equals(SHUT_DOWN)
                ? new Unprocessed(failure)
                : failure;
    }

    /**
     * Returns whether the response states that nothing was processed: a proxy that requires credentials has not forwarded the request. A
     * response of the server itself, through a tunnel, states nothing about a proxy.
     */
    static boolean isReportedBy(Response response, Connection connection) {
        return response.code() == PROXY_AUTHENTICATION_REQUIRED
                && connection.handshake() == null
                && connection.route().proxy().type() == Proxy.Type.HTTP;
    }
}
