package com.inboxapp.sdk.rx;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stands in for sdk-rx's class, on which generated interfaces build the streams of all pages. */
public final class CursorPages<C, P> {
    private final @Nullable C start;
    private final Function<@Nullable C, Single<P>> request;
    private final Function<P, @Nullable C> next;

    private CursorPages(@Nullable C start, Function<@Nullable C, Single<P>> request, Function<P, @Nullable C> next) {
        this.start = start;
        this.request = request;
        this.next = next;
    }

    public static <C, P> CursorPages<C, P> of(
            String operation,
            @Nullable C start,
            Function<@Nullable C, Single<P>> request,
            Function<P, @Nullable C> next) {
        return new CursorPages<>(start, request, next);
    }

    public Flowable<P> pages() {
        return items(List::of);
    }

    public <T> Flowable<T> items(Function<P, List<T>> items) {
        return from(start, items);
    }

    private <T> Flowable<T> from(@Nullable C cursor, Function<P, List<T>> items) {
        return request.apply(cursor).flatMapPublisher(page -> {
            Flowable<T> here = Flowable.fromIterable(items.apply(page));
            C after = next.apply(page);
            return after == null ? here : here.concatWith(from(after, items));
        });
    }
}
