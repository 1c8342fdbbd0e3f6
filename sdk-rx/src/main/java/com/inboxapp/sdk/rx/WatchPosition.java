package com.inboxapp.sdk.rx;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The position of a watch, as stored in a checkpoint: everything up to an event and a time is handled, and these later
 * messages.
 *
 * @param seq the event, or null if unknown
 * @param since the time, by the server's clock
 * @param begin messages up to this time are not new: the first start of the watch, or the time up to which the ids
 *     of handled messages were dropped; null if unknown
 * @param done the ids of handled messages, the newest last
 */
record WatchPosition(
        @Nullable Long seq, Instant since, @Nullable Instant begin, List<String> done) {
    private static final String VERSION = "watch 1";

    WatchPosition {
        done = List.copyOf(done);
    }

    static WatchPosition parse(String name, String text) {
        try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(text))) {
            reader.beginArray();
            if (!reader.nextString().equals(VERSION)) {
                throw new JsonDataException("another version");
            }
            Long seq = reader.peek() == JsonReader.Token.NULL
                    ? reader.<Long>nextNull()
                    : Long.valueOf(EventSequence.checked(reader.nextLong()));
            Instant since = Instant.parse(reader.nextString());
            Instant begin = reader.peek() == JsonReader.Token.NULL
                    ? reader.<Instant>nextNull()
                    : Instant.parse(reader.nextString());
            List<String> done = new ArrayList<>();
            while (reader.hasNext()) {
                done.add(reader.nextString());
            }
            reader.endArray();
            return new WatchPosition(seq, since, begin, done);
        } catch (IOException | JsonDataException | DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the state store's value of \"" + name + "\" is not the checkpoint of a watch: use another name",
                    e);
        }
    }

    @Override
    public String toString() {
        Buffer text = new Buffer();
        try (JsonWriter writer = JsonWriter.of(text)) {
            writer.setSerializeNulls(true);
            writer.beginArray().value(VERSION).value(seq).value(since.toString());
            writer.value(begin == null ? null : begin.toString());
            for (String id : done) {
                writer.value(id);
            }
            writer.endArray();
        } catch (IOException e) {
            throw new IllegalStateException("cannot write to memory", e);
        }
        return text.readUtf8();
    }
}
