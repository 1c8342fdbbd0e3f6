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
 * The pages of one subscription to a watch. Each step reads one changed thread, or continues a sweep, or waits and
 * requests events, in this order; at most the new messages of one thread are buffered. The state changes only in
 * {@link #accept}, after a step has succeeded.
 */
final class WatchPages implements PageFlowable.Pages<WatchPages.Step, WatchPages.Watched> {
    private static final String OPERATION = "accounts.watch";
    private static final int EVENTS = 100;
    private static final int MAX_TRACKED_IDS = 10_000;
    private static final NewMessages.Found NOTHING = new NewMessages.Found(List.of(), List.of(), 0);

    /** A message, and the action that marks it as handled. */
    record Watched(IncomingMessage incoming, Runnable done) {}

    /**
     * Messages that were taken before their events were read. An event after the time of the last one belongs to
     * another message: their own events were missing.
     *
     * @param messages the number of messages
     * @param last when the last one was written
     */
    private record Ahead(int messages, Instant last) {
        boolean mayCome(Instant event) {
            return !KnownMessages.before(event).isAfter(last);
        }
    }

    /** The result of a step; applies it to the state. */
    interface Step {
        List<Watched> take();
    }

    private final AccountWatch watch;
    private final boolean checkpointOnDelivery;
    private final LenientReader reads;
    private final NewMessages reader;
    private final PollDelay waiting;
    private final Disposable deliveries;
    private final AtomicInteger unhandled = new AtomicInteger();

    private final EventSequence sequence;
    private final Map<ThreadId, ChangedThread> changed = new LinkedHashMap<>();
    /** Threads that temporarily could not be read. Other threads do not wait for them, but the position does. */
    private final Map<ThreadId, ChangedThread> postponed = new LinkedHashMap<>();

    private final Map<ThreadId, InboxThread> threads = new BoundedMap<>(MAX_TRACKED_IDS);
    private final Map<ThreadId, String> versions = new BoundedMap<>(MAX_TRACKED_IDS);
    /** By thread: messages that were taken before their events, if those have no message id. */
    private final Map<ThreadId, Ahead> takenAhead = new BoundedMap<>(MAX_TRACKED_IDS);

    private final KnownMessages known;
    private final SubscriptionTime subscribedAt;
    private final @Nullable Instant resumed;
    private final EventReader events;
    private boolean hasEvents = true;
    /** Whether the server has more events after the last page. */
    private boolean listsMore;

    private @Nullable ThreadSweep sweep;
    private @Nullable Instant sweepSince;
    private @Nullable Instant since;
    private @Nullable Long doneSeq;
    private @Nullable Instant doneSince;
    private Duration wait = Duration.ZERO;
    private Instant postponedUntil = Instant.EPOCH;

    WatchPages(AccountWatch watch, boolean checkpointOnDelivery) {
        this.watch = watch;
        this.checkpointOnDelivery = checkpointOnDelivery;
        RequestRateLimiter limiter = new RequestRateLimiter(watch.requestsPerMinute, watch.rx.time());
        this.reads = new LenientReader(watch.rx, () -> limiter.acquire(watch.rx.client(), OPERATION));
        this.subscribedAt = new SubscriptionTime(watch.rx.time(), reads.clock());
        this.waiting = new PollDelay(watch.rx.client(), OPERATION);
        WatchPosition position = watch.checkpoint == null ? null : watch.checkpoint.position();
        this.known = new KnownMessages(position, watch.rx.time().now());
        this.reader = new NewMessages(watch.rx, watch.accounts, reads, watch.errorListener, known::contains);
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
                // a watch that resumes without a number reads the list of threads instead
                time -> position == null && subscribedAt.isBefore(time),
                watch.errorListener);
        doneSeq = sequence.afterSeq();
        doneSince = since;
        this.deliveries = watch.deliveries.subscribe(this::delivered, watch.errorListener::accept);
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
        if (!changed.isEmpty() && wait.isZero() && !skipsOldEvents()) {
            return readThread();
        }
        if (sweep != null && wait.isZero()) {
            return continueSweep(sweep);
        }
        return waiting.await(wait).andThen(Single.defer(() -> {
            waiting.reset();
            if (sweep != null || (!changed.isEmpty() && !skipsOldEvents())) {
                return Single.just(this::retryNow);
            }
            if (!hasEvents) {
                return Single.just(this::beginSweep);
            }
            return sequence.isReady() && !events.skips() ? Single.just(this::ready) : askForEvents();
        }));
    }

    /** New messages cannot be distinguished until all old events are skipped. */
    private boolean skipsOldEvents() {
        return hasEvents && events.skips();
    }

    private List<Watched> retryNow() {
        wait = Duration.ZERO;
        return List.of();
    }

    private List<Watched> retryLater(Throwable failure) {
        watch.errorListener.accept(failure);
        wait = watch.maxPollInterval;
        return List.of();
    }

    private Single<Step> askForEvents() {
        return events.read(EVENTS).<Step>map(read -> () -> applyEvents(read)).onErrorResumeNext(failure -> {
            if (failure instanceof InboxApiException.Forbidden || failure instanceof InboxApiException.NotFound) {
                return Single.just(() -> withoutEvents(failure));
            }
            return TransientFailures.is(failure) ? Single.just(() -> retryLater(failure)) : Single.error(failure);
        });
    }

    private List<Watched> withoutEvents(Throwable failure) {
        watch.errorListener.accept(failure);
        hasEvents = false;
        listsMore = false;
        return beginSweep();
    }

    private List<Watched> applyEvents(EventReader.Read read) {
        boolean left = events.skips();
        if (left && resumed == null) {
            read.page().entries().forEach(this::recordOldEntry);
        }
        EventReader.News news = events.take(read);
        if (left && !events.skips() && known.begin() == null) {
            known.begin(subscribedAt.at(), known.newestOld());
        }
        return applyEvents(news);
    }

    private List<Watched> ready() {
        List<EventSequence.Numbered> signals = sequence.ready();
        return applyEvents(new EventReader.News(signals, false, !signals.isEmpty()));
    }

    private List<Watched> applyEvents(EventReader.News news) {
        for (EventSequence.Numbered numbered : news.signals()) {
            if (numbered.signal() instanceof EventSignal.Received received) {
                recordEvent(received.event());
            } else {
                watch.errorListener.accept(new IllegalStateException(
                        description(numbered.signal()) + ": reading the list of threads instead"));
                sweepSince = earlier(sweepSince, since == null ? subscribedAt.at() : since);
            }
        }
        readPostponed();
        boolean quiet = !news.advanced() && !sequence.retriesGap();
        listsMore = news.hasMore() && !quiet;
        wait = listsMore ? Duration.ZERO : quiet ? nextInterval() : watch.minPollInterval;
        if (!changed.isEmpty()) {
            wait = Duration.ZERO;
        }
        return advancePosition();
    }

    private void recordOldEntry(EventList.Entry entry) {
        Instant time = entry.time();
        if (time != null && subscribedAt.isBefore(time)) {
            return; // it is new
        }
        if (entry.event() == null) {
            known.recordUndecodable(time);
        } else {
            known.recordOld(entry.event(), subscribedAt.at());
        }
    }

    private static String description(EventSignal signal) {
        if (signal instanceof EventSignal.Gap gap) {
            return "events " + gap.first() + " to " + gap.last() + " are missing (" + gap.reason() + ")";
        }
        return signal instanceof EventSignal.Unreadable unreadable
                ? "event " + unreadable.seq() + " cannot be decoded"
                : "the numbers of events have fallen back (" + signal + ")";
    }

    private void recordEvent(Event event) {
        if (!ChangedThread.isNews(event)) {
            return;
        }
        ChangedThread.News news = ChangedThread.news(event);
        if (news == null) {
            sweepSince = earlier(sweepSince, event.timestamp());
        } else if (news.message() == null) {
            changed.computeIfAbsent(news.thread(), id -> newState(id, event.timestamp()))
                    .addUnnamed(KnownMessages.before(event.timestamp()));
        } else if (!known.contains(news.message())) {
            changed.computeIfAbsent(news.thread(), this::newState).add(news.message());
        }
    }

    private ChangedThread newState(ThreadId id) {
        return newState(id, Instant.MIN);
    }

    private ChangedThread newState(ThreadId id, Instant event) {
        Ahead ahead = takenAhead.get(id);
        return ahead == null
                ? new ChangedThread(resumed)
                : new ChangedThread(ahead.mayCome(event) ? ahead.messages() : 0);
    }

    private List<Watched> postpone(ThreadId id, Throwable failure) {
        watch.errorListener.accept(failure);
        postponed.computeIfAbsent(id, this::newState).addAll(Objects.requireNonNull(changed.remove(id)));
        postponedUntil = watch.rx.time().now().plus(watch.maxPollInterval);
        wait = afterThread();
        return List.of();
    }

    /** Schedules the postponed threads again when their wait is over. */
    private void readPostponed() {
        if (!watch.rx.time().now().isBefore(postponedUntil)) {
            postponed.forEach(
                    (id, news) -> changed.computeIfAbsent(id, this::newState).addAll(news));
            postponed.clear();
        }
    }

    private Duration afterThread() {
        return changed.isEmpty() && sweep == null && !listsMore ? watch.minPollInterval : Duration.ZERO;
    }

    private Duration nextInterval() {
        Duration doubled = wait.isZero() ? watch.minPollInterval : wait.multipliedBy(2);
        return doubled.compareTo(watch.maxPollInterval) < 0 ? doubled : watch.maxPollInterval;
    }

    private static Instant earlier(@Nullable Instant a, Instant b) {
        return a == null || b.isBefore(a) ? b : a;
    }

    private List<Watched> beginSweep() {
        Instant from = sweepSince != null ? sweepSince : since;
        sweepSince = null;
        sweep = from == null
                ? new ThreadSweep(() -> subscribedAt.at().plusNanos(1), reads.clock()::now, versions)
                : new ThreadSweep(() -> KnownMessages.before(from), reads.clock()::now, versions);
        wait = Duration.ZERO;
        return List.of();
    }

    private Single<Step> continueSweep(ThreadSweep now) {
        return reads.threads(now.query(), (failure, unreadable) -> watch.errorListener.accept(failure))
                .<Step>map(page -> () -> applyThreads(now, page))
                .onErrorResumeNext(failure ->
                        TransientFailures.is(failure) ? Single.just(() -> retryLater(failure)) : Single.error(failure));
    }

    private List<Watched> applyThreads(ThreadSweep now, ThreadPage page) {
        for (InboxThread thread : now.accept(page)) {
            threads.put(thread.id(), thread);
            changed.computeIfAbsent(thread.id(), this::newState).addSince(now.since());
        }
        if (!now.isOver()) {
            return List.of();
        }
        sweep = null;
        readPostponed();
        boolean isFirst = known.begin() == null;
        if (isFirst) {
            // threads that changed since the start do not show what happened before it
            known.begin(subscribedAt.at(), now.newest() == null ? null : earlier(now.newest(), subscribedAt.at()));
        }
        if (!hasEvents) {
            since = now.newest() != null ? now.newest() : Objects.requireNonNullElseGet(since, known::begin);
        }
        wait = !changed.isEmpty() || listsMore ? Duration.ZERO : isFirst ? watch.minPollInterval : nextInterval();
        return advancePosition();
    }

    private Single<Step> readThread() {
        Map.Entry<ThreadId, ChangedThread> first = changed.entrySet().iterator().next();
        ThreadId id = first.getKey();
        return Maybe.defer(() ->
                        reader.read(id, threads.get(id), first.getValue().copy(), known.floor(id, subscribedAt.at())))
                .<Step>map(found -> () -> read(id, found))
                .defaultIfEmpty(() -> read(id, NOTHING))
                .onErrorResumeNext(failure -> {
                    if (failure instanceof InboxApiException.NotFound
                            || failure instanceof InboxApiException.Forbidden
                            || LenientReader.isUnreadableThread(failure)
                            // an id from the server that cannot be sent in a path
                            || failure instanceof IllegalArgumentException) {
                        return Single.just(() -> skipThread(id, failure));
                    }
                    return TransientFailures.is(failure)
                            ? Single.just(() -> postpone(id, failure))
                            : Single.error(failure);
                });
    }

    /** The thread was deleted, is not accessible to this token, or cannot be decoded. */
    private List<Watched> skipThread(ThreadId id, Throwable failure) {
        watch.errorListener.accept(failure);
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
        unhandled.addAndGet(watched.size());
        wait = afterThread();
        var unused = advancePosition();
        return watched;
    }

    /** Advances the position if everything up to it was read. */
    private List<Watched> advancePosition() {
        if (skipsOldEvents()) {
            return List.of();
        }
        if (changed.isEmpty() && sweep == null && sweepSince != null) {
            return beginSweep();
        }
        if (!changed.isEmpty() || !postponed.isEmpty() || sweep != null) {
            return List.of();
        }
        if (hasEvents && (since == null || !Objects.equals(doneSeq, sequence.afterSeq()))) {
            since = readUpTo();
        }
        boolean moved = !Objects.equals(doneSeq, sequence.afterSeq()) || !Objects.equals(doneSince, since);
        doneSeq = hasEvents ? sequence.afterSeq() : null;
        doneSince = since;
        if (since != null) {
            known.done(since);
        }
        if (moved && unhandled.get() == 0) {
            position().run();
        }
        return List.of();
    }

    /** Returns the time up to which all events were read, at most the present time. */
    private Instant readUpTo() {
        Instant now = reads.clock().now();
        Instant last = sequence.lastTime();
        if (last != null) {
            return last.isAfter(now) ? now : last;
        }
        return since != null ? since : ServerTime.longBefore(now);
    }

    /** Returns an action that writes the position at which a message, and those taken with it so far, are handled. */
    private Runnable done() {
        Runnable position = position();
        return () -> {
            position.run();
            // after the write: the watch continues in the meantime, and would otherwise write a later position first
            unhandled.decrementAndGet();
        };
    }

    /** Returns an action that writes the present state as the position. */
    private Runnable position() {
        if (watch.checkpoint == null || doneSince == null) {
            return () -> {};
        }
        WatchPosition position = known.position(doneSeq, doneSince);
        return () -> watch.checkpoint.store().write(watch.checkpoint.name(), position.toString());
    }

    @Override
    public List<Watched> accept(Step step) {
        return step.take();
    }

    @Override
    public void delivered(Watched watched) {
        if (checkpointOnDelivery) {
            watched.done().run();
        }
    }

    @Override
    public void close() {
        deliveries.dispose();
    }
}
