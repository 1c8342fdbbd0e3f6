package com.inboxapp.sdk.rx;

import static com.inboxapp.sdk.rx.NumberPages.cursor;
import static com.inboxapp.sdk.rx.NumberPages.index;
import static com.inboxapp.sdk.rx.NumberPages.pager;
import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxPaginationException;
import com.inboxapp.sdk.rx.NumberPages.Numbers;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PagerProperties {
    @Property
    void failsOnACursorCycleOfAnyLength(
            @ForAll @IntRange(max = 50) int lead, @ForAll @IntRange(min = 1, max = 50) int length) {
        Pager<Integer> pager = pager(cursor -> {
            int index = index(cursor);
            return Single.just(new Numbers(List.of(index), cursor(index == lead + length ? lead + 1 : index + 1)));
        });

        pager.items().test().assertError(InboxPaginationException.class);
    }

    @Property
    void emitsDemandedItemsOnceWithoutExtraPages(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 6) Integer> sizes,
            @ForAll @Size(max = 12) List<@IntRange(min = 1, max = 9) Integer> demands,
            @ForAll @IntRange(max = 1) int prefetch) {
        NumberPages source = new NumberPages(sizes);
        int all = sizes.stream().mapToInt(i -> i).sum();

        TestSubscriber<Integer> subscriber =
                source.pager().prefetch(prefetch).items().test(0);
        demands.forEach(subscriber::request);

        int demanded = demands.stream().mapToInt(i -> i).sum();
        assertThat(subscriber.values())
                .containsExactlyElementsOf(
                        IntStream.range(0, Math.min(all, demanded)).boxed().toList());
        assertThat(source.requests.get()).isEqualTo(pagesFor(sizes, demanded));
    }

    @Property
    void resumesAfterAnyPageWithExactlyTheRemainingItems(
            @ForAll @Size(min = 2, max = 8) List<@IntRange(max = 4) Integer> sizes,
            @ForAll @IntRange(max = 6) int after) {
        NumberPages source = new NumberPages(sizes);
        List<Page<Integer>> pages = source.pager().pages().toList().blockingGet();
        int stop = Math.min(after, sizes.size() - 2);
        List<Integer> seen = new ArrayList<>();
        pages.subList(0, stop + 1).forEach(page -> seen.addAll(page.items()));

        ResumeToken kept = ResumeToken.parse(pages.get(stop).resumeToken().toString());
        seen.addAll(source.pager().resume(kept).items().toList().blockingGet());

        int all = sizes.stream().mapToInt(i -> i).sum();
        assertThat(seen)
                .containsExactlyElementsOf(IntStream.range(0, all).boxed().toList());
    }

    /** Returns the smallest number of leading pages that hold the demanded items, or the number of all pages. */
    private static int pagesFor(List<Integer> sizes, int demanded) {
        int held = 0;
        int pages = 0;
        while (pages < sizes.size() && held < demanded) {
            held += sizes.get(pages++);
        }
        return pages;
    }
}
