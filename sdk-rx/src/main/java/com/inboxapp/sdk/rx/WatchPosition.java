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
 * How far a watch has come: everything up to an event and a time is done, and of what is later these messages.
 *
 * @param seq the event, or null if none is known
 * @param since the time, by the server's clock
 * @param begin what is not later than this is not new: when the watch began for the first time, or up to when the messages that are done are not
 *     listed any more; null if that is not known
 * @param done ids of messages, the newest last
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
                    "what the journal has as \"" + name + "\" is not the position of a watch: use another name", e);
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
            throw new IllegalStateException("memory cannot be written to", e);
        }
        return text.readUtf8();
    }
}
