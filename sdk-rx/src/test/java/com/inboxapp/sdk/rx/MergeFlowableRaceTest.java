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
    /** The window between two reads is narrow: hitting it takes many attempts without a barrier. */
    private static final int HAND_OVERS = 200_000;

    @RegisterExtension
    final Race race = new Race();

    /** A stream that a test drives by hand and that counts the demand. */
    private static final class ManualSource extends Flowable<Integer> implements Subscription {
        final AtomicLong requested = new AtomicLong();
        private volatile Subscriber<? super Integer> subscriber = new TestSubscriber<>();
        volatile boolean cancelled;

        @Override
        protected void subscribeActual(Subscriber<? super Integer> merge) {
            subscriber = merge;
            merge.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            requested.addAndGet(n);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        void emit(int item) {
            subscriber.onNext(item);
        }

        void complete() {
            subscriber.onComplete();
        }

        void fail() {
            subscriber.onError(new IllegalStateException("no"));
        }
    }

    private static TestSubscriber<Integer> merged(ManualSource... sources) {
        return new MergeFlowable<Integer>(List.of(sources), Comparator.naturalOrder(), sources.length).test(1);
    }

    private static void spinUntil(BooleanSupplier condition) {
        for (int spins = 1; !condition.getAsBoolean(); spins++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted");
            }
            if (spins % 50_000 == 0) {
                // on a busy machine, the other thread may be waiting for this core
                LockSupport.parkNanos(1);
            }
            Thread.onSpinWait();
        }
    }

    private static List<Integer> requestUntilTerminated(ManualSource source, Runnable afterSubscribe) {
        AtomicBoolean ended = new AtomicBoolean();
        TestSubscriber<Integer> subscriber = new MergeFlowable<Integer>(List.of(source), Comparator.naturalOrder(), 2)
                .doOnTerminate(() -> ended.set(true))
                .test(1);
        afterSubscribe.run();
        spinUntil(() -> {
            subscriber.request(1);
            return ended.get();
        });
        return subscriber.values();
    }

    @Test
    void doesNotLoseALastItemWhenDemandRacesWithCompletion() throws Exception {
        AtomicReference<@Nullable ManualSource> next = new AtomicReference<>();
        AtomicInteger lost = new AtomicInteger();

        race.together(
                () -> {
                    for (int i = 0; i < HAND_OVERS; i++) {
                        spinUntil(() -> next.get() != null);
                        ManualSource only = Objects.requireNonNull(next.getAndSet(null));
                        only.emit(1);
                        only.complete();
                    }
                },
                () -> {
                    for (int i = 0; i < HAND_OVERS; i++) {
                        ManualSource only = new ManualSource();
                        List<Integer> items = requestUntilTerminated(only, () -> next.set(only));
                        lost.addAndGet(1 - items.size());
                    }
                });

        assertThat(lost).hasValue(0);
    }

    @Test
    void doesNotRequestMoreWhileAnItemIsBuffered() throws Exception {
        ManualSource only = new ManualSource();
        List<Integer> items = new ArrayList<>();

        race.together(
                () -> {
                    for (int i = 0; i < HAND_OVERS; i++) {
                        int sent = i;
                        spinUntil(() -> only.requested.get() > sent);
                        only.emit(i);
                    }
                    only.complete();
                },
                () -> items.addAll(requestUntilTerminated(only, () -> {})));

        assertThat(items).hasSize(HAND_OVERS).isSorted();
    }

    @Test
    void cancelsEverySourceWhenCancellationRacesWithItemsAndDemand() throws Exception {
        for (int i = 0; i < LOOPS; i++) {
            ManualSource one = new ManualSource();
            ManualSource other = new ManualSource();
            TestSubscriber<Integer> subscriber = merged(one, other);

            race.together(() -> one.emit(1), () -> other.emit(2), () -> subscriber.request(1), subscriber::cancel);

            assertThat(one.cancelled).isTrue();
            assertThat(other.cancelled).isTrue();
            assertThat(subscriber.values()).isIn(List.of(), List.of(1), List.of(1, 2));
            subscriber.assertNoErrors().assertNotComplete();
        }
    }

    @Test
    void reportsOneOfTwoRacingFailuresAndDropsTheOther() throws Exception {
        for (int i = 0; i < LOOPS; i++) {
            ManualSource one = new ManualSource();
            ManualSource other = new ManualSource();
            TestSubscriber<Integer> subscriber = merged(one, other);

            race.together(one::fail, other::fail);

            subscriber.assertNoValues().assertError(IllegalStateException.class);
        }
    }
}
