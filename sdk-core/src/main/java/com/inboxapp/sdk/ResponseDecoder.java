package com.inboxapp.sdk;

import com.inboxapp.sdk.Outcome.Answer;
import com.inboxapp.sdk.runtime.JsonDocument;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Decodes the body of a successful response into the result of the operation. */
final class ResponseDecoder<T> {
    private interface Reading {
        @Nullable
        Object from(Answer answer, BooleanSupplier ended) throws IOException;
    }

    private final boolean nothing;
    private final Reading reading;

    private ResponseDecoder(boolean nothing, Reading reading) {
        this.nothing = nothing;
        this.reading = reading;
    }

    static ResponseDecoder<?> of(Type type, Moshi moshi) {
        if (type == Void.class) {
            return new ResponseDecoder<>(true, (answer, ended) -> null);
        }
        if (Types.getRawType(type) == Optional.class && type instanceof ParameterizedType optional) {
            JsonAdapter<?> adapter =
                    moshi.adapter(optional.getActualTypeArguments()[0]).nullSafe();
            return new ResponseDecoder<>(
                    false,
                    (answer, ended) -> answer.hasNoContent()
                            ? Optional.empty()
                            : Optional.ofNullable(read(adapter, answer, ended)));
        }
        JsonAdapter<?> adapter = moshi.adapter(type);
        return new ResponseDecoder<>(false, (answer, ended) -> read(adapter, answer, ended));
    }

    private static @Nullable Object read(JsonAdapter<?> adapter, Answer answer, BooleanSupplier ended)
            throws IOException {
        if (answer.body().exhausted()) {
            throw new EOFException("the body is empty");
        }
        return JsonDocument.read(adapter, answer.body(), ended);
    }

    /** Returns whether the operation has no result, so that there is nothing to decode. */
    boolean expectsNothing() {
        return nothing;
    }

    /**
     * Decodes the body and consumes it. Any exception means that the body does not match the OpenAPI document.
     *
     * @param ended whether the call has ended, so that the result is no longer needed
     */
    @SuppressWarnings({"unchecked", "NullAway"
    }) // T is the decoder's type; null for operations without a result, as InboxCall documents
    T decode(Answer answer, BooleanSupplier ended) throws IOException {
        return (T) reading.from(answer, ended);
    }
}
