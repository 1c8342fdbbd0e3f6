package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxPaginationException;
import com.inboxapp.sdk.model.Cursor;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Subscription;

@ExtendWith(UndeliverableErrors.class)
class CursorPagesTest {
    private record Page(List<Integer> items, @Nullable Cursor next) {}

    /** Pages of given sizes, numbered through; counts what is asked of it. */
    private static final class Source {
        private final List<Integer> sizes;
        private final AtomicInteger requests = new AtomicInteger();

        Source(List<Integer> sizes) {
            this.sizes = sizes;
        }

        Single<Page> page(@Nullable Cursor cursor) {
            return Single.fromSupplier(() -> {
                requests.incrementAndGet();
                int index = cursor == null ? 0 : Integer.parseInt(cursor.id());
                int first = sizes.subList(0, index).stream().mapToInt(i -> i).sum();
                return new Page(
                        IntStream.range(first, first + sizes.get(index)).boxed().toList(),
                        index + 1 == sizes.size() ? null : cursor(index + 1));
            });
        }

        Flowable<Integer> items() {
            return walk(null).items(Page::items);
        }

        CursorPages<Page> walk(@Nullable Cursor start) {
            return CursorPages.of("numbers.list", start, this::page, Page::next);
        }
    }

    private static Cursor cursor(int index) {
        return new Cursor(String.valueOf(index), "t");
    }

    @Test
    void nothingIsRequestedBeforeThereIsDemand() {
        Source source = new Source(List.of(5, 5));

        TestSubscriber<Integer> subscriber = source.items().test(0);

        assertThat(source.requests).hasValue(0);
        subscriber.assertNoValues().assertNotComplete();
    }

    @Test
    void oneItemCostsOnePage() {
        Source source = new Source(List.of(5, 5, 5));

        source.items().test(1).assertValues(0).assertNotComplete();

        assertThat(source.requests).hasValue(1);
    }

    @Test
    void aWholePageOfDemandDoesNotFetchTheNext() {
        Source source = new Source(List.of(5, 5, 5));

        source.items().test(5).assertValueCount(5);

        assertThat(source.requests).hasValue(1);
    }

    @Test
    void theLastItemCompletesWithoutMoreDemand() {
        Source source = new Source(List.of(2, 3));

        source.items().test(5).assertValues(0, 1, 2, 3, 4).assertComplete();
    }

    @Test
    void emptyPagesPass() {
        Source source = new Source(List.of(0, 0, 2, 0));

        source.items().test().assertValues(0, 1).assertComplete();

        assertThat(source.requests).hasValue(4);
    }

    @Test
    void aWalkBeginsAtTheGivenCursor() {
        Source source = new Source(List.of(2, 2, 2));

        source.walk(cursor(2)).items(Page::items).test().assertValues(4, 5).assertComplete();
    }

    @Test
    void pagesAreFetchedOneByOne() {
        Source source = new Source(List.of(2, 2, 2));

        source.walk(null).pages().test(2).assertValueCount(2).assertNotComplete();

        assertThat(source.requests).hasValue(2);
    }

    @Test
    void everySubscriptionWalksFromTheStart() {
        Flowable<Integer> items = new Source(List.of(1, 1)).items();

        items.test().assertValues(0, 1);
        items.test().assertValues(0, 1);
    }

    @Test
    void aHundredThousandPagesNeedNoDeepStack() {
        int pages = 100_000;
        AtomicInteger requests = new AtomicInteger();
        CursorPages<Page> walk = CursorPages.of(
                "numbers.list",
                null,
                cursor -> {
                    int index = cursor == null ? 0 : Integer.parseInt(cursor.id());
                    requests.incrementAndGet();
                    return Single.just(new Page(List.of(index), index + 1 == pages ? null : cursor(index + 1)));
                },
                Page::next);

        walk.items(Page::items).count().test().assertValue((long) pages);

        assertThat(requests).hasValue(pages);
    }

    @Test
    void aCursorThatNamesItselfIsAnError() {
        CursorPages<Page> walk = CursorPages.of(
                "numbers.list", null, cursor -> Single.just(new Page(List.of(1), cursor(7))), Page::next);

        walk.items(Page::items).test().assertError(InboxPaginationException.class);
    }

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
        Source source = new Source(sizes);
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

    @Test
    void disposingCancelsTheRequestInFlight() {
        SingleSubject<Page> answer = SingleSubject.create();
        TestSubscriber<Integer> subscriber = CursorPages.of("numbers.list", null, cursor -> answer, Page::next)
                .items(Page::items)
                .test();

        subscriber.cancel();

        assertThat(answer.hasObservers()).isFalse();
    }

    @Test
    void aCancelledStreamStopsInTheMiddleOfAPage() {
        Source source = new Source(List.of(5, 5));

        source.items().takeUntil(item -> item == 2).test().assertValues(0, 1, 2).assertComplete();

        assertThat(source.requests).hasValue(1);
    }

    @Test
    void aFailedPageEndsTheStreamAfterTheItemsBeforeIt() {
        IllegalStateException failure = new IllegalStateException("no");
        CursorPages<Page> walk = CursorPages.of(
                "numbers.list",
                null,
                cursor -> cursor == null ? Single.just(new Page(List.of(1), cursor(1))) : Single.error(failure),
                Page::next);

        walk.items(Page::items).test().assertValues(1).assertError(failure);
    }

    @Test
    void aFetchThatThrowsEndsTheStream() {
        IllegalStateException failure = new IllegalStateException("no");
        CursorPages<Page> walk = CursorPages.of(
                "numbers.list",
                null,
                cursor -> {
                    throw failure;
                },
                Page::next);

        walk.items(Page::items).test().assertError(failure);
    }

    @Test
    void itemsThatCannotBeTakenFromAPageEndTheStream() {
        IllegalStateException failure = new IllegalStateException("no");

        new Source(List.of(1))
                .walk(null)
                .items(page -> {
                    throw failure;
                })
                .test()
                .assertError(failure);
    }

    @Test
    void aDemandThatIsNotPositiveIsAnError() {
        List<Throwable> errors = new ArrayList<>();
        Source source = new Source(List.of(1));

        source.items().subscribe(new FlowableSubscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.request(0);
            }

            @Override
            public void onNext(Integer item) {}

            @Override
            public void onError(Throwable failure) {
                errors.add(failure);
            }

            @Override
            public void onComplete() {}
        });

        assertThat(errors).singleElement().isInstanceOf(IllegalArgumentException.class);
        assertThat(source.requests).hasValue(0);
    }
}
