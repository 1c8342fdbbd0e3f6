package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.model.InboxThread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MovingListPagerProperties {
    @Property
    void emitsEachThreadOnceWhileThreadsMove(
            @ForAll @IntRange(max = 40) int count,
            @ForAll @IntRange(min = 1, max = 7) int pageSize,
            @ForAll boolean newestFirst,
            @ForAll @IntRange(max = 1) int prefetch,
            @ForAll @Size(max = 40) Set<@IntRange(max = 45) Integer> hidden,
            @ForAll @Size(max = 12) List<@Size(max = 4) List<@IntRange(max = 45) Integer>> moves) {
        MovingThreads threads = new MovingThreads(count, pageSize);
        threads.hidden = hidden::contains;
        List<String> initialIds = threads.ids();
        threads.beforePage = request -> {
            if (request <= moves.size()) {
                moves.get(request - 1).forEach(threads::touch);
            }
        };
        List<PagerWarning> warnings = new ArrayList<>();

        List<String> ids = threads.pager(newestFirst)
                .prefetch(prefetch)
                .maxPasses(100)
                .onWarning(warnings::add)
                .items()
                .map(thread -> thread.id().value())
                .toList()
                .blockingGet();

        assertThat(ids).doesNotHaveDuplicates().containsAll(initialIds);
        assertThat(warnings).isEmpty();
    }

    @Property
    void readsAnUnchangedListWithEmptyPagesInFewExtraRequests(
            @ForAll @IntRange(max = 40) int count,
            @ForAll @IntRange(min = 2, max = 7) int pageSize,
            @ForAll @IntRange(max = 1) int prefetch,
            @ForAll @Size(max = 40) Set<@IntRange(max = 39) Integer> hidden) {
        MovingThreads threads = new MovingThreads(count, pageSize);
        threads.hidden = hidden::contains;
        List<PagerWarning> warnings = new ArrayList<>();

        List<InboxThread> items = threads.pager(true)
                .prefetch(prefetch)
                .onWarning(warnings::add)
                .items()
                .toList()
                .blockingGet();

        assertThat(items).hasSameSizeAs(threads.ids());
        assertThat(warnings).isEmpty();
        assertThat(threads.requests).isLessThanOrEqualTo(Math.max(1, (count + pageSize - 1) / pageSize) + 4);
    }

    /** Despite buffered pages, failed requests and moving threads, resuming after the last finished page loses nothing without a warning. */
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void losesNothingWhenResumedAfterFailures(
            @ForAll @IntRange(min = 1, max = 30) int count,
            @ForAll @IntRange(min = 1, max = 5) int pageSize,
            @ForAll boolean newestFirst,
            @ForAll @IntRange(max = 1) int prefetch,
            @ForAll PagerResumeTest.Consumption consumption,
            @ForAll @Size(max = 25) Set<@IntRange(max = 29) Integer> hidden,
            @ForAll @Size(max = 8) List<@Size(max = 3) List<@IntRange(max = 29) Integer>> moves,
            @ForAll @Size(max = 6) Set<@IntRange(min = 1, max = 20) Integer> failing) {
        MovingThreads threads = new MovingThreads(count, pageSize);
        threads.hidden = hidden::contains;
        threads.beforePage = request -> {
            if (request <= moves.size()) {
                moves.get(request - 1).stream().filter(number -> number < count).forEach(threads::touch);
            }
            if (failing.contains(request)) {
                throw new IllegalStateException("no");
            }
        };
        List<PagerWarning> warnings = Collections.synchronizedList(new ArrayList<>());
        Pager<InboxThread> pager =
                threads.pager(newestFirst).prefetch(prefetch).maxPasses(100).onWarning(warnings::add);
        List<String> done = new ArrayList<>();
        AtomicReference<ResumeToken> finished = new AtomicReference<>();
        AtomicBoolean completed = new AtomicBoolean();
        for (int runs = 0; !completed.get(); runs++) {
            assertThat(runs).isLessThanOrEqualTo(failing.size());
            ResumeToken token = finished.get();
            Throwable failure = consumption
                    .consume(
                            (token == null ? pager : pager.resume(ResumeToken.parse(token.toString()))).pages(),
                            page -> {
                                page.items()
                                        .forEach(thread -> done.add(thread.id().value()));
                                finished.set(page.resumeToken());
                                completed.set(page.resumeToken() == null);
                            })
                    .materialize()
                    .blockingGet()
                    .getError();
            if (failure != null) {
                assertThat(ResumeToken.of(failure)).isEmpty();
            }
        }

        assertThat(done).containsAll(threads.ids());
        assertThat(warnings).isEmpty();
        if (moves.stream().allMatch(List::isEmpty)) {
            assertThat(done).doesNotHaveDuplicates();
        }
    }

    @Property
    void losesNothingWhenResumedAfterAnyPage(
            @ForAll @IntRange(min = 1, max = 30) int count,
            @ForAll @IntRange(min = 1, max = 5) int pageSize,
            @ForAll boolean newestFirst,
            @ForAll @Size(max = 8) List<@Size(max = 3) List<@IntRange(max = 29) Integer>> moves,
            @ForAll @IntRange(max = 12) int stop) {
        MovingThreads threads = new MovingThreads(count, pageSize);
        threads.beforePage = request -> {
            if (request <= moves.size()) {
                moves.get(request - 1).stream().filter(number -> number < count).forEach(threads::touch);
            }
        };
        List<String> seen = new ArrayList<>();
        ResumeToken token = null;
        Pager<InboxThread> pager = threads.pager(newestFirst).maxPasses(100);
        for (Page<InboxThread> page : pager.pages().take(1L + stop).blockingIterable(1)) {
            page.items().forEach(thread -> seen.add(thread.id().value()));
            token = page.resumeToken();
        }
        if (token != null) {
            pager.resume(ResumeToken.parse(token.toString()))
                    .items()
                    .blockingForEach(thread -> seen.add(thread.id().value()));
        }

        assertThat(seen).containsAll(threads.ids());
        if (moves.stream().allMatch(List::isEmpty)) {
            assertThat(seen).doesNotHaveDuplicates();
        }
    }
}
