package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.InboxView;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Watches all accounts for new messages of prospects: the guide's "Regularly check all connected accounts for new messages, not just your primary
 * one".
 *
 * <pre>{@code
 * accounts.watch().journal(journal, "bot").handle(incoming -> answer(incoming));
 * }</pre>
 *
 * <p>It follows the team's events, one request a tick for all accounts together, and reads a thread only when an event says that it has a
 * new message. Where events are not to be had (403, 404), or do not say which thread they are about, or are missing, it reads the newest page of the list of
 * threads instead, and those threads in which something changed. No thread is polled.
 *
 * <p>Immutable: the methods that set something return another one, and each subscription is on its own.
 */
public final class AccountWatch {
    /** The views in which new messages arrive. */
    static final List<InboxView> VIEWS = List.of(InboxView.DEFAULT, InboxView.REQUESTS);

    private static final int LEAST_REQUESTS = 2;
    private static final int MOST_REQUESTS = 10_000;

    record Checkpoint(Journal journal, String name) {
        @Nullable
        WatchPosition position() {
            return journal.read(name)
                    .map(text -> WatchPosition.parse(name, text))
                    .orElse(null);
        }
    }

    final RxInboxClient rx;
    final Accounts accounts;
    final Duration every;
    final Duration idle;
    final int requestsPerMinute;
    final Flowable<Event> deliveries;
    final @Nullable Checkpoint checkpoint;
    final Consumer<Throwable> problems;

    private AccountWatch(
            RxInboxClient rx,
            Accounts accounts,
            Duration every,
            Duration idle,
            int requestsPerMinute,
            Flowable<Event> deliveries,
            @Nullable Checkpoint checkpoint,
            Consumer<Throwable> problems) {
        this.rx = rx;
        this.accounts = accounts;
        this.every = every;
        this.idle = idle;
        this.requestsPerMinute = requestsPerMinute;
        this.deliveries = deliveries;
        this.checkpoint = checkpoint;
        this.problems = problems;
    }

    static AccountWatch of(RxInboxClient rx, Accounts accounts) {
        return new AccountWatch(
                rx, accounts, Duration.ofSeconds(2), Duration.ofSeconds(30), 60, Flowable.empty(), null, problem -> {});
    }

    /**
     * How often to look.
     *
     * @param shortest between two ticks while messages come, more than zero; 2 s unless set
     * @param longest to which the time doubles while none does; 30 s unless set
     * @return another watch
     * @throws IllegalArgumentException if the shortest is not more than zero, the longest is shorter, or more than a day
     */
    public AccountWatch every(Duration shortest, Duration longest) {
        EventFollow.checkTimes(shortest, longest);
        return new AccountWatch(rx, accounts, shortest, longest, requestsPerMinute, deliveries, checkpoint, problems);
    }

    /**
     * How many requests it may make in any minute. When they are used up, it waits; nothing is lost by that.
     *
     * @param requests 2 to 10,000; 60 unless set, a fifth of what the team may make
     * @return another watch
     * @throws IllegalArgumentException for any other number
     */
    public AccountWatch requestsPerMinute(int requests) {
        if (requests < LEAST_REQUESTS || requests > MOST_REQUESTS) {
            throw new IllegalArgumentException(
                    "requestsPerMinute must be " + LEAST_REQUESTS + " to " + MOST_REQUESTS + ", but is " + requests);
        }
        return new AccountWatch(rx, accounts, every, idle, requests, deliveries, checkpoint, problems);
    }

    /**
     * Lets webhooks wake it: their events need not be asked for.
     *
     * @param verified as for {@link EventFollow#merge}
     * @return another watch
     */
    public AccountWatch merge(Flowable<Event> verified) {
        return new AccountWatch(
                rx,
                accounts,
                every,
                idle,
                requestsPerMinute,
                Objects.requireNonNull(verified, "verified"),
                checkpoint,
                problems);
    }

    /**
     * Goes on where the journal says that the last one stopped, and writes down how far it has come: with {@link #handle}, when a message was
     * handled; with {@link #messages}, when {@code onNext} has returned for it. Without this, or the first time, it begins with what comes after it was
     * subscribed to, by the server's clock as the {@code Date} of its answers shows it: also what comes before the server answers for the first time.
     *
     * <p>Written down are how far it has come, and the ids of the last 1,000 messages, or of up to 10,000 that the server may tell of once more. A
     * message that is older than those comes again only when an event names it that was not read before.
     *
     * @param store where
     * @param name tells it from others in the same journal
     * @return another watch
     */
    public AccountWatch journal(Journal store, String name) {
        Checkpoint there = new Checkpoint(Objects.requireNonNull(store, "store"), Objects.requireNonNull(name, "name"));
        return new AccountWatch(rx, accounts, every, idle, requestsPerMinute, deliveries, there, problems);
    }

    /**
     * Who hears what went wrong without ending the stream: requests that failed for now, events that are missing or not to be had, the failure
     * of the deliveries.
     *
     * @param listener called on a thread of the client or of the deliveries; what it throws ends the stream
     * @return another watch
     */
    public AccountWatch onProblem(Consumer<Throwable> listener) {
        return new AccountWatch(
                rx,
                accounts,
                every,
                idle,
                requestsPerMinute,
                deliveries,
                checkpoint,
                Objects.requireNonNull(listener, "listener"));
    }

    /**
     * The new messages of prospects to all accounts, each once, those of one thread in the order in which they were written. The team's own
     * are left out.
     *
     * <p><b>Backpressure:</b> while there is no demand nothing is requested and nothing dropped: what comes meanwhile waits at the server, events
     * for seven days, and the threads for ever. Held are the messages of one thread, and the ids of the threads of one page of 1,000 events. <b>Scheduler:</b> a
     * thread of the client. <b>Error handling:</b> as {@link EventFollow#signals()}: what passes by itself is waited out, and a thread that
     * cannot be read for now keeps those of other threads not waiting: it is read again after the longest wait. Of a thread with more than 20
     * pages of new messages the newest are delivered, and {@link #onProblem} hears of the rest. What cannot be read, since it is not what the
     * API documents, is left out and reported there: an event, in place of which the list of threads is read, a thread, or a message; its page
     * costs a second request. When the numbers of events fall back ({@link EventSignal.Reset}), the list of threads is read too. Events or threads whose pages do not come to an
     * end end it ({@link com.inboxapp.sdk.InboxPaginationException}). It never completes.
     * <b>Requests:</b> one a tick; for each thread with a new message one for its messages, and one for the thread when it is the first time; without
     * events, two a tick (the views {@code default} and {@code requests}).
     *
     * @return the messages
     */
    public Flowable<IncomingMessage> messages() {
        return watched(true).map(WatchPages.Watched::incoming);
    }

    /**
     * Handles the new messages one after the other. When a program ends while one is handled, the next one with the same journal begins with
     * that message: it is handled once, unless the program ends in between.
     *
     * <p><b>Scheduler:</b> the handler is called in a thread of the client, for one message at a time. <b>Error handling</b> and <b>Requests:</b> as
     * for {@link #messages()}; the failure of the handler ends the watch too.
     *
     * @param handler what to do with a message, for instance {@code incoming -> router.route(incoming).ignoreElement()}; its failure ends the watch
     * @return never completes; fails as {@link #messages()}, or as the handler
     */
    public Completable handle(Function<IncomingMessage, Completable> handler) {
        Objects.requireNonNull(handler, "handler");
        return watched(false)
                .concatMapCompletable(
                        watched -> Guarded.work(() -> handler.apply(watched.incoming()))
                                .andThen(Guarded.work(() -> Completable.fromAction(watched.done()::run))),
                        1);
    }

    private Flowable<WatchPages.Watched> watched(boolean doneWhenDelivered) {
        return new PageFlowable<>(() -> new WatchPages(this, doneWhenDelivered), 0);
    }
}
