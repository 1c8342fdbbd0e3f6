package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.query.ArrayFormat;
import com.inboxapp.sdk.query.CursorFormat;
import com.inboxapp.sdk.query.NameSet;
import com.inboxapp.sdk.runtime.QueryParameters;
import com.inboxapp.sdk.runtime.QueryWriter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The position of a pager, from which another pager can resume: store its {@link #toString text}, and pass it to
 * {@link #parse}. It holds the query, the cursor and the start time of the pager, and no secret.
 */
public final class ResumeToken {
    private static final String VERSION = "1.";
    private static final int MAX_LENGTH = 1 << 20;
    private static final Set<String> PAGE_PARAMETERS = Set.of("cursorId", "cursorTimestamp", "limit");

    private final String queryKey;
    private final @Nullable Cursor cursor;
    private final int passes;
    private final @Nullable Instant floor;
    private final @Nullable Instant top;
    private final List<String> known;

    ResumeToken(
            String queryKey,
            @Nullable Cursor cursor,
            int passes,
            @Nullable Instant floor,
            @Nullable Instant top,
            List<String> known) {
        this.queryKey = queryKey;
        this.cursor = cursor;
        this.passes = passes;
        this.floor = floor;
        this.top = top;
        this.known = List.copyOf(known);
    }

    /** Returns the operation and its query in a form that does not depend on the client's name set and formats. */
    static String queryKey(String operation, List<?> subject, QueryParameters query) {
        QueryWriter writer = new QueryWriter(NameSet.GUIDE, ArrayFormat.INDICES, CursorFormat.FLAT);
        query.writeTo(writer);
        Set<String> parts = new TreeSet<>();
        writer.entries().stream()
                .filter(entry -> !PAGE_PARAMETERS.contains(entry.getKey()))
                .forEach(entry -> parts.add(entry.getKey() + "=" + entry.getValue()));
        return operation + subject + parts;
    }

    @Nullable
    Cursor cursor() {
        return cursor;
    }

    int passes() {
        return passes;
    }

    @Nullable
    Instant floor() {
        return floor;
    }

    @Nullable
    Instant top() {
        return top;
    }

    List<String> known() {
        return known;
    }

    void check(String other) {
        if (!queryKey.equals(other)) {
            throw new IllegalArgumentException("the resume token belongs to another pager: it is for " + queryKey
                    + ", but this pager is for " + other);
        }
    }

    /**
     * Returns where a loop over {@link Pager#iterable()} or {@link Pager#stream()} stopped when a request failed: after
     * the items that the loop had taken, and finished.
     *
     * <p>The failure of a {@code Flowable} has no token: RxJava drops the items that are queued when it fails, so that
     * only the consumer can tell which items are finished. Store {@link Page#resume()} of the last page that you
     * finished instead.
     *
     * @param failure the exception that the loop threw
     * @return the token to resume from; empty if the exception is not the failure of such a loop
     */
    public static Optional<ResumeToken> of(Throwable failure) {
        ResumeToken last = null;
        for (Throwable suppressed : Objects.requireNonNull(failure, "failure").getSuppressed()) {
            if (suppressed instanceof Stopped stopped) {
                last = stopped.token;
            }
        }
        return Optional.ofNullable(last);
    }

    /** Attaches this token to a failure. */
    void attachTo(Throwable failure) {
        failure.addSuppressed(new Stopped(this));
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient ResumeToken token;

        Stopped(ResumeToken token) {
            super("resume the pager from here with ResumeToken.of(failure)", null, false, false);
            this.token = token;
        }
    }

    /**
     * Parses a token.
     *
     * @param text the result of {@link #toString()}
     * @return the same token
     * @throws IllegalArgumentException if the text is not a token, or has an unknown version
     */
    public static ResumeToken parse(String text) {
        Objects.requireNonNull(text, "text");
        ByteString json = text.startsWith(VERSION) && text.length() <= MAX_LENGTH
                ? ByteString.decodeBase64(text.substring(VERSION.length()))
                : null;
        if (json == null) {
            throw new IllegalArgumentException(
                    "not a resume token of this version of the SDK: pass the unchanged text of toString()");
        }
        try (JsonReader reader = JsonReader.of(new Buffer().write(json))) {
            return read(reader);
        } catch (IOException | JsonDataException | DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the resume token is damaged: pass the unchanged text of toString()", e);
        }
    }

    private static ResumeToken read(JsonReader reader) throws IOException {
        reader.beginArray();
        String queryKey = reader.nextString();
        String id = orNull(reader);
        String timestamp = orNull(reader);
        int passes = reader.nextInt();
        String floor = orNull(reader);
        String top = orNull(reader);
        List<String> known = new ArrayList<>();
        while (reader.hasNext()) {
            known.add(reader.nextString());
        }
        reader.endArray();
        return new ResumeToken(
                queryKey,
                id == null || timestamp == null ? null : new Cursor(id, timestamp),
                passes,
                floor == null ? null : Instant.parse(floor),
                top == null ? null : Instant.parse(top),
                known);
    }

    private static @Nullable String orNull(JsonReader reader) throws IOException {
        return reader.peek() == JsonReader.Token.NULL ? reader.<String>nextNull() : reader.nextString();
    }

    /**
     * Returns the token as text, made of letters, digits, {@code . - _} and {@code =}.
     *
     * @return the text for {@link #parse}
     */
    @Override
    public String toString() {
        Buffer json = new Buffer();
        try (JsonWriter writer = JsonWriter.of(json)) {
            writer.setSerializeNulls(true);
            writer.beginArray()
                    .value(queryKey)
                    .value(cursor == null ? null : cursor.id())
                    .value(cursor == null ? null : cursor.timestamp())
                    .value(passes)
                    .value(floor == null ? null : floor.toString())
                    .value(top == null ? null : top.toString());
            for (String id : known) {
                writer.value(id);
            }
            writer.endArray();
        } catch (IOException e) {
            throw new IllegalStateException("cannot write to memory", e);
        }
        return VERSION + json.readByteString().base64Url();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResumeToken token && toString().equals(token.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
