package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

@ExtendWith(UndeliverableErrors.class)
class MergeFlowableRaceTest {
    private static final int LOOPS = 2_500;
    /** The window between two reads is narrow: it takes many tries without a barrier to meet it. */
    private static final int HAND_OVERS = 200_000;

    @RegisterExtension
    final Race race = new Race();

    /** A stream that a test answers by hand, and that counts what it is asked for. */
    private static final class ByHand extends Flowable<Integer> implements Subscription {
        final AtomicLong asked = new AtomicLong();
        private volatile Subscriber<? super Integer> subscriber = new TestSubscriber<>();
        volatile boolean cancelled;

        @Override
        protected void subscribeActual(Subscriber<? super Integer> merge) {
            subscriber = merge;
            merge.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            asked.addAndGet(n);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        void item(int item) {
            subscriber.onNext(item);
        }

        void end() {
            subscriber.onComplete();
        }

        void fail() {
            subscriber.onError(new IllegalStateException("no"));
        }
    }

    private static TestSubscriber<Integer> merged(ByHand... sources) {
        return new MergeFlowable<Integer>(List.of(sources), Comparator.naturalOrder(), sources.length).test(1);
    }

    private static void spinUntil(BooleanSupplier condition) {
        for (int spins = 1; !condition.getAsBoolean(); spins++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted");
            }
            if (spins % 50_000 == 0) {
                // on a busy machine, the other one may wait for this core
                LockSupport.parkNanos(1);
            }
            Thread.onSpinWait();
        }
    }

    private static List<Integer> demandedUntilItEnds(ByHand source, Runnable whenAsked) {
        AtomicBoolean ended = new AtomicBoolean();
        TestSubscriber<Integer> subscriber = new MergeFlowable<Integer>(List.of(source), Comparator.naturalOrder(), 2)
                .doOnTerminate(() -> ended.set(true))
                .test(1);
        whenAsked.run();
        spinUntil(() -> {
            subscriber.request(1);
            return ended.get();
        });
        return subscriber.values();
    }

    @Test
    void aLastItemThatEndsItsStreamAtOnceIsNotLostToADemand() throws Exception {
        AtomicReference<@Nullable ByHand> next = new AtomicReference<>();
        AtomicInteger lost = new AtomicInteger();

        race.together(
                () -> {
                    for (int i = 0; i < HAND_OVERS; i++) {
                        spinUntil(() -> next.get() != null);
                        ByHand only = Objects.requireNonNull(next.getAndSet(null));
                        only.item(1);
                        only.end();
                    }
                },
                () -> {
                    for (int i = 0; i < HAND_OVERS; i++) {
                        ByHand only = new ByHand();
                        List<Integer> items = demandedUntilItEnds(only, () -> next.set(only));
                        lost.addAndGet(1 - items.size());
                    }
                });

        assertThat(lost).hasValue(0);
    }

    @Test
    void aStreamWhoseItemIsHeldIsNotAskedAgain() throws Exception {
        ByHand only = new ByHand();
        List<Integer> items = new ArrayList<>();

        race.together(
                () -> {
                    for (int i = 0; i < HAND_OVERS; i++) {
                        int sent = i;
                        spinUntil(() -> only.asked.get() > sent);
                        only.item(i);
                    }
                    only.end();
                },
                () -> items.addAll(demandedUntilItEnds(only, () -> {})));

        assertThat(items).hasSize(HAND_OVERS).isSorted();
    }

    @Test
    void aCancellationAmongDemandsAndItemsCancelsEveryStreamAndNothingComesTwice() throws Exception {
        for (int i = 0; i < LOOPS; i++) {
            ByHand one = new ByHand();
            ByHand other = new ByHand();
            TestSubscriber<Integer> subscriber = merged(one, other);

            race.together(() -> one.item(1), () -> other.item(2), () -> subscriber.request(1), subscriber::cancel);

            assertThat(one.cancelled).isTrue();
            assertThat(other.cancelled).isTrue();
            assertThat(subscriber.values()).isIn(List.of(), List.of(1), List.of(1, 2));
            subscriber.assertNoErrors().assertNotComplete();
        }
    }

    @Test
    void ofTwoFailuresOneReachesTheConsumerAndNoneReachesNobody() throws Exception {
        for (int i = 0; i < LOOPS; i++) {
            ByHand one = new ByHand();
            ByHand other = new ByHand();
            TestSubscriber<Integer> subscriber = merged(one, other);

            race.together(one::fail, other::fail);

            subscriber.assertNoValues().assertError(IllegalStateException.class);
        }
    }
}
