package com.inboxapp.sdk.rx;

import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.function.Function;

/** The pages of one subscription to a pager, in the order of its {@link PagerState}. */
final class PagerPages<P, T, R> implements PageFlowable.Pages<P, R> {
    private final Pager.Source<P, T> source;
    private final PagerState<T> route;
    private final Function<Page<T>, List<R>> out;
    private final boolean finishedWhenTaken;

    /**
     * Creates the pages.
     *
     * @param finishedWhenTaken whether emitted items are finished when more are requested, so that a failure can
     *     carry a resume token
     */
    PagerPages(
            Pager.Source<P, T> source, PagerState<T> route, Function<Page<T>, List<R>> out, boolean finishedWhenTaken) {
        this.source = source;
        this.route = route;
        this.out = out;
        this.finishedWhenTaken = finishedWhenTaken;
    }

    @Override
    public boolean isOver() {
        return route.isOver();
    }

    @Override
    public Single<P> next() {
        return source.fetch().page(route.cursor());
    }

    @Override
    public List<R> accept(P page) {
        List<T> items = source.items().apply(page);
        source.check().accept(items);
        return out.apply(new Page<>(route.accept(items, source.next().apply(page)), route.token()));
    }

    @Override
    public void failed(Throwable failure) {
        ResumeToken token = route.token();
        if (finishedWhenTaken && token != null) {
            token.attachTo(failure);
        }
    }
}
