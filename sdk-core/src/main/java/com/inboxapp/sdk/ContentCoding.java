package com.inboxapp.sdk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** Requests gzip and inflates it. OkHttp would do the same, but it buffers the fields of a gzip header in memory without a limit. */
enum ContentCoding implements Interceptor {
    GZIP;

    private static final String ACCEPT_ENCODING = "Accept-Encoding";
    private static final String CONTENT_ENCODING = "Content-Encoding";
    /** The registered codings. Error messages do not name others, since a server may send any text as a name. */
    private static final Set<String> REGISTERED =
            Set.of("br", "compress", "x-compress", "deflate", "gzip", "x-gzip", "zstd");

    /** Runs after the user's application interceptors, so that those see the same response that OkHttp would show them. */
    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (request.header(ACCEPT_ENCODING) != null || request.header("Range") != null) {
            // the code that set the header decodes the response
            return chain.proceed(request);
        }
        return decoded(chain.proceed(
                request.newBuilder().header(ACCEPT_ENCODING, "gzip").build()));
    }

    /** Returns the response with its body inflated, if gzip is its only coding. */
    static Response decoded(Response response) {
        List<String> codings = codings(response);
        if (codings.size() != 1 || !codings.get(0).matches("gzip|x-gzip")) {
            return response;
        }
        ResponseBody body = Objects.requireNonNull(response.body());
        return response.newBuilder()
                .headers(response.headers()
                        .newBuilder()
                        .removeAll(CONTENT_ENCODING)
                        .removeAll("Content-Length")
                        .build())
                .body(ResponseBody.create(Okio.buffer(new Gunzip(body.source())), body.contentType(), -1))
                .build();
    }

    /** Returns the codings of a body that cannot be decoded, or null if there are none. */
    static @Nullable String unknown(Response response) {
        List<String> codings = codings(response);
        return codings.isEmpty()
                ? null
                : codings.stream()
                        .map(coding -> REGISTERED.contains(coding) ? coding : "something unknown")
                        .collect(Collectors.joining(", "));
    }

    private static List<String> codings(Response response) {
        List<String> codings = new ArrayList<>();
        for (String value : response.headers(CONTENT_ENCODING)) {
            for (String coding : value.split(",", -1)) {
                String name = coding.strip().toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && !name.equals("identity")) {
                    codings.add(name);
                }
            }
        }
        return codings;
    }
}
