package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.EventPage;
import com.inboxapp.sdk.model.ListEventsQuery;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of one subscription to events: each is waited for, asked for, or made of what webhooks have delivered. */
final class EventPages implements PageFlowable.Pages<EventPages.Answer, EventSignal> {
    private static final String OPERATION = "events.list";
    private static final int PAGE = 1_000;

    /** What woke the follow: a page, the deliveries, or a request that failed for now. */
    interface Answer {
        List<EventSignal> signals();
    }

    private final EventFollow follow;
    private final EventSequence sequence;
    private final EventReader reader;
    private final Waiting waiting;
    private final Disposable deliveries;

    private Duration wait = Duration.ZERO;

    EventPages(EventFollow follow) {
        this.follow = follow;
        EventSequence kept = kept(follow.checkpoint);
        this.sequence = kept != null ? kept : begin(follow);
        this.reader = new EventReader(sequence, kept == null && follow.start == EventFollow.Start.NOW);
        this.waiting = new Waiting(follow.rx.client(), OPERATION);
        this.deliveries = follow.deliveries.subscribe(this::delivered, follow.problems::accept);
    }

    private static @Nullable EventSequence kept(EventFollow.@Nullable Checkpoint checkpoint) {
        return checkpoint == null
                ? null
                : checkpoint
                        .journal()
                        .read(checkpoint.name())
                        .map(kept -> position(checkpoint.name(), kept))
                        .orElse(null);
    }

    private static EventSequence begin(EventFollow follow) {
        return follow.start == EventFollow.Start.AFTER
                ? EventSequence.after(follow.afterSeq, null)
                : EventSequence.fromOldest();
    }

    private static EventSequence position(String name, String kept) {
        String[] parts = kept.split(" ", 2);
        try {
            return EventSequence.after(Long.parseLong(parts[0]), parts.length == 1 ? null : Instant.parse(parts[1]));
        } catch (NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "what the journal has as \"" + name + "\" is not the position of a follow: use another name", e);
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
        return sequence.isReady()
                ? Single.just(this::ready)
                : waiting.await(wait)
                        .andThen(Single.defer(() -> sequence.isReady() ? Single.just(this::ready) : ask()));
    }

    /** Deliveries in order need no request; one that is ahead of them does. */
    private List<EventSignal> ready() {
        waiting.reset();
        List<EventSignal> signals = sequence.ready();
        if (sequence.isAhead()) {
            waiting.wake();
        }
        return signals;
    }

    private Single<Answer> ask() {
        waiting.reset();
        Long after = sequence.afterSeq();
        return follow.rx
                .events()
                .list(ListEventsQuery.builder().afterSeq(after).limit(PAGE).build())
                .<Answer>map(page -> () -> taken(page))
                .onErrorResumeNext(
                        failure -> Passing.is(failure) ? Single.just(later(failure)) : Single.error(failure));
    }

    private Answer later(Throwable failure) {
        return () -> {
            follow.problems.accept(failure);
            wait = follow.idle;
            return List.of();
        };
    }

    private List<EventSignal> taken(EventPage page) {
        EventReader.News news = reader.take(page, follow.rx.time().now());
        if (news.hasMore() && news.cameOn()) {
            wait = Duration.ZERO;
        } else if (news.cameOn() || sequence.asksAgain()) {
            wait = follow.every;
        } else {
            wait = wait.isZero() ? follow.every : shorter(wait.multipliedBy(2), follow.idle);
        }
        return news.signals();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    @Override
    public List<EventSignal> accept(Answer answer) {
        return answer.signals();
    }

    /** Writes down how far the consumer has come. */
    @Override
    public void delivered(EventSignal signal) {
        if (follow.checkpoint == null) {
            return;
        }
        String position;
        if (signal instanceof EventSignal.Received received) {
            position = received.event().seq() + " " + received.event().timestamp();
        } else if (signal instanceof EventSignal.Missing missing) {
            Instant time = sequence.lastTime();
            position = missing.last() + (time == null ? "" : " " + time);
        } else {
            throw new IllegalStateException("no such signal");
        }
        follow.checkpoint.journal().write(follow.checkpoint.name(), position);
    }

    @Override
    public void close() {
        deliveries.dispose();
    }
}
