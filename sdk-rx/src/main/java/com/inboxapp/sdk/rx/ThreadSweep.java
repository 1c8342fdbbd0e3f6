package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Cursor;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.model.ThreadPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the newest threads of the views in which messages arrive, down to a given activity. A watch uses it if events
 * are unavailable or incomplete.
 */
final class ThreadSweep {
    private static final String OPERATION = "threads.list";
    private static final int PAGE = 100;
    private static final int MAX_TRACKED_IDS = 10_000;

    private final Supplier<Instant> since;
    private final Supplier<Instant> latest;
    private final Map<ThreadId, String> versions;
    private final Map<ThreadId, Boolean> seen = new BoundedMap<>(MAX_TRACKED_IDS);
    private PageProgress progress = new PageProgress(OPERATION, null);
    private int view;
    private @Nullable Cursor cursor;
    private @Nullable Instant newest;

    /**
     * Creates a sweep. Both suppliers are called only after a response of the server.
     *
     * @param since the activity down to which threads are read
     * @param latest an activity after this time is not taken as the newest
     * @param versions the last seen version of each thread; updated by the sweep
     */
    ThreadSweep(Supplier<Instant> since, Supplier<Instant> latest, Map<ThreadId, String> versions) {
        this.since = since;
        this.latest = latest;
        this.versions = versions;
    }

    boolean isOver() {
        return view == AccountWatch.VIEWS.size();
    }

    Instant since() {
        return since.get();
    }

    /** Returns the newest activity that was seen, or null if there was none. */
    @Nullable
    Instant newest() {
        return newest;
    }

    ListThreadsQuery query() {
        InboxView asked = AccountWatch.VIEWS.get(view);
        return ListThreadsQuery.builder()
                .inboxView(asked)
                .limit(PAGE)
                .cursor(cursor)
                .build();
    }

    /**
     * Applies a page, and returns its threads that changed.
     *
     * @throws com.inboxapp.sdk.InboxPaginationException if the pages never end
     */
    List<InboxThread> accept(ThreadPage page) {
        List<InboxThread> changed = new ArrayList<>();
        Cursor next = page.nextCursor();
        boolean hasNewItems = false;
        for (InboxThread thread : page.threads()) {
            hasNewItems |= seen.put(thread.id(), true) == null;
            Instant activity = ListOrder.activity(thread);
            if (!activity.isAfter(latest.get()) && (newest == null || activity.isAfter(newest))) {
                newest = activity;
            }
            String version = thread.lastMessage() == null
                    ? activity.toString()
                    : thread.lastMessage().id().value();
            boolean isNew = !version.equals(versions.put(thread.id(), version));
            if (isNew && !(activity.isBefore(since()) && isBefore(thread.lastMessageTimestamp(), since()))) {
                changed.add(thread);
            }
        }
        if (next == null || isPast(page.threads())) {
            view++;
            cursor = null;
            seen.clear();
            progress = new PageProgress(OPERATION, null);
        } else {
            progress.advance(next, hasNewItems);
            cursor = next;
        }
        return changed;
    }

    /**
     * Returns whether older threads cannot have changed. It tolerates a single thread with a wrong time, unless the
     * page has no other.
     */
    private boolean isPast(List<InboxThread> threads) {
        List<InboxThread> end = threads.subList(threads.size() / 2, threads.size());
        return !end.isEmpty() && end.stream().map(ListOrder::activity).allMatch(activity -> activity.isBefore(since()));
    }

    private static boolean isBefore(@Nullable Instant time, Instant since) {
        return time == null || time.isBefore(since);
    }
}
