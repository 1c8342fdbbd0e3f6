package com.inboxapp.sdk.rx;

import static com.inboxapp.sdk.rx.NumberPages.cursor;
import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxPaginationException;
import com.inboxapp.sdk.rx.NumberPages.Page;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CursorPagesProperties {
    @Property
    void aCycleOfAnyLengthAfterAnyLeadIsAnError(
            @ForAll @IntRange(max = 50) int lead, @ForAll @IntRange(min = 1, max = 50) int length) {
        CursorPages<Page> walk = CursorPages.of(
                "numbers.list",
                null,
                cursor -> {
                    int index = cursor == null ? 0 : Integer.parseInt(cursor.id());
                    return Single.just(new Page(List.of(index), cursor(index == lead + length ? lead + 1 : index + 1)));
                },
                Page::next);

        walk.items(Page::items).test().assertError(InboxPaginationException.class);
    }

    @Property
    void whateverTheDemandEachItemComesOnceAndNoPageTooMany(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 6) Integer> sizes,
            @ForAll @Size(max = 12) List<@IntRange(min = 1, max = 9) Integer> demands) {
        NumberPages source = new NumberPages(sizes);
        int all = sizes.stream().mapToInt(i -> i).sum();

        TestSubscriber<Integer> subscriber = source.items().test(0);
        demands.forEach(subscriber::request);

        int demanded = demands.stream().mapToInt(i -> i).sum();
        assertThat(subscriber.values())
                .containsExactlyElementsOf(
                        IntStream.range(0, Math.min(all, demanded)).boxed().toList());
        assertThat(source.requests.get()).isEqualTo(pagesFor(sizes, demanded));
    }

    /** The smallest number of leading pages that hold the demanded items, or all of them. */
    private static int pagesFor(List<Integer> sizes, int demanded) {
        int held = 0;
        int pages = 0;
        while (pages < sizes.size() && held < demanded) {
            held += sizes.get(pages++);
        }
        return pages;
    }
}
