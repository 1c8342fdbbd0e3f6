package com.inboxapp.sdk;

import com.inboxapp.sdk.runtime.QueryParameters;
import com.inboxapp.sdk.runtime.QueryWriter;
import java.lang.reflect.Parameter;
import java.util.Map;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Invocation;
import retrofit2.http.Query;

/**
 * Creates the HTTP calls of the client. Encodes the query object into the URL in the formats that the client chose, which Retrofit's
 * parameters cannot do (a repeated key, brackets, one value under another name), and marks bodies as one-shot.
 */
final class QueryEncoder implements Call.Factory {
    private final Call.Factory delegate;
    private final Supplier<QueryWriter> writers;

    QueryEncoder(Call.Factory delegate, Supplier<QueryWriter> writers) {
        this.delegate = delegate;
        this.writers = writers;
    }

    @Override
    public Call newCall(Request request) {
        Request.Builder builder = request.newBuilder();
        QueryParameters query = query(request.tag(Invocation.class));
        if (query != null) {
            QueryWriter writer = writers.get();
            query.writeTo(writer);
            HttpUrl.Builder url = request.url().newBuilder();
            for (Map.Entry<String, String> entry : writer.entries()) {
                url.addQueryParameter(entry.getKey(), entry.getValue());
            }
            builder.url(url.build());
        }
        RequestBody body = request.body();
        if (body != null) {
            builder.method(request.method(), new OneShotBody(body, () -> true));
        }
        return delegate.newCall(builder.build());
    }

    private static @Nullable QueryParameters query(@Nullable Invocation invocation) {
        if (invocation == null) {
            return null;
        }
        QueryParameters query = null;
        Parameter[] parameters = invocation.method().getParameters();
        for (int i = 0; i < parameters.length; i++) {
            Object argument = invocation.arguments().get(i);
            if (QueryParameters.class.isAssignableFrom(parameters[i].getType())) {
                if (argument == null) {
                    throw new IllegalArgumentException(parameters[i].getType().getSimpleName()
                            + " must not be null: build one without values to use the API's defaults");
                }
                query = (QueryParameters) argument;
            } else if (argument == null) {
                checkAbsent(parameters[i]);
            }
        }
        return query;
    }

    /** Rejects a null for a required parameter. Retrofit would silently omit it, and the call would request something else. */
    private static void checkAbsent(Parameter parameter) {
        Query query = parameter.getAnnotation(Query.class);
        if (query != null && !parameter.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            throw new IllegalArgumentException(query.value() + " must not be null");
        }
    }
}
