package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.Event;
import com.inboxapp.sdk.model.InboxView;
import com.inboxapp.sdk.store.StateStore;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Watches all accounts for new messages of prospects: the guide's "Regularly check all connected accounts for new
 * messages, not just your primary one".
 *
 * <pre>{@code
 * accounts.watch().checkpoint(store, "bot").handle(incoming -> answer(incoming));
 * }</pre>
 *
 * <p>It reads the team's event stream, with one request per poll interval for all accounts together, and reads a thread
 * only if an event reports a new message in it. If events are unavailable (403, 404), do not name their thread, or have
 * a gap, it reads the newest page of the list of threads instead, and then the threads that changed. It does not poll
 * single threads.
 *
 * <p>Immutable: each setter returns a new watch, and subscriptions are independent.
 */
public final class AccountWatch {
    /** The views in which new messages arrive. */
    static final List<InboxView> VIEWS = List.of(InboxView.DEFAULT, InboxView.REQUESTS);

    private static final int MIN_REQUESTS = 2;
    private static final int MAX_REQUESTS = 10_000;

    record Checkpoint(StateStore store, String name) {
        @Nullable
        WatchPosition position() {
            return store.read(name).map(text -> WatchPosition.parse(name, text)).orElse(null);
        }
    }

    final RxInboxClient rx;
    final Accounts accounts;
    final Duration minPollInterval;
    final Duration maxPollInterval;
    final int requestsPerMinute;
    final Flowable<Event> deliveries;
    final @Nullable Checkpoint checkpoint;
    final Consumer<Throwable> errorListener;

    private AccountWatch(
            RxInboxClient rx,
            Accounts accounts,
            Duration minPollInterval,
            Duration maxPollInterval,
            int requestsPerMinute,
            Flowable<Event> deliveries,
            @Nullable Checkpoint checkpoint,
            Consumer<Throwable> errorListener) {
        this.rx = rx;
        this.accounts = accounts;
        this.minPollInterval = minPollInterval;
        this.maxPollInterval = maxPollInterval;
        this.requestsPerMinute = requestsPerMinute;
        this.deliveries = deliveries;
        this.checkpoint = checkpoint;
        this.errorListener = errorListener;
    }

    static AccountWatch of(RxInboxClient rx, Accounts accounts) {
        return new AccountWatch(
                rx, accounts, Duration.ofSeconds(2), Duration.ofSeconds(30), 60, Flowable.empty(), null, error -> {});
    }

    /**
     * Sets the poll interval.
     *
     * @param min the interval while messages arrive, more than zero; 2 s by default
     * @param max the limit up to which the interval doubles while no messages arrive; 30 s by default
     * @return a new watch
     * @throws IllegalArgumentException if {@code min} is not more than zero, or {@code max} is less than
     *     {@code min} or more than a day
     */
    public AccountWatch pollInterval(Duration min, Duration max) {
        EventStream.checkPollInterval(min, max);
        return new AccountWatch(rx, accounts, min, max, requestsPerMinute, deliveries, checkpoint, errorListener);
    }

    /**
     * Sets the maximum number of requests in any minute. When they are used up, the watch waits; no message is lost.
     *
     * @param requests 2 to 10,000; 60 by default, a fifth of the team's rate limit
     * @return a new watch
     * @throws IllegalArgumentException if the number is not between 2 and 10,000
     */
    public AccountWatch requestsPerMinute(int requests) {
        if (requests < MIN_REQUESTS || requests > MAX_REQUESTS) {
            throw new IllegalArgumentException("requestsPerMinute must be between " + MIN_REQUESTS + " and "
                    + MAX_REQUESTS + ", but was " + requests);
        }
        return new AccountWatch(
                rx, accounts, minPollInterval, maxPollInterval, requests, deliveries, checkpoint, errorListener);
    }

    /**
     * Merges the events of webhooks. A webhook triggers a poll at once, and its events need no request.
     *
     * @param verified as for {@link EventStream#mergeWebhooks}
     * @return a new watch
     */
    public AccountWatch mergeWebhooks(Flowable<Event> verified) {
        return new AccountWatch(
                rx,
                accounts,
                minPollInterval,
                maxPollInterval,
                requestsPerMinute,
                Objects.requireNonNull(verified, "verified"),
                checkpoint,
                errorListener);
    }

    /**
     * Resumes from a checkpoint in the state store, and updates it: with {@link #handle}, after a message was handled;
     * with {@link #messages}, after {@code onNext} returned for it. Without a checkpoint, the watch starts with the
     * messages that arrive after the subscription, including those that arrive before the server's first response. The
     * time of the subscription is taken from the server's clock, by the {@code Date} header of its responses.
     *
     * <p>A checkpoint holds the position, and the ids of the last 1,000 messages, or of up to 10,000 that the server
     * may report again. An older message is delivered again only if a new event names it.
     *
     * @param store the state store
     * @param name the name of the checkpoint, unique in the store
     * @return a new watch
     */
    public AccountWatch checkpoint(StateStore store, String name) {
        Checkpoint saved = new Checkpoint(Objects.requireNonNull(store, "store"), Objects.requireNonNull(name, "name"));
        return new AccountWatch(
                rx, accounts, minPollInterval, maxPollInterval, requestsPerMinute, deliveries, saved, errorListener);
    }

    /**
     * Sets the listener for errors that do not end the stream: requests that failed temporarily, events that are
     * missing or unavailable, and the failure of the merged webhooks.
     *
     * @param listener called on a thread of the client or of the webhooks; an exception that it throws ends the
     *     stream
     * @return a new watch
     */
    public AccountWatch onTransientError(Consumer<Throwable> listener) {
        return new AccountWatch(
                rx,
                accounts,
                minPollInterval,
                maxPollInterval,
                requestsPerMinute,
                deliveries,
                checkpoint,
                Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Returns the new messages of prospects to all accounts, each once, in the order in which they were written in
     * their thread. The team's own messages are left out.
     *
     * <p><b>Backpressure:</b> without demand nothing is requested and nothing is dropped. Meanwhile the server keeps
     * the messages: events for seven days, threads without limit. Buffers the messages of one thread, and the ids of
     * the threads of one page of 1,000 events. <b>Scheduler:</b> a thread of the client. <b>Error handling:</b> as for
     * {@link EventStream#signals()}. The watch waits while an error is transient. A thread that temporarily cannot be
     * read does not block other threads; it is read again after the maximum interval. If a thread has more than 20 pages of
     * new messages, the newest are delivered, and the rest is reported to {@link #onTransientError}. An event, thread or
     * message that cannot be decoded is left out and reported there, and its page costs a second request; in place of
     * such an event the list of threads is read. After a fallback of the event numbers ({@link EventSignal.Reset}) the
     * list of threads is read too. Events or threads whose pages never end fail the stream
     * ({@link com.inboxapp.sdk.InboxPaginationException}). It never completes. <b>Requests:</b> one per poll interval;
     * one for each thread with a new message, and one more for the thread itself the first time; without events, two
     * per poll interval (the views {@code default} and {@code requests}).
     *
     * @return the messages
     */
    public Flowable<IncomingMessage> messages() {
        return watched(true).map(WatchPages.Watched::incoming);
    }

    /**
     * Handles the new messages one at a time. If the program ends while a message is handled, the next subscription
     * with the same checkpoint starts with that message. A message is handled exactly once unless the program ends
     * before the checkpoint is written.
     *
     * <p><b>Scheduler:</b> the handler is called on a thread of the client, for one message at a time. <b>Error
     * handling</b> and <b>Requests:</b> as for {@link #messages()}; a failure of the handler ends the watch too.
     *
     * @param handler handles a message, for instance {@code incoming -> router.route(incoming).ignoreElement()};
     *     its failure ends the watch
     * @return never completes; fails as {@link #messages()} or the handler does
     */
    public Completable handle(Function<IncomingMessage, Completable> handler) {
        Objects.requireNonNull(handler, "handler");
        return watched(false)
                .concatMapCompletable(
                        watched -> FatalErrorGuard.work(() -> handler.apply(watched.incoming()))
                                .andThen(FatalErrorGuard.work(() -> Completable.fromAction(watched.done()::run))),
                        1);
    }

    private Flowable<WatchPages.Watched> watched(boolean checkpointOnDelivery) {
        return new PageFlowable<>(() -> new WatchPages(this, checkpointOnDelivery), 0);
    }
}
