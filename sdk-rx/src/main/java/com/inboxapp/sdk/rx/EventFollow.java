package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Event;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Follows the team's events: asks for those after the last one, in order, each once, as long as it is subscribed to.
 *
 * <pre>{@code
 * rx.follow().checkpoint(journal, "crm").signals().subscribe(signal -> {
 *     if (signal instanceof EventSignal.Received received) {
 *         handle(received.event());
 *     } else if (signal instanceof EventSignal.Missing missing) {
 *         readTheListOfThreadsAgain();
 *     }
 * });
 * }</pre>
 *
 * <p>Immutable: the methods that set something return another one, and each subscription is on its own.
 */
public final class EventFollow {
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    enum Start {
        OLDEST,
        NOW,
        AFTER
    }

    record Checkpoint(Journal journal, String name) {}

    final RxInboxClient rx;
    final Start start;
    final long afterSeq;
    final Duration every;
    final Duration idle;
    final Flowable<Event> deliveries;
    final @Nullable Checkpoint checkpoint;
    final Consumer<Throwable> problems;

    private EventFollow(
            RxInboxClient rx,
            Start start,
            long afterSeq,
            Duration every,
            Duration idle,
            Flowable<Event> deliveries,
            @Nullable Checkpoint checkpoint,
            Consumer<Throwable> problems) {
        this.rx = rx;
        this.start = start;
        this.afterSeq = afterSeq;
        this.every = every;
        this.idle = idle;
        this.deliveries = deliveries;
        this.checkpoint = checkpoint;
        this.problems = problems;
    }

    static EventFollow of(RxInboxClient rx) {
        return new EventFollow(
                rx,
                Start.OLDEST,
                0,
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Flowable.empty(),
                null,
                problem -> {});
    }

    /**
     * Begins after an event, instead of with the oldest that the server keeps (7 days).
     *
     * @param seq the number of the last event that is known, 0 or more
     * @return another follow
     * @throws IllegalArgumentException if it is negative
     */
    public EventFollow after(long seq) {
        if (seq < 0) {
            throw new IllegalArgumentException("afterSeq must not be negative, but is " + seq);
        }
        return new EventFollow(rx, Start.AFTER, seq, every, idle, deliveries, checkpoint, problems);
    }

    /**
     * Begins with what happens after the subscription, by the server's clock as the {@code Date} of its answers shows it. The API does not say
     * where that is: what it keeps is read, a request for 1,000 events, and what happened earlier is left out.
     *
     * @return another follow
     */
    public EventFollow fromNow() {
        return new EventFollow(rx, Start.NOW, 0, every, idle, deliveries, checkpoint, problems);
    }

    /**
     * How often to ask.
     *
     * @param shortest between two requests while something happens, more than zero; 2 s unless set
     * @param longest to which the time doubles while nothing happens; 30 s unless set
     * @return another follow
     * @throws IllegalArgumentException if the shortest is not more than zero, the longest is shorter, or more than a day
     */
    public EventFollow every(Duration shortest, Duration longest) {
        checkTimes(shortest, longest);
        return new EventFollow(rx, start, afterSeq, shortest, longest, deliveries, checkpoint, problems);
    }

    static void checkTimes(Duration shortest, Duration longest) {
        Objects.requireNonNull(shortest, "shortest");
        if (shortest.isNegative() || shortest.isZero()) {
            throw new IllegalArgumentException("shortest must be more than zero, but is " + shortest);
        }
        if (Objects.requireNonNull(longest, "longest").compareTo(shortest) < 0 || longest.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("longest must be " + shortest + " up to a day, but is " + longest);
        }
    }

    /**
     * Merges in what webhooks deliver. The next event of the sequence is handed on at once, without a request; a later one makes the server be
     * asked at once for what is in between; repeats are left out.
     *
     * @param verified events that a {@link com.inboxapp.sdk.webhook.WebhookVerifier} has let pass, on any thread, in any order. They are taken
     *     as they come; at most 1,000 are held, and the server lists the others. Its end or failure ends nothing here
     * @return another follow
     */
    public EventFollow merge(Flowable<Event> verified) {
        return new EventFollow(
                rx, start, afterSeq, every, idle, Objects.requireNonNull(verified, "verified"), checkpoint, problems);
    }

    /**
     * Begins where the journal says that the last one stopped, if it says anything, and writes down how far it has come: with {@link #handle},
     * when a signal was handled; with {@link #signals}, when {@code onNext} has returned for it. If the program dies before, the signal comes
     * again. Operators such as {@code observeOn}, {@code flatMap} and {@code blockingForEach} hold signals for later, and lose what they hold
     * when the program ends or the stream fails: use {@code handle} with them.
     *
     * @param journal where
     * @param name tells it from others in the same journal
     * @return another follow
     */
    public EventFollow checkpoint(Journal journal, String name) {
        Checkpoint there =
                new Checkpoint(Objects.requireNonNull(journal, "journal"), Objects.requireNonNull(name, "name"));
        return new EventFollow(rx, start, afterSeq, every, idle, deliveries, there, problems);
    }

    /**
     * Who hears what went wrong without ending the stream: requests that failed for now, after the client's own repeats, and the failure of the
     * deliveries.
     *
     * @param listener called on a thread of the client or of the deliveries; what it throws ends the stream
     * @return another follow
     */
    public EventFollow onProblem(Consumer<Throwable> listener) {
        return new EventFollow(
                rx, start, afterSeq, every, idle, deliveries, checkpoint, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * The events in the order of {@code seq}, each once, and a signal for each gap, for each event that cannot be read, and when the server's
     * numbers fall back.
     *
     * <p>A page with an event that cannot be read is requested once more, read event by event, and reported to {@link #onProblem}; the stream
     * goes on behind {@link EventSignal.Unreadable}. An answer that is no page of events at all, such as HTML, ends the stream. After ten
     * minutes without an event, and when a webhook delivers an unknown event with a number that is behind already, the oldest page is looked
     * at: {@link EventSignal.Reset} says that the numbers have fallen back. If they pass the last known number again before that, it cannot be
     * told.
     *
     * <p><b>Backpressure:</b> nothing is requested while there is no demand; at most a page of 1,000 events is held. Who takes more than seven
     * days misses what the server has dropped by then, and is told. <b>Scheduler:</b> a thread of the client; deliveries are handed on by it
     * too. <b>Error handling:</b> lost connections, time-outs, 408, 429 and 5xx are waited out and reported to {@link #onProblem}; anything else,
     * such as 401, 403 or a closed client, ends the stream, and so does a server that says that there are more events and does not list them,
     * or answers a hundred empty pages in a row so ({@link com.inboxapp.sdk.InboxPaginationException}). It never completes. <b>Requests:</b> one every 2 s while something happens, down to
     * one every 30 s while nothing does ({@link #every}); more at once while the server has more than 1,000; one more for each gap and for each
     * page that cannot be read as a whole; one or two more after ten minutes without an event.
     *
     * @return the signals
     */
    public Flowable<EventSignal> signals() {
        return numbered(true).map(EventSequence.Numbered::signal);
    }

    /**
     * Handles the signals one after the other, and writes down how far it has come when one was handled ({@link #checkpoint}): the form for
     * handlers that work in other threads. When a program ends while a signal is handled, the next one begins with that signal.
     *
     * <p><b>Scheduler:</b> the handler is called in a thread of the client, for one signal at a time. <b>Error handling</b> and
     * <b>Requests:</b> as for {@link #signals()}; the failure of the handler ends it too.
     *
     * @param handler what to do with a signal
     * @return never completes; fails as {@link #signals()}, or as the handler
     */
    public Completable handle(Function<EventSignal, Completable> handler) {
        Objects.requireNonNull(handler, "handler");
        return numbered(false)
                .concatMapCompletable(
                        numbered -> Guarded.work(() -> handler.apply(numbered.signal()))
                                .andThen(Guarded.work(
                                        () -> Completable.fromAction(() -> EventPages.done(checkpoint, numbered)))),
                        1);
    }

    private Flowable<EventSequence.Numbered> numbered(boolean doneWhenDelivered) {
        return new PageFlowable<>(() -> new EventPages(this, doneWhenDelivered), 0);
    }
}
