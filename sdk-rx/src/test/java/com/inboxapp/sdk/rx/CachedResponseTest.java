package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.subjects.SingleSubject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(UndeliverableErrors.class)
class CachedResponseTest {
    private final VirtualTime time = new VirtualTime();
    private final List<SingleSubject<String>> reads = new ArrayList<>();
    private final CachedResponse<String> cached = new CachedResponse<>(
            Single.defer(() -> {
                SingleSubject<String> read = SingleSubject.create();
                reads.add(read);
                return read;
            }),
            Duration.ofMinutes(1),
            time);

    @AfterEach
    void removeHook() {
        RxJavaPlugins.setOnSingleAssembly(null);
    }

    /** Runs an event after the caller has checked the cache and before it acts on the result of the check. */
    private TestObserver<String> getAndMeanwhile(Single<CachedResponse.Entry<String>> caller, Runnable event) {
        Single<String> value = caller.map(CachedResponse.Entry::value);
        AtomicBoolean happened = new AtomicBoolean();
        RxJavaPlugins.setOnSingleAssembly(single -> {
            if (happened.compareAndSet(false, true)) {
                event.run();
            }
            return single;
        });
        TestObserver<String> result = value.test();
        assertThat(happened).isTrue();
        return result;
    }

    @Test
    void doesNotReadAgainWhenAReadCompletesDuringTheCheck() {
        TestObserver<String> first =
                cached.get().map(CachedResponse.Entry::value).test();
        TestObserver<String> second =
                getAndMeanwhile(cached.get(), () -> reads.get(0).onSuccess("one"));
        first.assertResult("one");
        second.assertResult("one");
        assertThat(reads).hasSize(1);
    }

    @Test
    void sharesTheFailureOfAReadInFlightAndThenReadsAgain() {
        var first = cached.get().test();
        TestObserver<String> second =
                getAndMeanwhile(cached.get(), () -> reads.get(0).onError(new IllegalStateException("lost")));
        first.assertError(IllegalStateException.class);
        second.assertError(IllegalStateException.class);
        var third = cached.get().map(CachedResponse.Entry::value).test();
        reads.get(1).onSuccess("two");
        third.assertResult("two");
        assertThat(reads).hasSize(2);
    }

    @Test
    void refreshesAnExpiredValueOnceForAllCallers() {
        var first = cached.get().test();
        reads.get(0).onSuccess("one");
        first.assertValue(entry -> !entry.fromCache());
        cached.get().test().assertValue(CachedResponse.Entry::fromCache);
        time.advance(Duration.ofMinutes(1));
        var second = cached.get().test();
        var third = cached.get().test();
        reads.get(1).onSuccess("two");
        second.assertValue(entry -> entry.value().equals("two") && !entry.fromCache());
        third.assertValue(entry -> entry.value().equals("two") && !entry.fromCache());
        assertThat(reads).hasSize(2);
    }
}
