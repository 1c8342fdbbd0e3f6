package com.inboxapp.sdk.sandbox;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some items of an ordered list, and the cursor that the next page starts after.
 *
 * @param next null on the last page
 */
record Page<T>(List<T> items, @Nullable Cursor next) {

    /** Takes up to {@code limit} items that stand after the cursor, or the first ones if there is no cursor. */
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
