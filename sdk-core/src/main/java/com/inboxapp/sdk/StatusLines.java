package com.inboxapp.sdk;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.Headers;
import okhttp3.Response;

/**
 * Detects a response whose head begins with a fragment of another response: its own status line then appears within what looks like a
 * header. A server may also send such headers by itself; those in the first response on a connection, which nothing can precede, are
 * genuine.
 */
final class StatusLines {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?$");
    private static final String REASON = ":reason";
    private static final int MAX_PLACES = 100;

    private final Set<String> own = ConcurrentHashMap.newKeySet();

    /** Records the genuine headers of the first response on a connection. */
    void first(Response response) {
        if (own.size() < MAX_PLACES) {
            places(response).forEach(own::add);
        }
    }

    /**
     * Returns whether the status line of a response that is not the first one on its connection is within the head of another response that
     * broke off.
     */
    boolean isBehindAnother(Response response) {
        return places(response).anyMatch(place -> !own.contains(place));
    }

    /** Returns the names of the headers that contain a status line, and {@code :reason} for the reason phrase. */
    private static Stream<String> places(Response response) {
        Headers headers = response.headers();
        Stream<String> names = IntStream.range(0, headers.size())
                .filter(i -> hasStatusLine(headers.name(i)) || hasStatusLine(headers.value(i)))
                .mapToObj(headers::name);
        return hasStatusLine(response.message()) ? Stream.concat(Stream.of(REASON), names) : names;
    }

    private static boolean hasStatusLine(String text) {
        return STATUS_LINE.matcher(text).find();
    }
}
