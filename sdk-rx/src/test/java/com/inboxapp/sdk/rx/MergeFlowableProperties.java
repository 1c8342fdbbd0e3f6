package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MergeFlowableProperties {
    @Property(tries = 300)
    void mergesSortedStreamsInOrder(
            @ForAll @Size(max = 8) List<@Size(max = 20) List<@IntRange(max = 30) Integer>> lists,
            @ForAll @IntRange(min = 1, max = 4) int concurrency) {
        List<Flowable<Integer>> sources = lists.stream()
                .map(list -> Flowable.fromIterable(list.stream().sorted().toList()))
                .toList();
        List<Integer> expected = lists.stream().flatMap(List::stream).sorted().toList();
        TestSubscriber<Integer> subscriber =
                new MergeFlowable<>(sources, Comparator.<Integer>naturalOrder(), concurrency).test(0);
        for (int i = 0; i <= expected.size(); i++) {
            subscriber.request(1);
        }
        assertThat(subscriber.values()).isEqualTo(expected);
        subscriber.assertComplete();
    }
}
