package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.rx.NumberPages.Page;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;

/** The rules of Reactive Streams, as their own test kit checks them, for the pages of a walk. */
public class WalkPagesTckTest extends PublisherVerification<WalkPage<Integer>> {
    private static final int TIMEOUT_MILLIS = 200;

    /** Called by TestNG. */
    public WalkPagesTckTest() {
        super(new TestEnvironment(TIMEOUT_MILLIS));
    }

    @Override
    public Publisher<WalkPage<Integer>> createPublisher(long elements) {
        return NumberPages.walk(cursor -> {
                    int index = NumberPages.index(cursor);
                    return Single.just(
                            new Page(List.of(index), index + 1 == elements ? null : NumberPages.cursor(index + 1)));
                })
                .pages();
    }

    @Override
    public @Nullable Publisher<WalkPage<Integer>> createFailedPublisher() {
        // nothing fails before something is asked for
        return null;
    }

    @Override
    public long maxElementsFromPublisher() {
        // there is always a page
        return Long.MAX_VALUE - 1;
    }
}
