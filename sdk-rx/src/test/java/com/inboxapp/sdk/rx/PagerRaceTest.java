package com.inboxapp.sdk.rx;

import static com.inboxapp.sdk.rx.NumberPages.cursor;
import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.rx.NumberPages.Numbers;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(UndeliverableErrors.class)
class PagerRaceTest {
    private static final int LOOPS = 2_500;

    @RegisterExtension
    final Race race = new Race();

    @Test
    void racesAResponseWithACancellation() throws Exception {
        for (int i = 0; i < LOOPS; i++) {
            SingleSubject<Numbers> response = SingleSubject.create();
            TestSubscriber<Integer> subscriber =
                    NumberPages.pager(cursor -> response).items().test();

            race.together(() -> response.onSuccess(new Numbers(List.of(1, 2), null)), subscriber::cancel);

            assertThat(response.hasObservers()).isFalse();
            subscriber.assertNoErrors();
            assertThat(subscriber.values()).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void racesAFailureWithDemand() throws Exception {
        for (int i = 0; i < LOOPS; i++) {
            SingleSubject<Numbers> response = SingleSubject.create();
            TestSubscriber<Integer> subscriber =
                    NumberPages.pager(cursor -> response).items().test();

            // an InboxCall swallows a failure that arrives too late, while a subject would report it
            race.together(
                    () -> {
                        if (response.hasObservers()) {
                            response.onError(new IllegalStateException("no"));
                        }
                    },
                    () -> subscriber.request(1));

            subscriber.awaitDone(60, TimeUnit.SECONDS).assertError(IllegalStateException.class);
        }
    }

    @Test
    void racesDemandsWithResponses() throws Exception {
        for (int i = 0; i < LOOPS; i++) {
            SingleSubject<Numbers> first = SingleSubject.create();
            SingleSubject<Numbers> second = SingleSubject.create();
            TestSubscriber<Integer> subscriber = NumberPages.pager(cursor -> cursor == null ? first : second)
                    .prefetch(i % 2)
                    .items()
                    .test(1);

            race.together(
                    () -> subscriber.request(1),
                    () -> subscriber.request(2),
                    () -> first.onSuccess(new Numbers(List.of(0, 1), cursor(1))),
                    () -> second.onSuccess(new Numbers(List.of(2, 3), null)));

            subscriber.awaitDone(60, TimeUnit.SECONDS).assertValues(0, 1, 2, 3).assertComplete();
        }
    }
}
