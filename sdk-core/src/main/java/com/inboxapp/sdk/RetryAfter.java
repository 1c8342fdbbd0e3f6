package com.inboxapp.sdk;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After}, which is seconds or a date (RFC 9110, section 10.2.3), and in the wild also something else. */
final class RetryAfter {
    /** A hint of more than this is a mistake, or no hint. */
    private static final Duration LONGEST = Duration.ofDays(366);

    /** As many as a long always holds. */
    private static final int MOST_DIGITS = 18;

    private static final Pattern SECONDS = Pattern.compile("[0-9]+(\\.[0-9]*)?");

    private RetryAfter() {}

    /**
     * How long the server asks to wait.
     *
     * @return zero or longer; zero for a date in the past; null if the header is missing or makes no sense
     */
    static @Nullable Duration of(Headers headers, Instant now) {
        String value = headers.get("Retry-After");
        return value == null ? null : parse(value.strip(), now);
    }

    private static @Nullable Duration parse(String value, Instant now) {
        if (SECONDS.matcher(value).matches()) {
            String seconds = value.split("\\.", -1)[0];
            if (seconds.length() > MOST_DIGITS) {
                return LONGEST;
            }
            // a fraction is rounded up: too late does no harm
            return shorten(Duration.ofSeconds(Long.parseLong(seconds) + (value.indexOf('.') < 0 ? 0 : 1)));
        }
        Instant date = date(value);
        if (date == null) {
            return null;
        }
        Duration wait = Duration.between(now, date);
        return wait.isNegative() ? Duration.ZERO : shorten(wait);
    }

    /** An HTTP date, also in one of its old forms (RFC 9110, section 5.6.7), or null. */
    static @Nullable Instant date(String value) {
        return new Headers.Builder().addUnsafeNonAscii("Date", value).build().getInstant("Date");
    }

    private static Duration shorten(Duration wait) {
        return Durations.shorter(wait, LONGEST);
    }
}
