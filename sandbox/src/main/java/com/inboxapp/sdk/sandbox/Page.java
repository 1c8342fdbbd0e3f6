package com.inboxapp.sdk.sandbox;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of an ordered list.
 *
 * @param next the cursor after which the next page starts; null on the last page
 */
record Page<T>(List<T> items, @Nullable Cursor next) {

    /** Returns up to {@code limit} items after the cursor, or the first ones if the cursor is null. */
    static <T> Page<T> of(
            Collection<T> all, Function<T, Cursor> position, boolean newestFirst, @Nullable Cursor after, int limit) {
        Comparator<Cursor> order = newestFirst ? Comparator.reverseOrder() : Comparator.naturalOrder();
        List<T> rest = all.stream()
                .filter(item -> after == null || order.compare(position.apply(item), after) > 0)
                .sorted(Comparator.comparing(position, order))
                .limit(limit + 1L)
                .toList();
        if (rest.size() <= limit) {
            return new Page<>(rest, null);
        }
        List<T> items = rest.subList(0, limit);
        return new Page<>(items, position.apply(items.get(limit - 1)));
    }
}
