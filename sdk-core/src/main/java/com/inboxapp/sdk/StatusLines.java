package com.inboxapp.sdk;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.Headers;
import okhttp3.Response;

/**
 * Tells an answer whose head begins with a piece of another one: its own status line stands within what looks like a header. A server may write
 * such headers by itself, too; those that stand in the first answer on a connection, before which there was nothing, are its own.
 */
final class StatusLines {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?$");
    private static final String REASON = ":reason";
    private static final int MOST = 100;

    private final Set<String> own = ConcurrentHashMap.newKeySet();

    /** Learns from the first answer on a connection. */
    void first(Response response) {
        if (own.size() < MOST) {
            places(response).forEach(own::add);
        }
    }

    /** Whether the status line of an answer that was not the first one stands within the head of another answer, which broke off. */
    boolean isBehindAnother(Response response) {
        return places(response).anyMatch(place -> !own.contains(place));
    }

    /** Where there are status lines, apart from the beginning. */
    private static Stream<String> places(Response response) {
        Headers headers = response.headers();
        Stream<String> names = IntStream.range(0, headers.size())
                .filter(i -> isIn(headers.name(i)) || isIn(headers.value(i)))
                .mapToObj(headers::name);
        return isIn(response.message()) ? Stream.concat(Stream.of(REASON), names) : names;
    }

    private static boolean isIn(String text) {
        return STATUS_LINE.matcher(text).find();
    }
}
