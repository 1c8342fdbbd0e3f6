package com.inboxapp.sdk;

import com.inboxapp.sdk.InboxCall.Decoder;
import com.inboxapp.sdk.InboxCall.Operation;
import com.inboxapp.sdk.runtime.ApiOperation;
import com.inboxapp.sdk.runtime.Safety;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import java.io.EOFException;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.CallAdapter;
import retrofit2.Retrofit;

/**
 * Lets the methods of the Retrofit interfaces return {@link InboxCall}. Retrofit hands over the bytes, and decoding is done by the call, so
 * that a connection that broke and an answer that cannot be read are never taken for each other.
 */
final class InboxCallAdapterFactory extends CallAdapter.Factory {
    private final Moshi moshi;
    private final BooleanSupplier closed;

    InboxCallAdapterFactory(Moshi moshi, BooleanSupplier closed) {
        this.moshi = moshi;
        this.closed = closed;
    }

    @Override
    public @Nullable CallAdapter<?, ?> get(Type returnType, Annotation[] annotations, Retrofit retrofit) {
        if (getRawType(returnType) != InboxCall.class) {
            return null;
        }
        if (!(returnType instanceof ParameterizedType parameterized)) {
            throw new IllegalArgumentException("InboxCall needs the type of the answer, as in InboxCall<ThreadPage>");
        }
        return new Adapter<>(operation(annotations), decoder(getParameterUpperBound(0, parameterized)), closed);
    }

    private static Operation operation(Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof ApiOperation operation) {
                return new Operation(operation.id(), operation.safety());
            }
        }
        // an interface that was not generated: nothing is known, so nothing may be repeated
        return new Operation("call", Safety.UNSAFE);
    }

    @SuppressWarnings("NullAway") // an operation without a result answers null, and InboxCall says so
    private Decoder<?> decoder(Type type) {
        if (type == Void.class) {
            return body -> null;
        }
        if (getRawType(type) == Optional.class && type instanceof ParameterizedType optional) {
            JsonAdapter<?> adapter =
                    moshi.adapter(getParameterUpperBound(0, optional)).nullSafe();
            return body -> body.source().exhausted() ? Optional.empty() : Optional.ofNullable(read(adapter, body));
        }
        JsonAdapter<?> adapter = moshi.adapter(type);
        return body -> {
            if (body.source().exhausted()) {
                throw new EOFException("it is empty");
            }
            return read(adapter, body);
        };
    }

    private static <T> @Nullable T read(JsonAdapter<T> adapter, ResponseBody body) throws IOException {
        JsonReader reader = JsonReader.of(body.source());
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

    private record Adapter<T>(Operation operation, Decoder<T> decoder, BooleanSupplier closed)
            implements CallAdapter<ResponseBody, InboxCall<T>> {
        @Override
        public Type responseType() {
            return ResponseBody.class;
        }

        @Override
        public InboxCall<T> adapt(Call<ResponseBody> call) {
            return new InboxCall<>(call, operation, decoder, closed);
        }
    }
}
