package com.inboxapp.sdk.rx;

import static com.inboxapp.sdk.rx.NumberPages.cursor;
import static com.inboxapp.sdk.rx.NumberPages.index;
import static com.inboxapp.sdk.rx.NumberPages.pager;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.inboxapp.sdk.InboxPaginationException;
import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.rx.NumberPages.Numbers;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;

@ExtendWith(UndeliverableErrors.class)
class PagerTest {
    @Test
    void requestsNothingWithoutDemand() {
        NumberPages source = new NumberPages(List.of(5, 5));

        TestSubscriber<Integer> subscriber = source.items().test(0);

        assertThat(source.requests).hasValue(0);
        subscriber.assertNoValues().assertNotComplete();
    }

    @Test
    void requestsOnePageForOneItem() {
        NumberPages source = new NumberPages(List.of(5, 5, 5));

        source.items().test(1).assertValues(0).assertNotComplete();

        assertThat(source.requests).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void doesNotFetchTheNextPageForOnePageOfDemand(int prefetch) {
        NumberPages source = new NumberPages(List.of(5, 5, 5));

        source.pager().prefetch(prefetch).items().test(5).assertValueCount(5);

        assertThat(source.requests).hasValue(1);
    }

    @Test
    void completesWithTheLastItemWithoutFurtherDemand() {
        NumberPages source = new NumberPages(List.of(2, 3));

        source.items().test(5).assertValues(0, 1, 2, 3, 4).assertComplete();
    }

    @Test
    void skipsEmptyPages() {
        NumberPages source = new NumberPages(List.of(0, 0, 2, 0));

        source.items().test().assertValues(0, 1).assertComplete();

        assertThat(source.requests).hasValue(4);
    }

    @Test
    void startsAtTheGivenCursor() {
        NumberPages source = new NumberPages(List.of(2, 2, 2));

        source.pagerFrom(cursor(2)).items().test().assertValues(4, 5).assertComplete();
    }

    @Test
    void fetchesPagesOneByOne() {
        NumberPages source = new NumberPages(List.of(2, 2, 2));

        source.pager().pages().test(2).assertValueCount(2).assertNotComplete();

        assertThat(source.requests).hasValue(2);
    }

    @Test
    void onlyTheLastPageHasNoResumeToken() {
        NumberPages source = new NumberPages(List.of(1, 1, 1));

        assertThat(source.pager()
                        .pages()
                        .map(page -> page.resumeToken() == null)
                        .toList()
                        .blockingGet())
                .containsExactly(false, false, true);
    }

    @Test
    void everySubscriptionStartsFromTheFirstPage() {
        Flowable<Integer> items = new NumberPages(List.of(1, 1)).items();

        items.test().assertValues(0, 1);
        items.test().assertValues(0, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void readsAMillionPagesWithoutStackOverflow(int prefetch) {
        int pages = 1_000_000;
        AtomicInteger requests = new AtomicInteger();
        Pager<Integer> pager = pager(cursor -> {
            int index = index(cursor);
            requests.incrementAndGet();
            return Single.just(new Numbers(List.of(index), index + 1 == pages ? null : cursor(index + 1)));
        });

        pager.prefetch(prefetch).items().count().test().assertValue((long) pages);

        assertThat(requests).hasValue(pages);
    }

    @Test
    void prefetchesOnePageWhileDemandExceedsTheBuffer() {
        List<SingleSubject<Numbers>> requested = new ArrayList<>();
        TestSubscriber<Integer> subscriber = pager(cursor -> {
                    SingleSubject<Numbers> response = SingleSubject.create();
                    requested.add(response);
                    return response;
                })
                .prefetch(1)
                .items()
                .test(0);
        assertThat(requested).isEmpty();
        subscriber.request(3);
        assertThat(requested).hasSize(1);
        List<Integer> seen = new ArrayList<>();
        subscriber.request(1);

        requested.get(0).onSuccess(new Numbers(List.of(0, 1, 2), cursor(1)));
        assertThat(requested).hasSize(2);
        assertThat(subscriber.values()).containsExactly(0, 1, 2);

        requested.get(1).onSuccess(new Numbers(List.of(3, 4, 5), cursor(2)));
        assertThat(requested).hasSize(2);
        assertThat(subscriber.values()).containsExactly(0, 1, 2, 3);
        subscriber.request(2);
        assertThat(requested).hasSize(2);
        subscriber.request(1);
        assertThat(requested).hasSize(3);
        assertThat(seen).isEmpty();
        subscriber.cancel();
        assertThat(requested.get(2).hasObservers()).isFalse();
    }

    @Test
    void failsAfterBufferedItemsWhenAPrefetchedPageFails() {
        IllegalStateException failure = new IllegalStateException("no");
        TestSubscriber<Integer> subscriber = pager(cursor ->
                        cursor == null ? Single.just(new Numbers(List.of(1, 2), cursor(1))) : Single.error(failure))
                .prefetch(1)
                .items()
                .test(0);
        subscriber.request(1);
        subscriber.assertValues(1).assertNoErrors();
        subscriber.request(5);
        subscriber.assertValues(1, 2).assertError(failure);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, Integer.MAX_VALUE})
    void rejectsAnInvalidPrefetch(int pages) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NumberPages(List.of(1)).pager().prefetch(pages))
                .withMessageContaining(String.valueOf(pages));
    }

    @Test
    void failsOnACursorThatPointsToItself() {
        pager(cursor -> Single.just(new Numbers(List.of(1), cursor(7))))
                .items()
                .test()
                .assertError(InboxPaginationException.class);
    }

    @Test
    void failsOnTwoCursorsThatPointToEachOther() {
        pager(cursor -> Single.just(new Numbers(List.of(1), cursor(cursor == null || index(cursor) == 2 ? 1 : 2))))
                .items()
                .test()
                .assertError(InboxPaginationException.class);
    }

    @Test
    void cancelsTheRequestInFlightOnDisposal() {
        SingleSubject<Numbers> response = SingleSubject.create();
        TestSubscriber<Integer> subscriber = pager(cursor -> response).items().test();

        subscriber.cancel();

        assertThat(response.hasObservers()).isFalse();
    }

    @Test
    void stopsInTheMiddleOfAPageWhenCancelled() {
        NumberPages source = new NumberPages(List.of(5, 5));

        source.items().takeUntil(item -> item == 2).test().assertValues(0, 1, 2).assertComplete();

        assertThat(source.requests).hasValue(1);
    }

    @Test
    void failsAfterThePrecedingItemsAndResumesFromThePreviousPage() {
        IllegalStateException failure = new IllegalStateException("no");
        NumberPages source = new NumberPages(List.of(2, 2, 2));
        Pager<Integer> failing =
                pager(cursor -> cursor != null && index(cursor) == 1 ? Single.error(failure) : source.page(cursor));

        failing.items().test().assertValues(0, 1).assertError(failure);
        TestSubscriber<Page<Integer>> pages = failing.pages().test();

        pages.assertValueCount(1).assertError(failure);
        ResumeToken token = pages.values().get(0).resumeToken();
        source.pager().resume(token).items().test().assertValues(2, 3, 4, 5).assertComplete();
        assertThat(ResumeToken.of(failure)).isEmpty();
    }

    @Test
    void resumesALoopFromTheStartWhenTheFirstPageFails() {
        IllegalStateException failure = new IllegalStateException("no");
        assertThatThrownBy(() -> pager(cursor -> Single.error(failure))
                        .iterable()
                        .iterator()
                        .hasNext())
                .isSameAs(failure);

        new NumberPages(List.of(1, 1))
                .pager()
                .resume(ResumeToken.of(failure).orElseThrow())
                .items()
                .test()
                .assertValues(0, 1)
                .assertComplete();
    }

    @Test
    void failsWhenTheFetchThrows() {
        IllegalStateException failure = new IllegalStateException("no");
        pager(cursor -> {
                    throw failure;
                })
                .items()
                .test()
                .assertError(failure);
    }

    @Test
    void failsWhenItemsCannotBeExtractedFromAPage() {
        IllegalStateException failure = new IllegalStateException("no");
        Pager<Integer> pager = Pager.of(
                "numbers.list",
                List.of(),
                NumberPages.QUERY,
                null,
                new NumberPages(List.of(1))::page,
                page -> {
                    throw failure;
                },
                Numbers::next);

        pager.items().test().assertError(failure);
    }

    @Test
    void failsOnANullItem() {
        pager(cursor -> Single.just(new Numbers(Collections.singletonList(null), null)))
                .items()
                .test()
                .assertError(NullPointerException.class);
    }

    @Test
    void failsOnNonPositiveDemand() {
        List<Throwable> errors = new ArrayList<>();
        NumberPages source = new NumberPages(List.of(1));

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

    @Test
    void rejectsATokenOfAnotherPager() {
        ResumeToken token =
                new NumberPages(List.of(1, 1)).pager().pages().blockingFirst().resumeToken();
        Pager<Integer> other = Pager.of(
                "numbers.list",
                List.of("thread_1"),
                NumberPages.QUERY,
                (Cursor) null,
                new NumberPages(List.of(1))::page,
                Numbers::items,
                Numbers::next);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.resume(token))
                .withMessageContaining("thread_1");
    }
}
