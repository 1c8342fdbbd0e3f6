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

/** The pages of one subscription to events: each is waited for, asked for, or made of what webhooks have delivered. */
final class EventPages implements PageFlowable.Pages<EventPages.Answer, EventSequence.Numbered> {
    private static final String OPERATION = "events.list";

    /** What woke the follow: a page, the deliveries, or a request that failed for now. */
    interface Answer {
        List<Numbered> signals();
    }

    private final EventFollow follow;
    private final boolean doneWhenDelivered;
    private final EventSequence sequence;
    private final EventReader reader;
    private final Waiting waiting;
    private final Disposable deliveries;

    private Duration wait = Duration.ZERO;

    EventPages(EventFollow follow, boolean doneWhenDelivered) {
        this.follow = follow;
        this.doneWhenDelivered = doneWhenDelivered;
        EventSequence kept = kept(follow.checkpoint);
        this.sequence = kept != null ? kept : begin(follow);
        LenientReads reads = new LenientReads(follow.rx, Completable::complete);
        this.reader = new EventReader(
                reads,
                follow.rx.time(),
                sequence,
                kept == null && follow.start == EventFollow.Start.NOW,
                new Beginning(follow.rx.time(), reads.clock())::isBefore,
                follow.problems);
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
            return EventSequence.after(
                    EventSequence.checked(Long.parseLong(parts[0])),
                    parts.length == 1 ? null : Instant.parse(parts[1]));
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
        return isReady()
                ? Single.just(this::ready)
                : waiting.await(wait).andThen(Single.defer(() -> isReady() ? Single.just(this::ready) : ask()));
    }

    /** As long as what the server keeps is left out, what is delivered may be of that. */
    private boolean isReady() {
        return !reader.skips() && sequence.isReady();
    }

    /** Deliveries in order need no request; one that is ahead of them does. */
    private List<Numbered> ready() {
        waiting.reset();
        List<Numbered> signals = sequence.ready();
        if (sequence.isAhead()) {
            waiting.wake();
        }
        return signals;
    }

    private Single<Answer> ask() {
        waiting.reset();
        return reader.read(EventReader.LARGEST_PAGE)
                .<Answer>map(read -> () -> taken(read))
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

    private List<Numbered> taken(EventReader.Read read) {
        EventReader.News news = reader.take(read);
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
    public List<Numbered> accept(Answer answer) {
        return answer.signals();
    }

    @Override
    public void delivered(Numbered numbered) {
        if (doneWhenDelivered) {
            done(follow.checkpoint, numbered);
        }
    }

    /** Writes down how far the consumer has come. */
    static void done(EventFollow.@Nullable Checkpoint checkpoint, Numbered numbered) {
        if (checkpoint != null && numbered.position() >= 0) {
            Instant time = numbered.time();
            checkpoint.journal().write(checkpoint.name(), numbered.position() + (time == null ? "" : " " + time));
        }
    }

    @Override
    public void close() {
        deliveries.dispose();
    }
}
