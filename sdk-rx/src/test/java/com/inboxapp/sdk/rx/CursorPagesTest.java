package com.inboxapp.sdk.rx;

import static com.inboxapp.sdk.rx.NumberPages.cursor;
import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.InboxPaginationException;
import com.inboxapp.sdk.rx.NumberPages.Page;
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
import org.reactivestreams.Subscription;

@ExtendWith(UndeliverableErrors.class)
class CursorPagesTest {
    @Test
    void nothingIsRequestedBeforeThereIsDemand() {
        NumberPages source = new NumberPages(List.of(5, 5));

        TestSubscriber<Integer> subscriber = source.items().test(0);

        assertThat(source.requests).hasValue(0);
        subscriber.assertNoValues().assertNotComplete();
    }

    @Test
    void oneItemCostsOnePage() {
        NumberPages source = new NumberPages(List.of(5, 5, 5));

        source.items().test(1).assertValues(0).assertNotComplete();

        assertThat(source.requests).hasValue(1);
    }

    @Test
    void aWholePageOfDemandDoesNotFetchTheNext() {
        NumberPages source = new NumberPages(List.of(5, 5, 5));

        source.items().test(5).assertValueCount(5);

        assertThat(source.requests).hasValue(1);
    }

    @Test
    void theLastItemCompletesWithoutMoreDemand() {
        NumberPages source = new NumberPages(List.of(2, 3));

        source.items().test(5).assertValues(0, 1, 2, 3, 4).assertComplete();
    }

    @Test
    void emptyPagesPass() {
        NumberPages source = new NumberPages(List.of(0, 0, 2, 0));

        source.items().test().assertValues(0, 1).assertComplete();

        assertThat(source.requests).hasValue(4);
    }

    @Test
    void aWalkBeginsAtTheGivenCursor() {
        NumberPages source = new NumberPages(List.of(2, 2, 2));

        source.walk(cursor(2)).items(Page::items).test().assertValues(4, 5).assertComplete();
    }

    @Test
    void pagesAreFetchedOneByOne() {
        NumberPages source = new NumberPages(List.of(2, 2, 2));

        source.walk(null).pages().test(2).assertValueCount(2).assertNotComplete();

        assertThat(source.requests).hasValue(2);
    }

    @Test
    void everySubscriptionWalksFromTheStart() {
        Flowable<Integer> items = new NumberPages(List.of(1, 1)).items();

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
        NumberPages source = new NumberPages(List.of(5, 5));

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

        new NumberPages(List.of(1))
                .walk(null)
                .items(page -> {
                    throw failure;
                })
                .test()
                .assertError(failure);
    }

    @Test
    void anItemThatIsNullEndsTheStream() {
        new NumberPages(List.of(1))
                .walk(null)
                .items(page -> Collections.<Integer>singletonList(null))
                .test()
                .assertError(NullPointerException.class);
    }

    @Test
    void aDemandThatIsNotPositiveIsAnError() {
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
}
