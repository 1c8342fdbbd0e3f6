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
 * Limits the bytes that a server may send for one response, counted on the network: headers and everything else that is not the body
 * included. Over HTTP/2, where responses share a connection, the limit applies to the bytes that arrive before any response makes progress.
 */
enum ResponseLimits implements Interceptor {
    ALL;

    /** The bytes that OkHttp lets a server send over HTTP/2 before they are read. */
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
        // calls of Retrofit's own type have no limit
        long maxBytes = attempt == null ? Long.MAX_VALUE : ByteLimit.forBody(attempt.maxBodyBytes());
        if (StaleConnectionCheck.isHttp1(connection)) {
            limit.allow(maxBytes);
            return chain.proceed(chain.request());
        }
        limit.allowAtLeast(maxBytes > Long.MAX_VALUE - HTTP_2_WINDOW ? Long.MAX_VALUE : maxBytes + HTTP_2_WINDOW);
        Response response = chain.proceed(chain.request());
        limit.renew();
        ResponseBody body = Objects.requireNonNull(response.body());
        return response.newBuilder()
                .body(ResponseBody.create(
                        Okio.buffer(new Progress(body.source(), limit, maxBytes)),
                        body.contentType(),
                        body.contentLength()))
                .build();
    }

    /** An HTTP/2 body. Reading from it counts as progress. */
    private static final class Progress extends ForwardingSource {
        private final ByteLimit limit;
        private final long maxBytes;
        private long count;

        Progress(Source body, ByteLimit limit, long maxBytes) {
            super(body);
            this.limit = limit;
            this.maxBytes = maxBytes;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            long read = super.read(sink, byteCount);
            limit.renew();
            count += Math.max(0, read);
            if (count > maxBytes) {
                throw Outcome.TooLarge.onTheWire(maxBytes);
            }
            return read;
        }
    }
}
