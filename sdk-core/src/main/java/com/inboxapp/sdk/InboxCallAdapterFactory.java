package com.inboxapp.sdk;

import com.inboxapp.sdk.runtime.ApiOperation;
import com.inboxapp.sdk.runtime.Safety;
import com.squareup.moshi.Moshi;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.CallAdapter;
import retrofit2.Retrofit;

/**
 * Lets the methods of the Retrofit interfaces return {@link InboxCall}. Retrofit creates the request; the call sends it and decodes the
 * response, so that a broken connection and an undecodable response are always reported as different errors.
 */
final class InboxCallAdapterFactory extends CallAdapter.Factory {
    private final Moshi moshi;
    private final CallEngine engine;
    private final CallOptions options;

    InboxCallAdapterFactory(Moshi moshi, CallEngine engine, CallOptions options) {
        this.moshi = moshi;
        this.engine = engine;
        this.options = options;
    }

    @Override
    public @Nullable CallAdapter<?, ?> get(Type returnType, Annotation[] annotations, Retrofit retrofit) {
        if (getRawType(returnType) != InboxCall.class) {
            return null;
        }
        if (!(returnType instanceof ParameterizedType parameterized)) {
            throw new IllegalArgumentException("InboxCall needs the type of the response, as in InboxCall<ThreadPage>");
        }
        ResponseDecoder<?> decoder = ResponseDecoder.of(getParameterUpperBound(0, parameterized), moshi);
        return new Adapter<>(operation(annotations), decoder, engine, options);
    }

    private static Operation operation(Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof ApiOperation operation) {
                return new Operation(operation.id(), operation.safety());
            }
        }
        // the interface is not generated: its safety is unknown, so the call must not be retried
        return new Operation("call", Safety.UNSAFE);
    }

    private record Adapter<T>(Operation operation, ResponseDecoder<T> decoder, CallEngine engine, CallOptions options)
            implements CallAdapter<ResponseBody, InboxCall<T>> {
        @Override
        public Type responseType() {
            return ResponseBody.class;
        }

        @Override
        public InboxCall<T> adapt(Call<ResponseBody> call) {
            return new InboxCall<>(call::request, operation, decoder, engine, options);
        }
    }
}
