package com.inboxapp.sdk;

import java.io.IOException;
import java.util.Objects;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/**
 * Bounds what a server may send for one answer, as it comes from the network: headers and whatever else is no body included. Over HTTP/2, where
 * answers share a connection, what is bounded is how much may come before any of them gets on.
 */
enum ResponseLimits implements Interceptor {
    ALL;

    /** What OkHttp lets a server send over HTTP/2 before it is read. */
    private static final long HTTP_2_WINDOW = 16 * 1024 * 1024;

    @Override
    public Response intercept(Chain chain) throws IOException {
        Connection connection = chain.connection();
        LimitedSocket socket = connection == null ? null : LimitedSocket.below(connection.socket());
        if (connection == null || socket == null) {
            return chain.proceed(chain.request());
        }
        ByteLimit limit = socket.limit();
        Attempt attempt = chain.call().request().tag(Attempt.class);
        // calls of Retrofit's own type have no bound
        long most = attempt == null ? Long.MAX_VALUE : ByteLimit.forBody(attempt.longestBody());
        if (LiveConnections.isHttp1(connection)) {
            limit.allow(most);
            return chain.proceed(chain.request());
        }
        limit.allowAtLeast(most > Long.MAX_VALUE - HTTP_2_WINDOW ? Long.MAX_VALUE : most + HTTP_2_WINDOW);
        Response response = chain.proceed(chain.request());
        limit.renew();
        ResponseBody body = Objects.requireNonNull(response.body());
        return response.newBuilder()
                .body(ResponseBody.create(
                        Okio.buffer(new Progress(body.source(), limit, most)),
                        body.contentType(),
                        body.contentLength()))
                .build();
    }

    /** A body of HTTP/2: what is read of it is of use. */
    private static final class Progress extends ForwardingSource {
        private final ByteLimit limit;
        private final long most;
        private long count;

        Progress(Source body, ByteLimit limit, long most) {
            super(body);
            this.limit = limit;
            this.most = most;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            long read = super.read(sink, byteCount);
            limit.renew();
            count += Math.max(0, read);
            if (count > most) {
                throw Outcome.TooLarge.onTheWire(most);
            }
            return read;
        }
    }
}
