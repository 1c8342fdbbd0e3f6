package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the team's events. Polls for the events after the last one and emits them in order, each once, for as
 * long as it is subscribed.
 *
 * <pre>{@code
 * rx.eventStream().checkpoint(store, "crm").signals().subscribe(signal -> {
 *     if (signal instanceof EventSignal.Received received) {
 *         handle(received.event());
 *     } else if (signal instanceof EventSignal.Gap gap) {
 *         readTheListOfThreadsAgain();
 *     }
 * });
 * }</pre>
 *
 * <p>Immutable: each setter returns a new event stream, and subscriptions are independent.
 */
public final class EventStream {
    private static final Duration MAX_POLL_INTERVAL = Duration.ofDays(1);

    enum Start {
        OLDEST,
        NOW,
        AFTER
    }

    record Checkpoint(StateStore store, String name) {}

    final RxInboxClient rx;
    final Start start;
    final long afterSeq;
    final Duration minPollInterval;
    final Duration maxPollInterval;
    final Flowable<Event> deliveries;
    final @Nullable Checkpoint checkpoint;
    final Consumer<Throwable> errorListener;

    private EventStream(
            RxInboxClient rx,
            Start start,
            long afterSeq,
            Duration minPollInterval,
            Duration maxPollInterval,
            Flowable<Event> deliveries,
            @Nullable Checkpoint checkpoint,
            Consumer<Throwable> errorListener) {
        this.rx = rx;
        this.start = start;
        this.afterSeq = afterSeq;
        this.minPollInterval = minPollInterval;
        this.maxPollInterval = maxPollInterval;
        this.deliveries = deliveries;
        this.checkpoint = checkpoint;
        this.errorListener = errorListener;
    }

    static EventStream of(RxInboxClient rx) {
        return new EventStream(
                rx,
                Start.OLDEST,
                0,
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Flowable.empty(),
                null,
                error -> {});
    }

    /**
     * Starts after an event, instead of at the oldest event that the server keeps (7 days).
     *
     * @param seq the number of the last known event, 0 or more
     * @return a new event stream
     * @throws IllegalArgumentException if the number is negative
     */
    public EventStream after(long seq) {
        if (seq < 0) {
            throw new IllegalArgumentException("afterSeq must not be negative, but was " + seq);
        }
        return new EventStream(
                rx, Start.AFTER, seq, minPollInterval, maxPollInterval, deliveries, checkpoint, errorListener);
    }

    /**
     * Starts with the events that happen after the subscription. The time of the subscription is taken from the
     * server's clock, by the {@code Date} header of its responses. The API has no parameter for this start: the stream
     * reads the events that the server keeps, 1,000 per request, and leaves out the earlier ones.
     *
     * @return a new event stream
     */
    public EventStream fromNow() {
        return new EventStream(
                rx, Start.NOW, 0, minPollInterval, maxPollInterval, deliveries, checkpoint, errorListener);
    }

    /**
     * Sets the poll interval.
     *
     * @param min the interval while events arrive, more than zero; 2 s by default
     * @param max the limit up to which the interval doubles while no events arrive; 30 s by default
     * @return a new event stream
     * @throws IllegalArgumentException if {@code min} is not more than zero, or {@code max} is less than
     *     {@code min} or more than a day
     */
    public EventStream pollInterval(Duration min, Duration max) {
        checkPollInterval(min, max);
        return new EventStream(rx, start, afterSeq, min, max, deliveries, checkpoint, errorListener);
    }

    static void checkPollInterval(Duration min, Duration max) {
        Objects.requireNonNull(min, "min");
        if (min.isNegative() || min.isZero()) {
            throw new IllegalArgumentException("min must be more than zero, but was " + min);
        }
        if (Objects.requireNonNull(max, "max").compareTo(min) < 0 || max.compareTo(MAX_POLL_INTERVAL) > 0) {
            throw new IllegalArgumentException("max must be between " + min + " and one day, but was " + max);
        }
    }

    /**
     * Merges the events of webhooks. The next event in the sequence is emitted at once, without a request. A later
     * event triggers a poll at once for the events before it. Duplicates are dropped.
     *
     * @param verified events that a {@link com.inboxapp.sdk.webhook.WebhookVerifier} accepted, on any thread, in
     *     any order. They are consumed without backpressure; at most 1,000 are buffered, and the others are read from
     *     the server. Its completion or failure does not end this stream
     * @return a new event stream
     */
    public EventStream mergeWebhooks(Flowable<Event> verified) {
        return new EventStream(
                rx,
                start,
                afterSeq,
                minPollInterval,
                maxPollInterval,
                Objects.requireNonNull(verified, "verified"),
                checkpoint,
                errorListener);
    }

    /**
     * Resumes from a checkpoint in the state store, if there is one, and updates it: with {@link #handle}, after a
     * signal was handled; with {@link #signals}, after {@code onNext} returned for it. If the program ends before, the
     * signal is delivered again. Operators such as {@code observeOn}, {@code flatMap} and {@code blockingForEach}
     * buffer signals, and lose them when the program ends or the stream fails: use {@code handle} with them.
     *
     * @param store the state store
     * @param name the name of the checkpoint, unique in the store
     * @return a new event stream
     */
    public EventStream checkpoint(StateStore store, String name) {
        Checkpoint there = new Checkpoint(Objects.requireNonNull(store, "store"), Objects.requireNonNull(name, "name"));
        return new EventStream(rx, start, afterSeq, minPollInterval, maxPollInterval, deliveries, there, errorListener);
    }

    /**
     * Sets the listener for errors that do not end the stream: requests that failed temporarily, after the client's own
     * retries, and the failure of the merged webhooks.
     *
     * @param listener called on a thread of the client or of the webhooks; an exception that it throws ends the
     *     stream
     * @return a new event stream
     */
    public EventStream onTransientError(Consumer<Throwable> listener) {
        return new EventStream(
                rx,
                start,
                afterSeq,
                minPollInterval,
                maxPollInterval,
                deliveries,
                checkpoint,
                Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Returns the events in the order of {@code seq}, each once, and a signal for each gap, for each event that cannot
     * be decoded, and for a fallback of the server's numbers.
     *
     * <p>If a page has an event that cannot be decoded, the page is requested once more, decoded event by event, and
     * reported to {@link #onTransientError}. The stream continues after an {@link EventSignal.Unreadable}. A response that is
     * not a page of events at all, such as HTML, ends the stream. The oldest page is checked after ten minutes without
     * an event, and when a webhook delivers an unknown event with a number that the stream has already passed. If the
     * numbers have fallen back, the stream emits {@link EventSignal.Reset}. A fallback cannot be detected if the
     * numbers pass the last known number again before this check.
     *
     * <p><b>Backpressure:</b> nothing is requested without demand; at most a page of 1,000 events is buffered. A
     * consumer that falls behind by more than seven days misses the events that the server has dropped, and receives a
     * gap. <b>Scheduler:</b> a thread of the client, also for events of webhooks. <b>Error handling:</b> the stream
     * waits out lost connections, timeouts, 408, 429 and 5xx, and reports them to {@link #onTransientError}. Anything else,
     * such as 401, 403 or a closed client, ends the stream. It also ends if the server reports more events but does not
     * list them, or does so with a hundred empty pages in a row ({@link com.inboxapp.sdk.InboxPaginationException}). It
     * never completes. <b>Requests:</b> one every 2 s while events arrive, down to one every 30 s while none do
     * ({@link #pollInterval}); without a delay while the server has more than 1,000 events; one more for each gap and for each
     * page that cannot be decoded as a whole; one or two more after ten minutes without an event.
     *
     * @return the signals
     */
    public Flowable<EventSignal> signals() {
        return numbered(true).map(EventSequence.Numbered::signal);
    }

    /**
     * Handles the signals one at a time, and updates the checkpoint after each ({@link #checkpoint}). Use this for
     * handlers that work on other threads. If the program ends while a signal is handled, the next subscription with
     * the same checkpoint starts with that signal.
     *
     * <p><b>Scheduler:</b> the handler is called on a thread of the client, for one signal at a time. <b>Error
     * handling</b> and <b>Requests:</b> as for {@link #signals()}; a failure of the handler ends the stream too.
     *
     * @param handler handles a signal
     * @return never completes; fails as {@link #signals()} or the handler does
     */
    public Completable handle(Function<EventSignal, Completable> handler) {
        Objects.requireNonNull(handler, "handler");
        return numbered(false)
                .concatMapCompletable(
                        numbered -> FatalErrorGuard.work(() -> handler.apply(numbered.signal()))
                                .andThen(FatalErrorGuard.work(() -> Completable.fromAction(
                                        () -> EventPages.writeCheckpoint(checkpoint, numbered)))),
                        1);
    }

    private Flowable<EventSequence.Numbered> numbered(boolean checkpointOnDelivery) {
        return new PageFlowable<>(() -> new EventPages(this, checkpointOnDelivery), 0);
    }
}
