package com.inboxapp.sdk.rx;

import static com.inboxapp.sdk.rx.NumberPages.cursor;
import static com.inboxapp.sdk.rx.NumberPages.index;
import static com.inboxapp.sdk.rx.NumberPages.pager;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.inboxapp.sdk.InboxInterruptedException;
import com.inboxapp.sdk.rx.NumberPages.Numbers;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.SingleSubject;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(UndeliverableErrors.class)
class PagerIteratorTest {
    @Test
    void iteratesOverAllPages() {
        NumberPages source = new NumberPages(List.of(2, 0, 3));

        assertThat(source.pager().iterable()).containsExactly(0, 1, 2, 3, 4);
        assertThat(source.pager().stream()).containsExactly(0, 1, 2, 3, 4);
        assertThat(new NumberPages(List.of(0)).pager().iterable()).isEmpty();
    }

    @Test
    void requestsAPageOnlyWhenTheNextItemIsNotBuffered() {
        NumberPages source = new NumberPages(List.of(2, 2, 2));
        Iterator<Integer> iterator = source.pager().iterable().iterator();
        assertThat(source.requests).hasValue(0);

        iterator.next();
        iterator.next();
        assertThat(source.requests).hasValue(1);
        assertThat(iterator.hasNext()).isTrue();
        assertThat(iterator.hasNext()).isTrue();

        assertThat(source.requests).hasValue(2);
    }

    @Test
    void throwsNoSuchElementAfterTheEnd() {
        Iterator<Integer> iterator =
                new NumberPages(List.of(1)).pager().iterable().iterator();
        iterator.next();

        assertThat(iterator.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(iterator::next)
                .withMessageContaining("numbers.list");
    }

    @Test
    void throwsAFailureAfterThePrecedingItems() {
        IllegalStateException failure = new IllegalStateException("no");
        Iterator<Integer> iterator = pager(cursor ->
                        cursor == null ? Single.just(new Numbers(List.of(1), cursor(1))) : Single.error(failure))
                .iterable()
                .iterator();
        assertThat(iterator.next()).isEqualTo(1);

        assertThatThrownBy(iterator::hasNext).isSameAs(failure);
        assertThatThrownBy(iterator::next).isSameAs(failure);
        assertThat(ResumeToken.of(failure)).isPresent();
    }

    @Test
    void theLatestLoopSetsTheResumeTokenOfASharedException() {
        IllegalStateException failure = new IllegalStateException("no");
        NumberPages source = new NumberPages(List.of(1, 1, 1));
        for (int failing = 1; failing <= 2; failing++) {
            int page = failing;
            assertThatThrownBy(() -> pager(cursor -> cursor != null && index(cursor) == page
                                    ? Single.error(failure)
                                    : source.page(cursor))
                            .iterable()
                            .forEach(item -> {}))
                    .isSameAs(failure);
        }

        assertThat(source.pager().resume(ResumeToken.of(failure).orElseThrow()).iterable())
                .containsExactly(2);
    }

    @Test
    void waitsForResponsesFromOtherThreads() {
        NumberPages source = new NumberPages(List.of(3, 3, 3));
        Pager<Integer> pager = pager(cursor -> source.page(cursor).observeOn(Schedulers.io()));

        assertThat(pager.iterable()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void cancelsTheRequestWhenInterrupted() {
        SingleSubject<Numbers> response = SingleSubject.create();
        Iterator<Integer> iterator = pager(cursor -> response).iterable().iterator();
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InboxInterruptedException.class)
                .isThrownBy(iterator::hasNext)
                .withMessageContaining("numbers.list");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(response.hasObservers()).isFalse();
    }

    @Test
    void cancelsTheRequestInFlightWhenTheStreamIsClosed() {
        SingleSubject<Numbers> second = SingleSubject.create();
        Stream<Integer> stream =
                pager(cursor -> cursor == null ? Single.just(new Numbers(List.of(1), cursor(1))) : second)
                        .prefetch(1)
                        .stream();

        try (stream) {
            assertThat(stream.limit(1)).containsExactly(1);
        }

        assertThat(second.hasObservers()).isFalse();
    }
}
