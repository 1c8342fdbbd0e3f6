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

/** Goes through the newest threads of the views in which messages arrive, down to a time: what a watch does where events do not tell it enough. */
final class ThreadSweep {
    private static final String OPERATION = "threads.list";
    private static final int PAGE = 100;
    private static final int MOST_REMEMBERED = 10_000;

    private final Supplier<Instant> since;
    private final Supplier<Instant> latest;
    private final Map<ThreadId, String> versions;
    private final Map<ThreadId, Boolean> seen = new Recent<>(MOST_REMEMBERED);
    private PageProgress progress = new PageProgress(OPERATION, null);
    private int view;
    private @Nullable Cursor cursor;
    private @Nullable Instant newest;

    /**
     * A sweep. Both times are asked for when the server has answered.
     *
     * @param since down to which activity
     * @param latest activity that is later than this is not taken for the newest
     * @param versions how each thread was when it was seen last; kept up to date
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

    /** The newest activity that was seen, or null if there was none. */
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
     * Goes on after a page; answers the threads on it in which something changed.
     *
     * @throws com.inboxapp.sdk.InboxPaginationException if the pages do not come to an end
     */
    List<InboxThread> accept(ThreadPage page) {
        List<InboxThread> changed = new ArrayList<>();
        Cursor next = page.nextCursor();
        boolean broughtSomething = false;
        for (InboxThread thread : page.threads()) {
            broughtSomething |= seen.put(thread.id(), true) == null;
            Instant activity = Movement.activity(thread);
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
            progress.goOn(next, broughtSomething);
            cursor = next;
        }
        return changed;
    }

    /** Whether older threads cannot have changed. One thread with a wrong time does not say so, unless it is alone. */
    private boolean isPast(List<InboxThread> threads) {
        List<InboxThread> end = threads.subList(threads.size() / 2, threads.size());
        return !end.isEmpty() && end.stream().map(Movement::activity).allMatch(activity -> activity.isBefore(since()));
    }

    private static boolean isBefore(@Nullable Instant time, Instant since) {
        return time == null || time.isBefore(since);
    }
}
