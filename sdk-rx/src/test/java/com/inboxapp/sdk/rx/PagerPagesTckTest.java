package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.rx.NumberPages.Numbers;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;

/** Verifies the pages of a pager with the Reactive Streams TCK. */
public class PagerPagesTckTest extends PublisherVerification<Page<Integer>> {
    private static final int TIMEOUT_MILLIS = 200;

    /** Called by TestNG. */
    public PagerPagesTckTest() {
        super(new TestEnvironment(TIMEOUT_MILLIS));
    }

    @Override
    public Publisher<Page<Integer>> createPublisher(long elements) {
        return NumberPages.pager(cursor -> {
                    int index = NumberPages.index(cursor);
                    return Single.just(
                            new Numbers(List.of(index), index + 1 == elements ? null : NumberPages.cursor(index + 1)));
                })
                .pages();
    }

    @Override
    public @Nullable Publisher<Page<Integer>> createFailedPublisher() {
        // a stream never fails before the first request
        return null;
    }

    @Override
    public long maxElementsFromPublisher() {
        // a pager always emits at least one page
        return Long.MAX_VALUE - 1;
    }
}
