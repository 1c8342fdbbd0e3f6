package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxApiException;
import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.model.ThreadPage;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a watch. Each step reads one thread that is known to have changed, goes on with a sweep, or waits and asks for events, in
 * this order; so what is held is what is new in one thread. The state changes in {@link #accept} only, when a step has succeeded.
 */
final class WatchPages implements PageFlowable.Pages<WatchPages.Step, WatchPages.Watched> {
    private static final String OPERATION = "accounts.watch";
    private static final int EVENTS = 100;
    private static final int MOST_REMEMBERED = 10_000;
    private static final NewMessages.Found NOTHING = new NewMessages.Found(List.of(), List.of(), 0);

    /** A message, and what to do when it is done. */
    record Watched(IncomingMessage incoming, Runnable done) {}

    /**
     * Messages that were taken before their events were read. Events of later than the last one's time are of others: these were missing.
     *
     * @param last when the last one was written
     */
    private record Ahead(int messages, Instant last) {
        boolean mayCome(Instant event) {
            return !KnownMessages.before(event).isAfter(last);
        }
    }

    /** What a step has brought, and does to the state. */
    interface Step {
        List<Watched> take();
    }

    private final AccountWatch watch;
    private final boolean doneWhenDelivered;
    private final LenientReads reads;
    private final NewMessages reader;
    private final Waiting waiting;
    private final Disposable deliveries;
    private final AtomicInteger notDone = new AtomicInteger();

    private final EventSequence sequence;
    private final Map<ThreadId, ChangedThread> changed = new LinkedHashMap<>();
    /** Threads that could not be read for now: the others do not wait for them, and the position does. */
    private final Map<ThreadId, ChangedThread> postponed = new LinkedHashMap<>();

    private final Map<ThreadId, InboxThread> threads = new Recent<>(MOST_REMEMBERED);
    private final Map<ThreadId, String> versions = new Recent<>(MOST_REMEMBERED);
    /** Of threads that were read: messages that were taken before their events, if those name none. */
    private final Map<ThreadId, Ahead> takenAhead = new Recent<>(MOST_REMEMBERED);

    private final KnownMessages known;
    private final Beginning beginning;
    private final @Nullable Instant resumed;
    private final EventReader events;
    private boolean hasEvents = true;
    /** Whether the server has more events than it has listed. */
    private boolean listsMore;

    private @Nullable ThreadSweep sweep;
    private @Nullable Instant sweepSince;
    private @Nullable Instant since;
    private @Nullable Long doneSeq;
    private @Nullable Instant doneSince;
    private Duration wait = Duration.ZERO;
    private Instant postponedUntil = Instant.EPOCH;

    WatchPages(AccountWatch watch, boolean doneWhenDelivered) {
        this.watch = watch;
        this.doneWhenDelivered = doneWhenDelivered;
        RequestBudget budget = new RequestBudget(watch.requestsPerMinute, watch.rx.time());
        this.reads = new LenientReads(watch.rx, () -> budget.turn(watch.rx.client(), OPERATION));
        this.beginning = new Beginning(watch.rx.time(), reads.clock());
        this.waiting = new Waiting(watch.rx.client(), OPERATION);
        WatchPosition position = watch.checkpoint == null ? null : watch.checkpoint.position();
        this.known = new KnownMessages(position, watch.rx.time().now());
        this.reader = new NewMessages(watch.rx, watch.accounts, reads, watch.problems, known::contains);
        resumed = position == null ? null : position.since();
        if (position != null) {
            since = position.since();
        }
        if (position != null && position.seq() != null) {
            sequence = EventSequence.after(position.seq(), position.since());
        } else {
            sequence = EventSequence.fromOldest();
            sweepSince = since;
        }
        events = new EventReader(
                reads,
                watch.rx.time(),
                sequence,
                sequence.afterSeq() == null,
                // a watch that goes on without a number reads the list of threads instead
                time -> position == null && beginning.isBefore(time),
                watch.problems);
        doneSeq = sequence.afterSeq();
        doneSince = since;
        this.deliveries = watch.deliveries.subscribe(this::delivered, watch.problems::accept);
    }

    private void delivered(Event event) {
        if (sequence.offer(event)) {
            waiting.wake();
        }
    }

    @Override
    public boolean isOver() {
        return false;
    }

    @Override
    public Single<Step> next() {
        if (!changed.isEmpty() && wait.isZero() && !leavesOut()) {
            return readThread();
        }
        if (sweep != null && wait.isZero()) {
            return goOnSweeping(sweep);
        }
        return waiting.await(wait).andThen(Single.defer(() -> {
            waiting.reset();
            if (sweep != null || (!changed.isEmpty() && !leavesOut())) {
                return Single.just(this::tryAgain);
            }
            if (!hasEvents) {
                return Single.just(this::beginSweep);
            }
            return sequence.isReady() && !events.skips() ? Single.just(this::ready) : askForEvents();
        }));
    }

    /** Until all that is old was left out, what is new cannot be told from it. */
    private boolean leavesOut() {
        return hasEvents && events.skips();
    }

    private List<Watched> tryAgain() {
        wait = Duration.ZERO;
        return List.of();
    }

    private List<Watched> later(Throwable failure) {
        watch.problems.accept(failure);
        wait = watch.idle;
        return List.of();
    }

    private Single<Step> askForEvents() {
        return events.read(EVENTS).<Step>map(read -> () -> took(read)).onErrorResumeNext(failure -> {
            if (failure instanceof InboxApiException.Forbidden || failure instanceof InboxApiException.NotFound) {
                return Single.just(() -> withoutEvents(failure));
            }
            return Passing.is(failure) ? Single.just(() -> later(failure)) : Single.error(failure);
        });
    }

    private List<Watched> withoutEvents(Throwable failure) {
        watch.problems.accept(failure);
        hasEvents = false;
        listsMore = false;
        return beginSweep();
    }

    private List<Watched> took(EventReader.Read read) {
        boolean left = events.skips();
        if (left && resumed == null) {
            read.page().entries().forEach(this::leaveOut);
        }
        EventReader.News news = events.take(read);
        if (left && !events.skips() && known.begin() == null) {
            known.begin(beginning.at(), known.newestOld());
        }
        return took(news);
    }

    private List<Watched> ready() {
        List<EventSequence.Numbered> signals = sequence.ready();
        return took(new EventReader.News(signals, false, !signals.isEmpty()));
    }

    private List<Watched> took(EventReader.News news) {
        for (EventSequence.Numbered numbered : news.signals()) {
            if (numbered.signal() instanceof EventSignal.Received received) {
                note(received.event());
            } else {
                watch.problems.accept(new IllegalStateException(
                        unknown(numbered.signal()) + ": the list of threads is read instead"));
                sweepSince = earlier(sweepSince, since == null ? beginning.at() : since);
            }
        }
        readPostponed();
        boolean quiet = !news.cameOn() && !sequence.asksAgain();
        listsMore = news.hasMore() && !quiet;
        wait = listsMore ? Duration.ZERO : quiet ? longer() : watch.every;
        if (!changed.isEmpty()) {
            wait = Duration.ZERO;
        }
        return settled();
    }

    private void leaveOut(EventList.Entry entry) {
        Instant time = entry.time();
        if (time != null && beginning.isBefore(time)) {
            return; // it is new
        }
        if (entry.event() == null) {
            known.leaveOutUnread(time);
        } else {
            known.leaveOut(entry.event(), beginning.at());
        }
    }

    private static String unknown(EventSignal signal) {
        if (signal instanceof EventSignal.Missing missing) {
            return "events " + missing.first() + " to " + missing.last() + " are missing (" + missing.reason() + ")";
        }
        return signal instanceof EventSignal.Unreadable unreadable
                ? "event " + unreadable.seq() + " cannot be read"
                : "the numbers of events have fallen back (" + signal + ")";
    }

    private void note(Event event) {
        if (!ChangedThread.isNews(event)) {
            return;
        }
        ChangedThread.News news = ChangedThread.news(event);
        if (news == null) {
            sweepSince = earlier(sweepSince, event.timestamp());
        } else if (news.message() == null) {
            changed.computeIfAbsent(news.thread(), id -> begun(id, event.timestamp()))
                    .addUnnamed(KnownMessages.before(event.timestamp()));
        } else if (!known.contains(news.message())) {
            changed.computeIfAbsent(news.thread(), this::begun).add(news.message());
        }
    }

    private ChangedThread begun(ThreadId id) {
        return begun(id, Instant.MIN);
    }

    private ChangedThread begun(ThreadId id, Instant event) {
        Ahead ahead = takenAhead.get(id);
        return ahead == null
                ? new ChangedThread(resumed)
                : new ChangedThread(ahead.mayCome(event) ? ahead.messages() : 0);
    }

    private List<Watched> postpone(ThreadId id, Throwable failure) {
        watch.problems.accept(failure);
        postponed.computeIfAbsent(id, this::begun).addAll(Objects.requireNonNull(changed.remove(id)));
        postponedUntil = watch.rx.time().now().plus(watch.idle);
        wait = afterThread();
        return List.of();
    }

    /** Has the threads that were postponed read again when it is time. */
    private void readPostponed() {
        if (!watch.rx.time().now().isBefore(postponedUntil)) {
            postponed.forEach(
                    (id, news) -> changed.computeIfAbsent(id, this::begun).addAll(news));
            postponed.clear();
        }
    }

    private Duration afterThread() {
        return changed.isEmpty() && sweep == null && !listsMore ? watch.every : Duration.ZERO;
    }

    private Duration longer() {
        Duration doubled = wait.isZero() ? watch.every : wait.multipliedBy(2);
        return doubled.compareTo(watch.idle) < 0 ? doubled : watch.idle;
    }

    private static Instant earlier(@Nullable Instant a, Instant b) {
        return a == null || b.isBefore(a) ? b : a;
    }

    private List<Watched> beginSweep() {
        Instant from = sweepSince != null ? sweepSince : since;
        sweepSince = null;
        sweep = from == null
                ? new ThreadSweep(() -> beginning.at().plusNanos(1), reads.clock()::now, versions)
                : new ThreadSweep(() -> KnownMessages.before(from), reads.clock()::now, versions);
        wait = Duration.ZERO;
        return List.of();
    }

    private Single<Step> goOnSweeping(ThreadSweep now) {
        return reads.threads(now.query(), (failure, unreadable) -> watch.problems.accept(failure))
                .<Step>map(page -> () -> swept(now, page))
                .onErrorResumeNext(
                        failure -> Passing.is(failure) ? Single.just(() -> later(failure)) : Single.error(failure));
    }

    private List<Watched> swept(ThreadSweep now, ThreadPage page) {
        for (InboxThread thread : now.accept(page)) {
            threads.put(thread.id(), thread);
            changed.computeIfAbsent(thread.id(), this::begun).addSince(now.since());
        }
        if (!now.isOver()) {
            return List.of();
        }
        sweep = null;
        readPostponed();
        boolean isFirst = known.begin() == null;
        if (isFirst) {
            // threads in which something happened since do not say what happened before
            known.begin(beginning.at(), now.newest() == null ? null : earlier(now.newest(), beginning.at()));
        }
        if (!hasEvents) {
            since = now.newest() != null ? now.newest() : Objects.requireNonNullElseGet(since, known::begin);
        }
        wait = !changed.isEmpty() || listsMore ? Duration.ZERO : isFirst ? watch.every : longer();
        return settled();
    }

    private Single<Step> readThread() {
        Map.Entry<ThreadId, ChangedThread> first = changed.entrySet().iterator().next();
        ThreadId id = first.getKey();
        return Maybe.defer(() ->
                        reader.read(id, threads.get(id), first.getValue().copy(), known.floor(id, beginning.at())))
                .<Step>map(found -> () -> read(id, found))
                .defaultIfEmpty(() -> read(id, NOTHING))
                .onErrorResumeNext(failure -> {
                    if (failure instanceof InboxApiException.NotFound
                            || failure instanceof InboxApiException.Forbidden
                            || LenientReads.isUnreadableThread(failure)
                            // an id of the server's that cannot stand in a path
                            || failure instanceof IllegalArgumentException) {
                        return Single.just(() -> gone(id, failure));
                    }
                    return Passing.is(failure) ? Single.just(() -> postpone(id, failure)) : Single.error(failure);
                });
    }

    /** The thread was deleted, or is not for this token, or cannot be read. */
    private List<Watched> gone(ThreadId id, Throwable failure) {
        watch.problems.accept(failure);
        return read(id, NOTHING);
    }

    private List<Watched> read(ThreadId id, NewMessages.Found found) {
        changed.remove(id);
        Ahead before = takenAhead.get(id);
        Instant last = found.messages().stream()
                .map(incoming -> incoming.message().createdAt())
                .max(Comparator.naturalOrder())
                .orElse(before == null ? Instant.MIN : before.last());
        takenAhead.put(id, new Ahead(found.ahead(), last));
        found.unreadable().forEach(message -> known.add(message, null));
        List<Watched> watched = new ArrayList<>();
        for (IncomingMessage incoming : found.messages()) {
            threads.put(id, incoming.thread());
            Message message = incoming.message();
            boolean isNew = known.add(message.id().value(), message.createdAt());
            if (isNew && incoming.isInbound() && message.deletedAt() == null) {
                watched.add(new Watched(incoming, done()));
            }
        }
        notDone.addAndGet(watched.size());
        wait = afterThread();
        var unused = settled();
        return watched;
    }

    /** Moves the position on when everything up to it was read. */
    private List<Watched> settled() {
        if (leavesOut()) {
            return List.of();
        }
        if (changed.isEmpty() && sweep == null && sweepSince != null) {
            return beginSweep();
        }
        if (!changed.isEmpty() || !postponed.isEmpty() || sweep != null) {
            return List.of();
        }
        if (hasEvents && (since == null || !Objects.equals(doneSeq, sequence.afterSeq()))) {
            since = reached();
        }
        boolean moved = !Objects.equals(doneSeq, sequence.afterSeq()) || !Objects.equals(doneSince, since);
        doneSeq = hasEvents ? sequence.afterSeq() : null;
        doneSince = since;
        if (since != null) {
            known.done(since);
        }
        if (moved && notDone.get() == 0) {
            position().run();
        }
        return List.of();
    }

    /** Until when all events were read; none can have happened later than now. */
    private Instant reached() {
        Instant now = reads.clock().now();
        Instant last = sequence.lastTime();
        if (last != null) {
            return last.isAfter(now) ? now : last;
        }
        return since != null ? since : ServerClock.longBefore(now);
    }

    /** Writes the position down at which a message is done, and those that came with it so far. */
    private Runnable done() {
        Runnable position = position();
        return () -> {
            position.run();
            // afterwards: the watch goes on meanwhile, and would write a later position before this one
            notDone.decrementAndGet();
        };
    }

    /** Writes down what is known by now. */
    private Runnable position() {
        if (watch.checkpoint == null || doneSince == null) {
            return () -> {};
        }
        WatchPosition position = known.position(doneSeq, doneSince);
        return () -> watch.checkpoint.journal().write(watch.checkpoint.name(), position.toString());
    }

    @Override
    public List<Watched> accept(Step step) {
        return step.take();
    }

    @Override
    public void delivered(Watched watched) {
        if (doneWhenDelivered) {
            watched.done().run();
        }
    }

    @Override
    public void close() {
        deliveries.dispose();
    }
}
