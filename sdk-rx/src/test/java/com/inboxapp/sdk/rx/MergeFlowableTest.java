package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.processors.UnicastProcessor;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(UndeliverableErrors.class)
class MergeFlowableTest {
    private static final int LOOPS = 2_500;

    private static <T extends Comparable<T>> MergeFlowable<T> merged(List<Flowable<T>> sources, int concurrency) {
        return new MergeFlowable<>(sources, Comparator.naturalOrder(), concurrency);
    }

    @Test
    void subscribesOnDemandUpToTheConcurrencyLimit() {
        AtomicInteger subscribed = new AtomicInteger();
        List<Flowable<Integer>> sources = Stream.generate(
                        () -> Flowable.<Integer>never().doOnSubscribe(s -> subscribed.incrementAndGet()))
                .limit(10)
                .toList();
        TestSubscriber<Integer> subscriber = merged(sources, 3).test(0);
        assertThat(subscribed).hasValue(0);
        subscriber.request(5);
        assertThat(subscribed).hasValue(3);
        subscriber.cancel();
    }

    @Test
    void mergesAMillionSynchronousItemsWithoutStackOverflow() {
        List<Flowable<Integer>> sources = List.of(Flowable.range(0, 500_000), Flowable.range(0, 500_000));
        assertThat(merged(sources, 2).count().blockingGet()).isEqualTo(1_000_000);
    }

    @Test
    void failsWithTheFirstErrorAndCancelsTheOtherSources() {
        UnicastProcessor<Integer> other = UnicastProcessor.create();
        TestSubscriber<Integer> subscriber = merged(List.of(other, Flowable.error(new IllegalStateException("no"))), 2)
                .test();
        subscriber.assertError(IllegalStateException.class);
        assertThat(other.hasSubscribers()).isFalse();
    }

    @Test
    void losesNothingWhenItemsDemandAndCompletionRace() throws Exception {
        for (int i = 0; i < LOOPS; i++) {
            List<Flowable<Integer>> sources = new ArrayList<>();
            for (int source = 0; source < 3; source++) {
                sources.add(Flowable.range(0, 3).subscribeOn(Schedulers.computation()));
            }
            TestSubscriber<Integer> subscriber = merged(sources, 1 + i % 3).test(0);
            CyclicBarrier start = new CyclicBarrier(2);
            Thread other = new Thread(() -> {
                try {
                    start.await();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                subscriber.request(4);
            });
            other.start();
            start.await();
            subscriber.request(5);
            other.join();
            subscriber
                    .awaitDone(60, TimeUnit.SECONDS)
                    .assertValues(0, 0, 0, 1, 1, 1, 2, 2, 2)
                    .assertComplete();
        }
    }

    @Test
    void cancelsEverySourceWhenCancellationRacesWithItems() throws Exception {
        for (int i = 0; i < LOOPS; i++) {
            UnicastProcessor<Integer> first = UnicastProcessor.create();
            UnicastProcessor<Integer> second = UnicastProcessor.create();
            TestSubscriber<Integer> subscriber =
                    merged(List.of(first, second), 2).test();
            Thread items = new Thread(() -> {
                first.onNext(1);
                second.onNext(2);
            });
            items.start();
            subscriber.cancel();
            items.join();
            assertThat(first.hasSubscribers()).isFalse();
            assertThat(second.hasSubscribers()).isFalse();
            subscriber.assertNoErrors().assertNotComplete();
        }
    }
}
