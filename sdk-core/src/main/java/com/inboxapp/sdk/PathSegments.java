package com.inboxapp.sdk;

import com.inboxapp.sdk.runtime.Checks;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;
import retrofit2.http.Path;
import retrofit2.http.Query;

/**
 * Validates path parameters and single query parameters. An empty id would turn a call on one thread into a call on all of them, and no
 * query object checks a single query parameter.
 */
final class PathSegments extends Converter.Factory {
    @Override
    public @Nullable Converter<?, String> stringConverter(Type type, Annotation[] annotations, Retrofit retrofit) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof Path path) {
                return (Object value) -> Checks.pathSegment(value.toString(), path.value());
            }
            if (annotation instanceof Query query) {
                return (Object value) -> {
                    Checks.sendable(value, query.value());
                    return value.toString();
                };
            }
        }
        return null;
    }
}
