package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.rx.EventSequence.Numbered;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one subscription to an event stream. Each page is polled after a wait, or made of events that webhooks
 * delivered.
 */
final class EventPages implements PageFlowable.Pages<EventPages.Answer, EventSequence.Numbered> {
    private static final String OPERATION = "events.list";

    /** The outcome of a wait: a page, events of webhooks, or a transient failure. */
    interface Answer {
        List<Numbered> signals();
    }

    private final EventStream eventStream;
    private final boolean checkpointOnDelivery;
    private final EventSequence sequence;
    private final EventReader reader;
    private final PollDelay waiting;
    private final Disposable deliveries;

    private Duration wait = Duration.ZERO;

    EventPages(EventStream eventStream, boolean checkpointOnDelivery) {
        this.eventStream = eventStream;
        this.checkpointOnDelivery = checkpointOnDelivery;
        EventSequence restored = restored(eventStream.checkpoint);
        this.sequence = restored != null ? restored : initialSequence(eventStream);
        LenientReader reads = new LenientReader(eventStream.rx, Completable::complete);
        this.reader = new EventReader(
                reads,
                eventStream.rx.time(),
                sequence,
                restored == null && eventStream.start == EventStream.Start.NOW,
                new SubscriptionTime(eventStream.rx.time(), reads.clock())::isBefore,
                eventStream.errorListener);
        this.waiting = new PollDelay(eventStream.rx.client(), OPERATION);
        this.deliveries = eventStream.deliveries.subscribe(this::delivered, eventStream.errorListener::accept);
    }

    private static @Nullable EventSequence restored(EventStream.@Nullable Checkpoint checkpoint) {
        return checkpoint == null
                ? null
                : checkpoint
                        .store()
                        .read(checkpoint.name())
                        .map(restored -> position(checkpoint.name(), restored))
                        .orElse(null);
    }

    private static EventSequence initialSequence(EventStream eventStream) {
        return eventStream.start == EventStream.Start.AFTER
                ? EventSequence.after(eventStream.afterSeq, null)
                : EventSequence.fromOldest();
    }

    private static EventSequence position(String name, String restored) {
        String[] parts = restored.split(" ", 2);
        try {
            return EventSequence.after(
                    EventSequence.checked(Long.parseLong(parts[0])),
                    parts.length == 1 ? null : Instant.parse(parts[1]));
        } catch (NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "the state store's value of \"" + name
                            + "\" is not the checkpoint of an event stream: use another name",
                    e);
        }
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
    public Single<Answer> next() {
        return isReady()
                ? Single.just(this::ready)
                : waiting.await(wait).andThen(Single.defer(() -> isReady() ? Single.just(this::ready) : poll()));
    }

    /** While the events that the server keeps are skipped, an event of a webhook may be one of them. */
    private boolean isReady() {
        return !reader.skips() && sequence.isReady();
    }

    /** Events of webhooks in order need no request; an event ahead of the sequence triggers one. */
    private List<Numbered> ready() {
        waiting.reset();
        List<Numbered> signals = sequence.ready();
        if (sequence.isAhead()) {
            waiting.wake();
        }
        return signals;
    }

    private Single<Answer> poll() {
        waiting.reset();
        return reader.read(EventReader.MAX_PAGE_SIZE)
                .<Answer>map(read -> () -> applyPage(read))
                .onErrorResumeNext(failure ->
                        TransientFailures.is(failure) ? Single.just(retryLater(failure)) : Single.error(failure));
    }

    private Answer retryLater(Throwable failure) {
        return () -> {
            eventStream.errorListener.accept(failure);
            wait = eventStream.maxPollInterval;
            return List.of();
        };
    }

    private List<Numbered> applyPage(EventReader.Read read) {
        EventReader.News news = reader.take(read);
        if (news.hasMore() && news.advanced()) {
            wait = Duration.ZERO;
        } else if (news.advanced() || sequence.retriesGap()) {
            wait = eventStream.minPollInterval;
        } else {
            wait = wait.isZero()
                    ? eventStream.minPollInterval
                    : shorter(wait.multipliedBy(2), eventStream.maxPollInterval);
        }
        return news.signals();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    @Override
    public List<Numbered> accept(Answer answer) {
        return answer.signals();
    }

    @Override
    public void delivered(Numbered numbered) {
        if (checkpointOnDelivery) {
            writeCheckpoint(eventStream.checkpoint, numbered);
        }
    }

    /** Writes the checkpoint of the consumer. */
    static void writeCheckpoint(EventStream.@Nullable Checkpoint checkpoint, Numbered numbered) {
        if (checkpoint != null && numbered.position() >= 0) {
            Instant time = numbered.time();
            checkpoint.store().write(checkpoint.name(), numbered.position() + (time == null ? "" : " " + time));
        }
    }

    @Override
    public void close() {
        deliveries.dispose();
    }
}
