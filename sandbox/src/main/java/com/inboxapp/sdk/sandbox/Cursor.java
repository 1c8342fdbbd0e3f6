package com.inboxapp.sdk.sandbox;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A position in a list ordered by time, then by id. The item at that position may no longer exist. */
record Cursor(Instant time, String id) implements Comparable<Cursor> {

    private static final Comparator<Cursor> ORDER =
            Comparator.comparing(Cursor::time).thenComparing(Cursor::id);
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Formats a time as all times in the API: ISO 8601 in UTC, with milliseconds and {@code Z}. */
    static String text(Instant time) {
        return MILLISECONDS.format(time);
    }

    /**
     * Parses the cursor of a request, in the flat or the bracket format. Returns null if the request has none.
     *
     * @throws ApiError 400 if the id or the timestamp is missing, both formats are given, or the timestamp is not a time
     */
    static @Nullable Cursor of(QueryParameters query) {
        boolean flat = query.has("cursorId") || query.has("cursorTimestamp");
        if (flat && query.has("cursor")) {
            throw ApiError.badRequest("Give the cursor once: cursorId with cursorTimestamp, or cursor[id] with"
                    + " cursor[timestamp], not both.");
        }
        if (flat) {
            return of(query, "cursorId", "cursorTimestamp");
        }
        return query.has("cursor") ? of(query.object("cursor", "id", "timestamp"), "id", "timestamp") : null;
    }

    private static Cursor of(QueryParameters query, String idName, String timestampName) {
        String id = query.text(idName);
        String timestamp = query.text(timestampName);
        if (id == null || timestamp == null) {
            throw ApiError.badRequest("The cursor is incomplete: it needs both an id and a timestamp.");
        }
        try {
            return new Cursor(OffsetDateTime.parse(timestamp).toInstant(), id);
        } catch (DateTimeParseException e) {
            throw ApiError.badRequest("The cursor's timestamp is not a time like 2025-11-10T18:03:16.000Z."
                    + " Send both parts back as they were received.");
        }
    }

    @Override
    public int compareTo(Cursor other) {
        return ORDER.compare(this, other);
    }
}
