package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Cursor;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pages of given sizes with numbers on them, 0 and up; counts what is asked of it. */
final class NumberPages {
    record Page(List<Integer> items, @Nullable Cursor next) {}

    final AtomicInteger requests = new AtomicInteger();
    private final List<Integer> sizes;

    NumberPages(List<Integer> sizes) {
        this.sizes = sizes;
    }

    static Cursor cursor(int index) {
        return new Cursor(String.valueOf(index), "t");
    }

    Flowable<Integer> items() {
        return walk(null).items(Page::items);
    }

    CursorPages<Page> walk(@Nullable Cursor start) {
        return CursorPages.of("numbers.list", start, this::page, Page::next);
    }

    private Single<Page> page(@Nullable Cursor cursor) {
        return Single.fromSupplier(() -> {
            requests.incrementAndGet();
            int index = cursor == null ? 0 : Integer.parseInt(cursor.id());
            int first = sizes.subList(0, index).stream().mapToInt(i -> i).sum();
            return new Page(
                    IntStream.range(first, first + sizes.get(index)).boxed().toList(),
                    index + 1 == sizes.size() ? null : cursor(index + 1));
        });
    }
}
