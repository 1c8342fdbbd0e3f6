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
 * Determines where a response ends (RFC 9110, 8.6, and RFC 9112, 6.3) in the cases where OkHttp would wait for more or end it elsewhere.
 * Rejects a response whose end is ambiguous: with a wrong end, the client would read the bytes of another response.
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
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=\\d)");
    private static final Pattern NEGATIVE = Pattern.compile("-[0-9]+");
    /** OkHttp's message for a response that has a body although its status allows none. */
    private static final Pattern UNEXPECTED_CONTENT =
            Pattern.compile("HTTP (204|205) had non-zero Content-Length: \\d+");

    /**
     * Replaces OkHttp's exception by an empty response. This is an application interceptor, since the connection has been closed by then.
     */
    @Override
    public Response intercept(Chain chain) throws IOException {
        try {
            return chain.proceed(chain.request());
        } catch (ProtocolException e) {
            Matcher message = UNEXPECTED_CONTENT.matcher(String.valueOf(e.getMessage()));
            if (!message.matches()) {
                throw e;
            }
            // the exception does not carry the headers
            return new Response.Builder()
                    .request(chain.request())
                    .protocol(Protocol.HTTP_1_1)
                    .code(Integer.parseInt(message.group(1)))
                    .message("")
                    .body(ResponseBody.create("", null))
                    .build();
        }
    }

    /** Returns the response with the correct end of its body. */
    static Response of(Response response, @Nullable Connection connection) throws IOException {
        List<String> lengths = values(response, CONTENT_LENGTH)
                .map(length -> LEADING_ZEROS.matcher(length).replaceFirst(""))
                .distinct()
                .toList();
        if (lengths.size() > 1) {
            throw new ProtocolException("the response has different Content-Length headers");
        }
        boolean http1 = StaleConnectionCheck.isHttp1(connection);
        List<String> codings = values(response, TRANSFER_ENCODING)
                .map(coding -> coding.toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.equals("identity"))
                .toList();
        boolean chunked = CHUNKED.equalsIgnoreCase(response.header(TRANSFER_ENCODING));
        if (http1 && !codings.equals(chunked ? List.of(CHUNKED) : List.of())) {
            throw new ProtocolException("the response has a Transfer-Encoding that the client did not ask for");
        }
        boolean hasLength = !response.headers(CONTENT_LENGTH).isEmpty();
        String length = lengths.isEmpty() ? "" : lengths.get(0);
        if (hasLength && !chunked && !isLength(length)) {
            // OkHttp would read to the end of the connection, which stays open, or could not close it
            throw new ProtocolException(
                    NEGATIVE.matcher(length).matches()
                            ? "Content-Length is negative"
                            : "the response has a Content-Length that is not a length");
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
        return LENGTH.matcher(text).matches() && new BigInteger(text).compareTo(MAX) <= 0;
    }

    /** Returns the elements of a list header. */
    private static Stream<String> values(Response response, String name) {
        return response.headers(name).stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** Removes the body, whatever the headers announce: they belong to another response, such as one to a GET, or are wrong. */
    private static Response withoutBody(Response response, Connection connection, boolean announced)
            throws IOException {
        if (!announced) {
            return response;
        }
        // close the socket first, so that closing the response does not wait for a body
        connection.socket().close();
        response.close();
        return response.newBuilder().body(ResponseBody.create("", null)).build();
    }

    /** Sets the length. OkHttp treats a length that is repeated within one header line as missing. */
    private static Response withLength(Response response, ResponseBody body, long length) {
        return response.newBuilder()
                .header(CONTENT_LENGTH, String.valueOf(length))
                .body(ResponseBody.create(
                        Okio.buffer(new FixedLengthSource(body.source(), length)), body.contentType(), length))
                .build();
    }

    /** Reads exactly the given number of bytes of a body. */
    private static final class FixedLengthSource extends ForwardingSource {
        private long left;

        FixedLengthSource(Source body, long length) {
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
                throw new ProtocolException(Attempt.UNEXPECTED_END);
            }
            left -= read;
            return read;
        }
    }
}
