package com.inboxapp.sdk.rx;

import static com.inboxapp.sdk.rx.MovingThreads.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ThreadPage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(UndeliverableErrors.class)
class MovingListPagerTest {
    private static List<String> ids(Pager<InboxThread> pager) {
        return pager.items().map(thread -> thread.id().value()).toList().blockingGet();
    }

    /** Reads page after page until there is no cursor, like the samples of the guide. */
    private static List<String> naive(MovingThreads threads) {
        List<String> ids = new ArrayList<>();
        Cursor cursor = null;
        do {
            ThreadPage page = threads.page(cursor, true);
            page.threads().forEach(thread -> ids.add(thread.id().value()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return ids;
    }

    /** Before every page but the first, the oldest thread that was not listed yet receives a message. */
    private static MovingThreads movingBeforeEveryPage() {
        MovingThreads threads = new MovingThreads(30, 3);
        threads.beforePage = request -> {
            if (request > 1 && request <= 10) {
                threads.touch(request - 2);
            }
        };
        return threads;
    }

    @Test
    void aNaiveLoopLosesMovingThreads() {
        assertThat(naive(movingBeforeEveryPage())).hasSizeLessThan(30).doesNotContain(id(0));
    }

    @Test
    void emitsMovingThreadsOnce() {
        MovingThreads threads = movingBeforeEveryPage();

        assertThat(ids(threads.pager(true))).containsExactlyInAnyOrderElementsOf(threads.ids());
    }

    @Test
    void readsAnUnchangedListWithOneExtraRequest() {
        MovingThreads threads = new MovingThreads(9, 3);

        assertThat(ids(threads.pager(true))).hasSize(9).startsWith(id(8)).endsWith(id(0));

        assertThat(threads.requests).isEqualTo(4);
    }

    @Test
    void readsASinglePageWithOneRequest() {
        MovingThreads threads = new MovingThreads(3, 3);

        assertThat(ids(threads.pager(true))).hasSize(3);
        assertThat(ids(new MovingThreads(0, 3).pager(true))).isEmpty();

        assertThat(threads.requests).isEqualTo(1);
    }

    @Test
    void findsAThreadThatMovesTwice() {
        MovingThreads threads = new MovingThreads(12, 2);
        threads.beforePage = request -> {
            if (request == 2) {
                threads.touch(0);
                threads.touch(1);
                threads.touch(2);
            } else if (request == 7) {
                // in the second pass, above its cursor again
                threads.touch(0);
            }
        };

        assertThat(ids(threads.pager(true))).containsExactlyInAnyOrderElementsOf(threads.ids());
    }

    @Test
    void findsAThreadThatMovesToTheTimestampOfTheNewest() {
        MovingThreads threads = new MovingThreads(9, 3);
        threads.beforePage = request -> {
            if (request == 2) {
                threads.touchAtNewestTimestamp(0);
            }
        };

        assertThat(ids(threads.pager(true))).containsExactlyInAnyOrderElementsOf(threads.ids());
    }

    @Test
    void findsAThreadThatMovesToATimestampBeforeThePagerStarted() {
        MovingThreads threads = new MovingThreads(9, 3);
        threads.beforePage = request -> {
            if (request == 3) {
                // a message from X that arrived late
                threads.touch(0, 2);
            }
        };

        assertThat(ids(threads.pager(true))).containsExactlyInAnyOrderElementsOf(threads.ids());
    }

    @Test
    void emitsNothingTwiceWithTheOldestFirst() {
        MovingThreads threads = new MovingThreads(9, 3);
        threads.beforePage = request -> {
            if (request == 2) {
                threads.touch(0);
                threads.touch(8);
            }
        };

        assertThat(ids(threads.pager(false))).containsExactlyInAnyOrderElementsOf(threads.ids());
        assertThat(threads.requests).isEqualTo(4);
    }

    @Test
    void warnsWhenTheListMovesFasterThanItIsRead() {
        MovingThreads threads = new MovingThreads(20, 2);
        threads.beforePage = request -> {
            for (int i = 0; i < 5; i++) {
                threads.touch(100 + request * 5 + i);
            }
        };
        List<PagerWarning> warnings = new ArrayList<>();

        List<String> ids = ids(threads.pager(true).maxPasses(3).onWarning(warnings::add));

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(warnings).containsExactly(PagerWarning.ITEMS_MAY_BE_MISSING);
    }

    @Test
    void warnsWhenResumedWithFewerPassesThanAlreadyMade() {
        MovingThreads threads = new MovingThreads(20, 2);
        threads.beforePage = request -> {
            for (int i = 0; i < 5; i++) {
                threads.touch(100 + request * 5 + i);
            }
        };
        List<PagerWarning> warnings = new ArrayList<>();
        ResumeToken late = threads.pager(true)
                .pages()
                .filter(page -> page.resumeToken() != null && page.resumeToken().passes() == 3)
                .blockingFirst()
                .resumeToken();

        threads.pager(true)
                .maxPasses(1)
                .onWarning(warnings::add)
                .resume(late)
                .items()
                .take(1_000)
                .test()
                .assertComplete();

        assertThat(warnings).containsExactly(PagerWarning.ITEMS_MAY_BE_MISSING);
    }

    @Test
    void warnsOnceWhenTheMaxTrackedIdsAreExceeded() {
        MovingThreads threads = new MovingThreads(9, 3);
        threads.beforePage = request -> {
            if (request == 3) {
                threads.touch(8);
            }
        };
        List<PagerWarning> warnings = new ArrayList<>();

        List<String> ids = ids(threads.pager(true).maxTrackedIds(0).onWarning(warnings::add));

        assertThat(ids).containsAll(threads.ids());
        assertThat(warnings).containsExactly(PagerWarning.DUPLICATES_POSSIBLE);
    }

    @Test
    void failsWhenTheListenerThrows() {
        IllegalStateException failure = new IllegalStateException("no");

        new MovingThreads(9, 3)
                .pager(true)
                .maxTrackedIds(0)
                .onWarning(warning -> {
                    throw failure;
                })
                .items()
                .test()
                .assertError(failure);
    }

    @Test
    void rejectsInvalidLimits() {
        Pager<InboxThread> pager = new MovingThreads(1, 1).pager(true);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> pager.maxPasses(-1))
                .withMessageContaining("maxPasses");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pager.maxTrackedIds(-1))
                .withMessageContaining("maxTrackedIds");
    }
}
