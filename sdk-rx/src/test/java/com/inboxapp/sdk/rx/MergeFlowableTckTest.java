package com.inboxapp.sdk.rx;

import io.reactivex.rxjava3.core.Flowable;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;

/** Verifies merged streams with the Reactive Streams TCK. */
public class MergeFlowableTckTest extends PublisherVerification<Long> {
    private static final int TIMEOUT_MILLIS = 200;

    /** Called by TestNG. */
    public MergeFlowableTckTest() {
        super(new TestEnvironment(TIMEOUT_MILLIS));
    }

    @Override
    public Publisher<Long> createPublisher(long elements) {
        long half = elements / 2;
        return new MergeFlowable<>(
                List.of(Flowable.rangeLong(0, half), Flowable.rangeLong(half, elements - half)),
                Comparator.naturalOrder(),
                2);
    }

    @Override
    public @Nullable Publisher<Long> createFailedPublisher() {
        // a stream never fails before the first request
        return null;
    }
}
