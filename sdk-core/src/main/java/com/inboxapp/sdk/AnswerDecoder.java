package com.inboxapp.sdk;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Turns the body of a successful answer into what the operation answers. */
final class AnswerDecoder<T> {
    private interface Reading {
        @Nullable
        Object from(BufferedSource body) throws IOException;
    }

    private final boolean nothing;
    private final Reading reading;

    private AnswerDecoder(boolean nothing, Reading reading) {
        this.nothing = nothing;
        this.reading = reading;
    }

    static AnswerDecoder<?> of(Type type, Moshi moshi) {
        if (type == Void.class) {
            return new AnswerDecoder<>(true, body -> null);
        }
        if (Types.getRawType(type) == Optional.class && type instanceof ParameterizedType optional) {
            JsonAdapter<?> adapter =
                    moshi.adapter(optional.getActualTypeArguments()[0]).nullSafe();
            return new AnswerDecoder<>(
                    false, body -> body.exhausted() ? Optional.empty() : Optional.ofNullable(read(adapter, body)));
        }
        JsonAdapter<?> adapter = moshi.adapter(type);
        return new AnswerDecoder<>(false, body -> {
            if (body.exhausted()) {
                throw new EOFException("it is empty");
            }
            return read(adapter, body);
        });
    }

    /** Whether the operation has no result, so that there is nothing to decode. */
    boolean expectsNothing() {
        return nothing;
    }

    /** Any exception means that the body is not what the document promises. */
    @SuppressWarnings({"unchecked", "NullAway"
    }) // of the type that it was made for; null without a result, and InboxCall says so
    T decode(BufferedSource body) throws IOException {
        return (T) reading.from(body);
    }

    private static <T> @Nullable T read(JsonAdapter<T> adapter, BufferedSource body) throws IOException {
        JsonReader reader = JsonReader.of(body);
        T value;
        try {
            value = adapter.fromJson(reader);
        } catch (JsonDataException e) {
            throw withoutValue(e);
        }
        if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
            throw new JsonDataException("there is something behind the JSON value, at path $");
        }
        return value;
    }

    /** Where Moshi expects a number it shows what is there instead, which may be a customer's text. */
    private static JsonDataException withoutValue(JsonDataException e) {
        String message = String.valueOf(e.getMessage());
        int value = message.indexOf(" but was ");
        int path = message.lastIndexOf(" at path ");
        if (value < 0 || path < value) {
            return e;
        }
        JsonDataException safe = new JsonDataException(message.substring(0, value) + message.substring(path));
        safe.setStackTrace(e.getStackTrace());
        return safe;
    }
}
