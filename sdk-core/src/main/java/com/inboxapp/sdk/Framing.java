package com.inboxapp.sdk;

import java.io.IOException;
import java.math.BigInteger;
import java.net.ProtocolException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer ends (RFC 9110, 8.6, and RFC 9112, 6.3), when OkHttp would wait for more, or end it elsewhere. An answer whose end cannot be told
 * is refused: who believes otherwise reads another answer.
 */
enum Framing implements Interceptor {
    STRICT;

    private static final String CONTENT_LENGTH = "Content-Length";
    private static final String TRANSFER_ENCODING = "Transfer-Encoding";
    private static final String CHUNKED = "chunked";
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final long UNKNOWN_LENGTH = -1;
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,19}");
    private static final BigInteger LONGEST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=\\d)");
    private static final Pattern NEGATIVE = Pattern.compile("-[0-9]+");
    /** What OkHttp says of an answer that has a body where there is none. */
    private static final Pattern CONTENT_OF_NONE = Pattern.compile("HTTP (204|205) had non-zero Content-Length: \\d+");

    /** An application's interceptor, since the connection has been given up by then. */
    @Override
    public Response intercept(Chain chain) throws IOException {
        try {
            return chain.proceed(chain.request());
        } catch (ProtocolException e) {
            Matcher said = CONTENT_OF_NONE.matcher(String.valueOf(e.getMessage()));
            if (!said.matches()) {
                throw e;
            }
            // its headers are lost
            return new Response.Builder()
                    .request(chain.request())
                    .protocol(Protocol.HTTP_1_1)
                    .code(Integer.parseInt(said.group(1)))
                    .message("")
                    .body(ResponseBody.create("", null))
                    .build();
        }
    }

    /** The same answer, with the end that it has. */
    static Response of(Response response, @Nullable Connection connection) throws IOException {
        List<String> lengths = values(response, CONTENT_LENGTH)
                .map(length -> LEADING_ZEROS.matcher(length).replaceFirst(""))
                .distinct()
                .toList();
        if (lengths.size() > 1) {
            throw new ProtocolException("the answer has different Content-Length headers");
        }
        boolean http1 = LiveConnections.isHttp1(connection);
        List<String> codings = values(response, TRANSFER_ENCODING)
                .map(coding -> coding.toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.equals("identity"))
                .toList();
        boolean chunked = CHUNKED.equalsIgnoreCase(response.header(TRANSFER_ENCODING));
        if (http1 && !codings.equals(chunked ? List.of(CHUNKED) : List.of())) {
            throw new ProtocolException("the answer has a Transfer-Encoding that the client did not ask for");
        }
        boolean hasLength = !response.headers(CONTENT_LENGTH).isEmpty();
        String length = lengths.isEmpty() ? "" : lengths.get(0);
        if (hasLength && !chunked && !isLength(length)) {
            // OkHttp would read up to the end of a connection that stays open, or could not close it
            throw new ProtocolException(
                    NEGATIVE.matcher(length).matches()
                            ? "Content-Length is negative"
                            : "the answer has a Content-Length that is no length");
        }
        if (!http1 || connection == null) {
            return response;
        }
        if (response.code() == NO_CONTENT || response.code() == NOT_MODIFIED) {
            return withoutBody(response, connection, chunked || (hasLength && !length.equals("0")));
        }
        ResponseBody body = response.body();
        return hasLength && !chunked && body.contentLength() == UNKNOWN_LENGTH
                ? withLength(response, body, Long.parseLong(length))
                : response;
    }

    private static boolean isLength(String text) {
        return LENGTH.matcher(text).matches() && new BigInteger(text).compareTo(LONGEST) <= 0;
    }

    /** The elements of a header that is a list. */
    private static Stream<String> values(Response response, String name) {
        return response.headers(name).stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** Whatever its headers promise: they are those of another answer, to a GET say, or wrong. */
    private static Response withoutBody(Response response, Connection connection, boolean promised) throws IOException {
        if (!promised) {
            return response;
        }
        // first, so that nobody waits for a body
        connection.socket().close();
        response.close();
        return response.newBuilder().body(ResponseBody.create("", null)).build();
    }

    /** OkHttp takes a length that is said twice in one line for none. */
    private static Response withLength(Response response, ResponseBody body, long length) {
        return response.newBuilder()
                .header(CONTENT_LENGTH, String.valueOf(length))
                .body(ResponseBody.create(Okio.buffer(new Exactly(body.source(), length)), body.contentType(), length))
                .build();
    }

    /** So many bytes of a body, and no more. */
    private static final class Exactly extends ForwardingSource {
        private long left;

        Exactly(Source body, long length) {
            super(body);
            left = length;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            if (left == 0) {
                return -1;
            }
            long read = super.read(sink, Math.min(byteCount, left));
            if (read < 0) {
                throw new ProtocolException(Attempt.BROKEN_OFF);
            }
            left -= read;
            return read;
        }
    }
}
