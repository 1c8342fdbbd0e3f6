package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.runtime.ArrayForm;
import com.inboxapp.sdk.runtime.CursorForm;
import com.inboxapp.sdk.runtime.NameSet;
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
 * Where a walk stopped, to go on from there later: keep its {@link #toString text}, and give {@link #parse} the same text. It holds the query,
 * the cursor and the time at which the walk began, and no secret.
 */
public final class ResumeToken {
    private static final String VERSION = "1.";
    private static final int LONGEST = 1 << 20;
    private static final Set<String> OF_THE_PAGE = Set.of("cursorId", "cursorTimestamp", "limit");

    private final String question;
    private final @Nullable Cursor cursor;
    private final int passes;
    private final @Nullable Instant floor;
    private final @Nullable Instant top;
    private final List<String> known;

    ResumeToken(
            String question,
            @Nullable Cursor cursor,
            int passes,
            @Nullable Instant floor,
            @Nullable Instant top,
            List<String> known) {
        this.question = question;
        this.cursor = cursor;
        this.passes = passes;
        this.floor = floor;
        this.top = top;
        this.known = List.copyOf(known);
    }

    /** What is asked for on every page, in words that do not depend on how a client writes it. */
    static String question(String operation, List<?> subject, QueryParameters query) {
        QueryWriter writer = new QueryWriter(NameSet.GUIDE, ArrayForm.INDICES, CursorForm.FLAT);
        query.writeTo(writer);
        Set<String> parts = new TreeSet<>();
        writer.entries().stream()
                .filter(entry -> !OF_THE_PAGE.contains(entry.getKey()))
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

    void check(String asked) {
        if (!question.equals(asked)) {
            throw new IllegalArgumentException(
                    "the resume token is of another walk: it is of " + question + ", and this is " + asked);
        }
    }

    /**
     * Where a loop over {@link Walk#iterable()} or {@link Walk#stream()} stopped when a request failed: after the items that were taken, which a
     * loop has finished by then.
     *
     * <p>What a {@code Flowable} ends with has no token: RxJava drops what is queued behind a failure, so that nothing but the consumer knows
     * what is finished. Keep {@link WalkPage#resume()} of the last page that you finished instead.
     *
     * @param failure what the loop threw
     * @return the token to go on with; empty if it is not the failure of such a loop
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

    /** Lets a failure carry the token. */
    void attachTo(Throwable failure) {
        failure.addSuppressed(new Stopped(this));
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient ResumeToken token;

        Stopped(ResumeToken token) {
            super("the walk can go on from here: ResumeToken.of(failure)", null, false, false);
            this.token = token;
        }
    }

    /**
     * Reads a token again.
     *
     * @param text what {@link #toString()} wrote
     * @return the same token
     * @throws IllegalArgumentException if the text is no token, or one of a version that this SDK does not know
     */
    public static ResumeToken parse(String text) {
        Objects.requireNonNull(text, "text");
        ByteString json = text.startsWith(VERSION) && text.length() <= LONGEST
                ? ByteString.decodeBase64(text.substring(VERSION.length()))
                : null;
        if (json == null) {
            throw new IllegalArgumentException(
                    "not a resume token of this version of the SDK: keep the text of toString() as it is");
        }
        try (JsonReader reader = JsonReader.of(new Buffer().write(json))) {
            return read(reader);
        } catch (IOException | JsonDataException | DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the resume token is damaged: keep the text of toString() as it is", e);
        }
    }

    private static ResumeToken read(JsonReader reader) throws IOException {
        reader.beginArray();
        String question = reader.nextString();
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
                question,
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
     * The token as text: letters, digits, {@code . - _} and {@code =}.
     *
     * @return the text for {@link #parse}
     */
    @Override
    public String toString() {
        Buffer json = new Buffer();
        try (JsonWriter writer = JsonWriter.of(json)) {
            writer.setSerializeNulls(true);
            writer.beginArray()
                    .value(question)
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
            throw new IllegalStateException("memory cannot be written to", e);
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
