package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PageProperties {

    @Property
    void pagingReturnsEachItemOnceInOrderWithoutAnEmptyPage(
            @ForAll("positions") Set<Cursor> positions,
            @ForAll @IntRange(min = 1, max = 10) int limit,
            @ForAll boolean newestFirst) {
        List<Cursor> listed = new ArrayList<>();
        Cursor after = null;
        int pages = 0;
        do {
            Page<Cursor> page = Page.of(positions, position -> position, newestFirst, after, limit);
            listed.addAll(page.items());
            after = page.next();
            pages++;
        } while (after != null);

        List<Cursor> sorted = new ArrayList<>(positions);
        sorted.sort(newestFirst ? Comparator.reverseOrder() : Comparator.naturalOrder());
        assertThat(listed).isEqualTo(sorted);
        assertThat(pages).isEqualTo(Math.max(1, (positions.size() + limit - 1) / limit));
    }

    /** Generates positions with few times and ids, so that there are many ties. */
    @Provide
    Arbitrary<Set<Cursor>> positions() {
        Arbitrary<Instant> times = Arbitraries.integers().between(0, 3).map(Instant::ofEpochSecond);
        Arbitrary<String> ids = Arbitraries.strings().withCharRange('a', 'd').ofLength(2);
        return Combinators.combine(times, ids).as(Cursor::new).set().ofMaxSize(40);
    }
}
