package com.inboxapp.sdk;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Parses {@code Retry-After}: seconds or a date (RFC 9110, section 10.2.3), and other forms that occur in practice. */
final class RetryAfter {
    /** Longer hints are cut to this: they are mistakes, or no hints. */
    private static final Duration MAX_DELAY = Duration.ofDays(366);

    /** The number of digits that a long always holds. */
    private static final int MAX_DIGITS = 18;

    private static final Pattern SECONDS = Pattern.compile("[0-9]+(\\.[0-9]*)?");

    private RetryAfter() {}

    /**
     * Returns how long the server asks the client to wait.
     *
     * @return zero or longer; zero for a date in the past; null if the header is missing or malformed
     */
    static @Nullable Duration of(Headers headers, Instant now) {
        String value = headers.get("Retry-After");
        return value == null ? null : parse(value.strip(), now);
    }

    private static @Nullable Duration parse(String value, Instant now) {
        if (SECONDS.matcher(value).matches()) {
            String seconds = value.split("\\.", -1)[0];
            if (seconds.length() > MAX_DIGITS) {
                return MAX_DELAY;
            }
            // round a fraction up: retrying late does no harm
            return shorten(Duration.ofSeconds(Long.parseLong(seconds) + (value.indexOf('.') < 0 ? 0 : 1)));
        }
        Instant date = date(value);
        if (date == null) {
            return null;
        }
        Duration wait = Duration.between(now, date);
        return wait.isNegative() ? Duration.ZERO : shorten(wait);
    }

    /** Parses an HTTP date, also in one of the obsolete forms (RFC 9110, section 5.6.7). Returns null if the text is no date. */
    static @Nullable Instant date(String value) {
        return new Headers.Builder().addUnsafeNonAscii("Date", value).build().getInstant("Date");
    }

    private static Duration shorten(Duration wait) {
        return Durations.shorter(wait, MAX_DELAY);
    }
}
