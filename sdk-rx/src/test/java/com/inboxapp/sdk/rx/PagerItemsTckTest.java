package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.rx.NumberPages.Numbers;
import io.reactivex.rxjava3.core.Single;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;

/** Verifies the items of a pager with the Reactive Streams TCK. */
public class PagerItemsTckTest extends PublisherVerification<Integer> {
    private static final int TIMEOUT_MILLIS = 200;
    private static final int PAGE = 3;

    /** Called by TestNG. */
    public PagerItemsTckTest() {
        super(new TestEnvironment(TIMEOUT_MILLIS));
    }

    @Override
    public Publisher<Integer> createPublisher(long elements) {
        return NumberPages.pager(cursor -> {
                    int index = NumberPages.index(cursor);
                    long last = Math.min(elements, (index + 1L) * PAGE);
                    return Single.just(new Numbers(
                            LongStream.range((long) index * PAGE, last)
                                    .mapToObj(item -> (int) item)
                                    .toList(),
                            last == elements ? null : NumberPages.cursor(index + 1)));
                })
                .prefetch(1)
                .items();
    }

    @Override
    public @Nullable Publisher<Integer> createFailedPublisher() {
        // a stream never fails before the first request
        return null;
    }
}
