package com.inboxapp.sdk.runtime;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Formats and parses ISO 8601 times. {@code Instant.parse} would take half of the time of decoding a page of threads and create most of its
 * garbage, so the format that the API uses is parsed by hand. Other formats are normalized and passed to {@code Instant.parse}. These are
 * accepted:
 *
 * <ul>
 *   <li>The extended format ({@code 2025-11-10T18:03:16Z}) and the basic format ({@code 20251110T180316Z}), but not a mix of both.
 *   <li>Times without seconds, and without minutes and seconds.
 *   <li>Any number of decimals after a point or a comma; those after the ninth are cut off.
 *   <li>{@code Z}, or an offset of hours, or an offset of hours and minutes with or without a colon.
 *   <li>{@code 24:00}, which is the end of the day.
 *   <li>A leap second, {@code 23:59:60} in UTC and another time in other zones. It becomes the second before it.
 * </ul>
 *
 * <p>Week dates, ordinal dates, fractions of minutes, and texts of more than 100 characters are not accepted.
 */
final class Instants {
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final int[] NANOS_PER_DIGIT = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };
    /** The length of {@code yyyy-MM-ddTHH:mm:ss}. */
    private static final int SECONDS_END = 19;

    /** The length of {@code yyyy-MM-ddTHH:mm}. */
    private static final int MINUTE_END = 16;

    private static final int SECONDS_OF_A_DAY = 86_400;
    private static final int MAX_LENGTH = 100;

    /**
     * Both formats, optionally without seconds or minutes, with any number of decimals after a point or a comma, and all formats of
     * offsets.
     */
    private static final Pattern ISO_8601 =
            Pattern.compile("(?<year>[0-9]{4})(?<dash>-?)(?<month>[0-9]{2})\\k<dash>(?<day>[0-9]{2})[Tt]"
                    + "(?<hour>[0-9]{2})((?<colon>:?)(?<minute>[0-9]{2})(\\k<colon>(?<second>[0-9]{2})([.,](?<fraction>[0-9]+))?)?)?"
                    + "([Zz]|(?<offset>[+-][0-9]{2})(:?(?<offsetMinutes>[0-9]{2}))?)");

    private Instants() {}

    /** Formats a time in UTC with three decimals and {@code Z}. Digits after the millisecond are cut off. */
    static String format(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    /** Parses a time. Returns null if the text is not an ISO 8601 time with a zone. */
    static @Nullable Instant parse(String text) {
        try {
            Instant instant = parseUtc(text);
            if (instant != null) {
                return instant;
            }
            String normalized = text.length() > MAX_LENGTH ? null : normalize(text);
            return normalized == null ? null : parseNormalized(normalized);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant parseNormalized(String text) {
        if (!text.startsWith(":60", MINUTE_END)) {
            return Instant.parse(text);
        }
        Instant before =
                Instant.parse(text.substring(0, MINUTE_END) + ":59" + text.substring(MINUTE_END + ":59".length()));
        boolean isLeapSecondInUtc = Math.floorMod(before.getEpochSecond(), SECONDS_OF_A_DAY) == SECONDS_OF_A_DAY - 1;
        // Instant.parse accepts a leap second only at 23:59 local time, in any zone
        return isLeapSecondInUtc ? before : Instant.parse(text);
    }

    /** Converts a time to the format of {@code Instant.parse}. Returns a text of unknown format as it is, and null for a mix of formats. */
    private static @Nullable String normalize(String text) {
        Matcher parts = ISO_8601.matcher(text);
        if (!parts.matches()) {
            return text;
        }
        String minute = parts.group("minute");
        boolean mixed = minute != null
                && parts.group("dash").isEmpty() != parts.group("colon").isEmpty();
        if (mixed) {
            return null;
        }
        String fraction = parts.group("fraction");
        String offset = parts.group("offset");
        String offsetMinutes = parts.group("offsetMinutes");
        return parts.group("year") + "-" + parts.group("month") + "-" + parts.group("day") + "T" + parts.group("hour")
                + ":" + orZero(minute) + ":" + orZero(parts.group("second"))
                + (fraction == null ? "" : "." + fraction.substring(0, Math.min(9, fraction.length())))
                + (offset == null ? "Z" : offset + ":" + orZero(offsetMinutes));
    }

    private static String orZero(@Nullable String digits) {
        return digits == null ? "00" : digits;
    }

    /** Parses {@code yyyy-MM-ddTHH:mm:ss[.f]Z}. Returns null for any other format. */
    private static @Nullable Instant parseUtc(String text) {
        int end = text.length() - 1;
        if (end < SECONDS_END
                || end > SECONDS_END + 10
                || text.charAt(end) != 'Z'
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_END);
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        if ((year | month | day | hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        int nanos = 0;
        if (end > SECONDS_END) {
            int digits = end - SECONDS_END - 1;
            int fraction = text.charAt(SECONDS_END) == '.' && digits > 0 ? number(text, SECONDS_END + 1, end) : -1;
            if (fraction < 0) {
                return null;
            }
            nanos = fraction * NANOS_PER_DIGIT[digits];
        }
        long seconds = LocalDate.of(year, month, day).toEpochDay() * 86_400 + hour * 3_600L + minute * 60L + second;
        return Instant.ofEpochSecond(seconds, nanos);
    }

    /** Parses the digits between two indices. Returns -1 if there is anything but digits. */
    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
