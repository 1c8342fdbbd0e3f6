package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.Prospect;
import com.inboxapp.sdk.model.SortOrder;
import com.inboxapp.sdk.model.ThreadFilters;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.model.ThreadPage;
import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Threads listed by activity, which a test can move ahead of each page. */
final class MovingThreads {
    private static final Instant START = Instant.parse("2025-11-10T18:00:00Z");

    private final TreeMap<String, Instant> activity = new TreeMap<>();
    private final int pageSize;
    private long clock;
    int requests;
    /** Selects the threads that the server filters out after reading a page, so that pages are shorter or empty. */
    Predicate<Integer> hidden = number -> false;

    /** Receives the number of each request, starting at 1, ahead of the response. */
    IntConsumer beforePage = request -> {};

    MovingThreads(int threads, int pageSize) {
        this.pageSize = pageSize;
        for (int i = 0; i < threads; i++) {
            touch(i);
        }
    }

    static String id(int number) {
        return String.format("thread_%04d", number);
    }

    /** Makes a thread the newest one, creating it if necessary. */
    void touch(int number) {
        activity.put(id(number), START.plusSeconds(++clock));
    }

    /** Gives a thread the timestamp of the newest one. */
    void touchAtNewestTimestamp(int number) {
        activity.put(id(number), START.plusSeconds(clock));
    }

    /** Gives a thread a timestamp that precedes that of the newest one by the given seconds, less half a second. */
    void touch(int number, long secondsBefore) {
        activity.put(id(number), START.plusSeconds(clock - secondsBefore).plusMillis(500));
    }

    List<String> ids() {
        return activity.keySet().stream().filter(id -> !isHidden(id)).toList();
    }

    Pager<InboxThread> pager(boolean newestFirst) {
        ListThreadsQuery query = ListThreadsQuery.builder()
                .filters(ThreadFilters.builder()
                        .sortOrder(newestFirst ? SortOrder.DESC : SortOrder.ASC)
                        .build())
                .build();
        return Pager.of(
                "threads.list",
                List.of(),
                query,
                null,
                cursor -> Single.fromSupplier(() -> page(cursor, newestFirst)),
                ThreadPage::threads,
                ThreadPage::nextCursor);
    }

    ThreadPage page(@Nullable Cursor cursor, boolean newestFirst) {
        beforePage.accept(++requests);
        Comparator<InboxThread> order = Comparator.comparing(InboxThread::computedSortTimestamp)
                .thenComparing(thread -> thread.id().value());
        Comparator<InboxThread> wanted = newestFirst ? order.reversed() : order;
        InboxThread after = cursor == null ? null : thread(cursor.id(), Instant.parse(cursor.timestamp()));
        List<InboxThread> rest = activity.entrySet().stream()
                .map(entry -> thread(entry.getKey(), entry.getValue()))
                .sorted(wanted)
                .filter(thread -> after == null || wanted.compare(thread, after) > 0)
                .toList();
        List<InboxThread> page = rest.subList(0, Math.min(pageSize, rest.size()));
        InboxThread last = page.isEmpty() ? null : page.get(page.size() - 1);
        Cursor next = rest.size() > pageSize && last != null
                ? new Cursor(last.id().value(), last.computedSortTimestamp().toString())
                : null;
        return ThreadPage.builder()
                .threads(page.stream()
                        .filter(thread -> !isHidden(thread.id().value()))
                        .toList())
                .nextCursor(next)
                .build();
    }

    private boolean isHidden(String id) {
        return hidden.test(Integer.valueOf(id.substring("thread_".length())));
    }

    private static InboxThread thread(String id, Instant activity) {
        return InboxThread.builder()
                .id(ThreadId.of(id))
                .accountLinkId(AccountLinkId.of("acc_abc123"))
                .prospect(Prospect.builder()
                        .platformId(PlatformUserId.of("555555555"))
                        .username("jordan")
                        .build())
                .done(false)
                .createdAt(START)
                .computedSortTimestamp(activity)
                .build();
    }
}
