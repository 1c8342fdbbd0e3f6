package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.runtime.QueryParameters;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pages of given sizes that hold consecutive numbers starting at 0. Counts the requests. */
final class NumberPages {
    static final QueryParameters QUERY = out -> {};

    record Numbers(List<Integer> items, @Nullable Cursor next) {}

    final AtomicInteger requests = new AtomicInteger();
    private final List<Integer> sizes;

    NumberPages(List<Integer> sizes) {
        this.sizes = sizes;
    }

    static Cursor cursor(int index) {
        return new Cursor(String.valueOf(index), "t");
    }

    static int index(@Nullable Cursor cursor) {
        return cursor == null ? 0 : Integer.parseInt(cursor.id());
    }

    /** Returns a pager over pages from another source. */
    static Pager<Integer> pager(Pager.Fetch<Numbers> fetch) {
        return Pager.of("numbers.list", List.of(), QUERY, null, fetch, Numbers::items, Numbers::next);
    }

    Flowable<Integer> items() {
        return pager().items();
    }

    Pager<Integer> pager() {
        return pager(this::page);
    }

    Pager<Integer> pagerFrom(Cursor start) {
        return Pager.of("numbers.list", List.of(), QUERY, start, this::page, Numbers::items, Numbers::next);
    }

    Single<Numbers> page(@Nullable Cursor cursor) {
        return Single.fromSupplier(() -> {
            requests.incrementAndGet();
            int index = index(cursor);
            int first = sizes.subList(0, index).stream().mapToInt(i -> i).sum();
            return new Numbers(
                    IntStream.range(first, first + sizes.get(index)).boxed().toList(),
                    index + 1 == sizes.size() ? null : cursor(index + 1));
        });
    }
}
