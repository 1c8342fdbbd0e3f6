package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxApiException;
import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.model.ThreadPage;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    /** By how much the times of messages may disagree with the order in which they became visible. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private static final NewMessages.Found NOTHING = new NewMessages.Found(List.of(), List.of(), 0);
    private static final Duration NOTHING_HAPPENED = Duration.ofDays(1);

    /** A message, and what to do when it is done. */
    record Watched(IncomingMessage incoming, Runnable done) {}

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
    private final Map<String, Boolean> seen = new Recent<>(MOST_REMEMBERED);
    /** Of threads that were read: how many messages were taken whose events were not read yet, if those name none. */
    private final Map<ThreadId, Integer> takenAhead = new Recent<>(MOST_REMEMBERED);

    private final @Nullable Instant resumed;
    private final EventReader events;
    private boolean hasEvents = true;
    /** Whether the server has more events than it has listed. */
    private boolean listsMore;

    private @Nullable ThreadSweep sweep;
    private @Nullable Instant sweepSince;
    private @Nullable Instant since;
    private @Nullable Instant begin;
    private @Nullable Long doneSeq;
    private @Nullable Instant doneSince;
    private Duration wait = Duration.ZERO;
    private Instant postponedUntil = Instant.EPOCH;

    WatchPages(AccountWatch watch, boolean doneWhenDelivered) {
        this.watch = watch;
        this.doneWhenDelivered = doneWhenDelivered;
        RequestBudget budget = new RequestBudget(watch.requestsPerMinute, watch.rx.time());
        this.reads = new LenientReads(watch.rx, () -> budget.turn(watch.rx.client(), OPERATION));
        this.reader = new NewMessages(watch.rx, watch.accounts, reads, watch.problems, seen::containsKey);
        this.waiting = new Waiting(watch.rx.client(), OPERATION);
        WatchPosition position = watch.checkpoint == null ? null : watch.checkpoint.position();
        resumed = position == null ? null : position.since();
        if (position != null) {
            since = position.since();
            begin = position.begin();
            position.done().forEach(id -> seen.put(id, true));
        }
        if (position != null && position.seq() != null) {
            sequence = EventSequence.after(position.seq(), position.since());
        } else {
            sequence = EventSequence.fromOldest();
            sweepSince = since;
        }
        events = new EventReader(reads, watch.rx.time(), sequence, sequence.afterSeq() == null, watch.problems);
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
        if (!changed.isEmpty() && wait.isZero()) {
            return readThread();
        }
        if (sweep != null && wait.isZero()) {
            return goOnSweeping(sweep);
        }
        return waiting.await(wait).andThen(Single.defer(() -> {
            waiting.reset();
            if (!changed.isEmpty() || sweep != null) {
                return Single.just(this::tryAgain);
            }
            if (!hasEvents) {
                return Single.just(this::beginSweep);
            }
            return sequence.isReady() && !events.skips() ? Single.just(this::ready) : askForEvents();
        }));
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
        boolean skipped = events.skips();
        EventReader.News news = events.take(read);
        if (skipped) {
            if (sweepSince == null) {
                read.page().entries().forEach(this::leaveOut);
            }
            wait = events.skips() || sweepSince != null ? Duration.ZERO : watch.every;
            return events.skips() ? List.of() : settled();
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
                sweepSince = earlier(sweepSince, since == null ? Instant.EPOCH : since);
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

    /** What an event of before the watch tells of is not new, should the list of threads be read. */
    private void leaveOut(EventList.Entry entry) {
        ChangedThread.News news = entry.event() == null || !ChangedThread.isNews(entry.event())
                ? null
                : ChangedThread.news(entry.event());
        if (news != null && news.message() != null) {
            seen.put(news.message(), true);
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
            changed.computeIfAbsent(news.thread(), this::begun).addUnnamed(from(event.timestamp()));
        } else if (!seen.containsKey(news.message())) {
            changed.computeIfAbsent(news.thread(), this::begun).add(news.message());
        }
    }

    /** From when on what came with an event is new: after the beginning, where the last thing stands that is not. */
    private Instant from(Instant event) {
        Instant overlapping = before(event, OVERLAP);
        return begin != null && !overlapping.isAfter(begin) ? after(begin, Duration.ofNanos(1)) : overlapping;
    }

    private static Instant before(Instant time, Duration by) {
        return time.isBefore(Instant.MIN.plus(by)) ? Instant.MIN : time.minus(by);
    }

    private static Instant after(Instant time, Duration by) {
        return time.isAfter(Instant.MAX.minus(by)) ? Instant.MAX : time.plus(by);
    }

    private ChangedThread begun(ThreadId id) {
        Integer ahead = takenAhead.get(id);
        return ahead == null ? new ChangedThread(resumed) : new ChangedThread(ahead);
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

    /** What is later than this is no time at which anything can have happened. To begin there would be to begin never. */
    private Instant latest() {
        return watch.rx.time().now().plus(NOTHING_HAPPENED);
    }

    private static Instant earlier(@Nullable Instant a, Instant b) {
        return a == null || b.isBefore(a) ? b : a;
    }

    private List<Watched> beginSweep() {
        Instant from = sweepSince != null ? sweepSince : since;
        sweepSince = null;
        Instant overlapping = from == null ? null : before(from, OVERLAP);
        sweep = new ThreadSweep(
                overlapping != null && begin != null && overlapping.isBefore(begin) ? begin : overlapping,
                latest(),
                versions);
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
            changed.computeIfAbsent(thread.id(), this::begun).addSince(Objects.requireNonNull(now.since()));
        }
        if (!now.isOver()) {
            return List.of();
        }
        sweep = null;
        readPostponed();
        if (now.since() == null) {
            // this is how things stand at the beginning: what is newer is new
            begin = now.newest() == null ? Instant.EPOCH : after(now.newest(), Duration.ofMillis(1));
        }
        if (!hasEvents) {
            Instant newest = now.newest();
            since = newest == null ? Objects.requireNonNullElse(since, Instant.EPOCH) : newest;
        }
        wait = !changed.isEmpty() || listsMore ? Duration.ZERO : now.since() == null ? watch.every : longer();
        return settled();
    }

    private Single<Step> readThread() {
        Map.Entry<ThreadId, ChangedThread> first = changed.entrySet().iterator().next();
        ThreadId id = first.getKey();
        return Maybe.defer(
                        () -> reader.read(id, threads.get(id), first.getValue().copy(), begin))
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
        takenAhead.put(id, found.ahead());
        found.unreadable().forEach(message -> seen.put(message, true));
        List<Watched> watched = new ArrayList<>();
        for (IncomingMessage incoming : found.messages()) {
            threads.put(id, incoming.thread());
            boolean isNew = seen.put(incoming.message().id().value(), true) == null;
            if (isNew && incoming.isInbound() && incoming.message().deletedAt() == null) {
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
        if (changed.isEmpty() && sweep == null && sweepSince != null) {
            return beginSweep();
        }
        if (!changed.isEmpty() || !postponed.isEmpty() || sweep != null) {
            return List.of();
        }
        Instant last = hasEvents ? sequence.lastTime() : null;
        since = last == null || last.isAfter(latest()) ? since : last;
        if (hasEvents && since == null) {
            // the server has no event of the last seven days: no message is younger than a day, whatever its clock says
            since = watch.rx.time().now().minus(NOTHING_HAPPENED);
        }
        begin = begin == null && hasEvents ? since : begin;
        boolean moved = !Objects.equals(doneSeq, sequence.afterSeq()) || !Objects.equals(doneSince, since);
        doneSeq = hasEvents ? sequence.afterSeq() : null;
        doneSince = since;
        if (moved && notDone.get() == 0) {
            write(doneSeq, doneSince, List.copyOf(seen.keySet()));
        }
        return List.of();
    }

    /** Writes the position down at which a message is done, and those that came with it so far. */
    private Runnable done() {
        Long seq = doneSeq;
        Instant time = doneSince;
        List<String> ids = watch.checkpoint == null ? List.of() : List.copyOf(seen.keySet());
        return () -> {
            write(seq, time, ids);
            // afterwards: the watch goes on meanwhile, and would write a later position before this one
            notDone.decrementAndGet();
        };
    }

    private void write(@Nullable Long seq, @Nullable Instant time, List<String> ids) {
        if (watch.checkpoint != null && time != null) {
            watch.checkpoint
                    .journal()
                    .write(
                            watch.checkpoint.name(),
                            WatchPosition.of(seq, time, begin, ids).toString());
        }
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
