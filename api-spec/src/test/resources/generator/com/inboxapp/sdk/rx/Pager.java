package com.inboxapp.sdk.rx;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A stub of sdk-rx's class, which generated interfaces use to page through operations. */
public final class Pager<T> {
    private final Flowable<T> items;

    private Pager(Flowable<T> items) {
        this.items = items;
    }

    public static <C, P, T> Pager<T> of(
            String operation,
            List<?> subject,
            Object query,
            @Nullable C start,
            Function<@Nullable C, Single<P>> request,
            Function<P, List<T>> items,
            Function<P, @Nullable C> next) {
        return new Pager<>(from(start, request, items, next));
    }

    public Flowable<T> items() {
        return items;
    }

    private static <C, P, T> Flowable<T> from(
            @Nullable C cursor,
            Function<@Nullable C, Single<P>> request,
            Function<P, List<T>> items,
            Function<P, @Nullable C> next) {
        return Flowable.defer(() -> request.apply(cursor).flatMapPublisher(page -> {
            Flowable<T> here = Flowable.fromIterable(items.apply(page));
            C after = next.apply(page);
            return after == null ? here : here.concatWith(from(after, request, items, next));
        }));
    }
}
