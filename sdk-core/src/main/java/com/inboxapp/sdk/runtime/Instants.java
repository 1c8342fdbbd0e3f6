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
 * ISO 8601 times. {@code Instant.parse} takes half the time of decoding a page of threads and most of its garbage, so that the one form
 * which the API uses is read by hand, and every other form of ISO 8601 is left to it: extended ({@code 2025-11-10T18:03:16Z}) and basic
 * ({@code 20251110T180316Z}), not mixed; without seconds, or without minutes too; with any number of decimals, of which nine count, behind a
 * point or a comma; with {@code Z} or an offset of hours, or of hours and minutes with a colon or without. {@code 24:00} is the end of the day, and
 * a leap second, which is {@code 23:59:60} in UTC and another time elsewhere, is the second before it. Weeks, days of the year, and fractions of minutes are not read.
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
    private static final int LONGEST = 100;

    /** Extended and basic, without seconds or minutes, with any number of decimals behind a point or a comma, and the offset in each form. */
    private static final Pattern ISO_8601 =
            Pattern.compile("(?<year>[0-9]{4})(?<dash>-?)(?<month>[0-9]{2})\\k<dash>(?<day>[0-9]{2})[Tt]"
                    + "(?<hour>[0-9]{2})((?<colon>:?)(?<minute>[0-9]{2})(\\k<colon>(?<second>[0-9]{2})([.,](?<fraction>[0-9]+))?)?)?"
                    + "([Zz]|(?<offset>[+-][0-9]{2})(:?(?<offsetMinutes>[0-9]{2}))?)");

    private Instants() {}

    /** In UTC with three decimals and {@code Z}; what is finer than a millisecond is cut off. */
    static String format(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    /** The instant, or null if the text is no ISO 8601 time with a zone. */
    static @Nullable Instant parse(String text) {
        try {
            Instant instant = parseUtc(text);
            if (instant != null) {
                return instant;
            }
            String usual = text.length() > LONGEST ? null : usual(text);
            return usual == null ? null : parseUsual(usual);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant parseUsual(String text) {
        if (!text.startsWith(":60", MINUTE_END)) {
            return Instant.parse(text);
        }
        Instant before =
                Instant.parse(text.substring(0, MINUTE_END) + ":59" + text.substring(MINUTE_END + ":59".length()));
        boolean ofUtc = Math.floorMod(before.getEpochSecond(), SECONDS_OF_A_DAY) == SECONDS_OF_A_DAY - 1;
        // Instant.parse looks for it at 23:59 of whatever zone
        return ofUtc ? before : Instant.parse(text);
    }

    /** The same time as {@code Instant.parse} reads it; a text of no other known form stays as it is, and null is for none. */
    private static @Nullable String usual(String text) {
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

    /** Reads {@code yyyy-MM-ddTHH:mm:ss[.f]Z}; null for any other form. */
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

    /** The digits from one index to another as a number; -1 if there is anything but digits. */
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
