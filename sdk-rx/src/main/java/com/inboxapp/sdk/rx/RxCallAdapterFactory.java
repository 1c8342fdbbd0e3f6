package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxCall;
import com.squareup.moshi.Types;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.CallAdapter;
import retrofit2.Retrofit;

/**
 * Supports RxJava types as the return types of the Retrofit interfaces. Each subscription executes the
 * {@link InboxCall} that the same method of sdk-core returns, so that both behave alike; disposal cancels the HTTP
 * call. Retrofit's own adapter never ends when a call timeout fires or an interceptor throws.
 */
final class RxCallAdapterFactory extends CallAdapter.Factory {
    @Override
    public @Nullable CallAdapter<?, ?> get(Type returnType, Annotation[] annotations, Retrofit retrofit) {
        Class<?> raw = getRawType(returnType);
        if (raw == Completable.class) {
            return new Adapter<Void, Completable>(
                    call(Void.class, annotations, retrofit),
                    one -> Futures.maybe(one::executeAsync).ignoreElement());
        }
        if (raw != Single.class && raw != Maybe.class) {
            return null;
        }
        if (!(returnType instanceof ParameterizedType parameterized)) {
            throw new IllegalArgumentException(
                    raw.getSimpleName() + " must have a response type, as in " + raw.getSimpleName() + "<ThreadPage>");
        }
        Type response = getParameterUpperBound(0, parameterized);
        if (raw == Single.class) {
            return new Adapter<Object, Single<Object>>(
                    call(response, annotations, retrofit),
                    one -> Futures.maybe(one::executeAsync).toSingle());
        }
        return new Adapter<Optional<Object>, Maybe<Object>>(
                call(Types.newParameterizedType(Optional.class, response), annotations, retrofit),
                one -> Futures.maybe(one::executeAsync).mapOptional(found -> found));
    }

    @SuppressWarnings("unchecked") // the requested type
    private static <T> CallAdapter<Object, InboxCall<T>> call(
            Type response, Annotation[] annotations, Retrofit retrofit) {
        return (CallAdapter<Object, InboxCall<T>>)
                retrofit.callAdapter(Types.newParameterizedType(InboxCall.class, response), annotations);
    }

    private record Adapter<T, R>(CallAdapter<Object, InboxCall<T>> calls, Function<InboxCall<T>, R> convert)
            implements CallAdapter<Object, R> {
        @Override
        public Type responseType() {
            return calls.responseType();
        }

        @Override
        public R adapt(Call<Object> call) {
            return convert.apply(calls.adapt(call));
        }
    }
}
