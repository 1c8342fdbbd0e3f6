package com.inboxapp.sdk;

import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.model.ThreadId;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages and verifies that they arrived. The API has no idempotency key: when the response to a send is lost, only the thread shows
 * whether the message was sent, and the message may appear there late.
 *
 * <pre>{@code
 * SentMessage sent = inbox.confirmed().quickSend(message);
 * }</pre>
 *
 * <p>If a send ends unconfirmed, the thread is searched for the message at once. If the message is not there, the thread is searched again
 * when the settle time is over: 60 s after the end of the attempt by default ({@link InboxClient.Builder#settleTime}). No thread is blocked
 * meanwhile. If the message is still not there, it is sent again, at most twice. The send stays unconfirmed if its outcome cannot be
 * determined:
 *
 * <ul>
 *   <li>The thread cannot be read, or is being synchronized with X.
 *   <li>A response of the search has no {@code Date} header, which is needed to compare the clocks.
 *   <li>A response of the search was created before it was requested, as a cached response is.
 *   <li>The thread has a message that may be this one ({@link Confirmation.Ambiguous}).
 * </ul>
 *
 * <p>All of this takes up to three times the sum of a call's deadline and the settle time, and up to two more deadlines for each search
 * while other sends to the same prospect are in flight. If that is too long, use the asynchronous methods and cancel the future.
 *
 * <p>Texts are compared after Unicode NFC normalization, with whitespace collapsed to one space. A text also matches if its links were
 * replaced by links of X ({@code t.co}) and it has other words, if characters were escaped as references such as <code>&amp;amp;</code>, or
 * if invisible characters such as zero-width characters and variation selectors were removed. The service may rewrite texts in other ways.
 * So a message with any other text may be this one if it is newer than the attempt, unless the other party, a teammate or a campaign sent
 * it. The same holds for a message with the same text whose sender is unknown, or which seems to be up to five minutes older than the
 * attempt. While the thread has a message that may be this one, nothing is sent again.
 *
 * <p>Messages that other calls in this process are known to have sent are ignored, whichever client with the same base URL and token made
 * the calls, as long as one of these clients stays open. Sends to the same thread or prospect that are in flight when the thread is read
 * may have created a message in it. The search waits for them to end, up to the client's default deadline (2 minutes if it has none). It
 * does not wait for sends that start later. It cannot see the sends of other processes: let only one process write to a prospect.
 */
public final class ConfirmedSends {
    private static final int MAX_SENDS = 3;

    private final InboxClient client;
    private final CallEngine engine;
    private final Duration settleTime;
    private final Duration maxCallTime;

    ConfirmedSends(InboxClient client, CallEngine engine, Duration settleTime, Duration deadline) {
        this.client = client;
        this.engine = engine;
        this.settleTime = settleTime;
        this.maxCallTime =
                deadline.equals(Durations.FOREVER) ? CallOptions.defaults().deadline() : deadline;
    }

    /**
     * Sends a message to a prospect, and blocks until it is certain whether the message was sent.
     *
     * @param message the account link, the prospect and the text
     * @return the sent message and its thread
     * @throws InboxUnconfirmedException if it is still unknown whether the message was sent. The reason is a suppressed exception, or in
     *     the exception's message
     * @throws InboxException if the message was not sent
     */
    public SentMessage quickSend(QuickSendRequest message) {
        throwIfInterrupted("messages.quickSend");
        return await(startQuickSend(message));
    }

    /**
     * Sends a message like {@link #quickSend(QuickSendRequest)}, and returns at once. Cancelling the future stops the operation, but does
     * not unsend a message.
     *
     * @param message the account link, the prospect and the text
     * @return a future that completes with the sent message and its thread, or exceptionally with its exception
     */
    public CompletableFuture<SentMessage> quickSendAsync(QuickSendRequest message) {
        return userFuture(startQuickSend(message));
    }

    /**
     * Sends a message into a thread, and blocks until it is certain whether the message was sent.
     *
     * @param thread the thread
     * @param message the message to send
     * @return the message in the thread
     * @throws InboxUnconfirmedException if it is still unknown whether the message was sent. The reason is a suppressed exception, or in
     *     the exception's message
     * @throws InboxException if the message was not sent
     */
    public Message send(ThreadId thread, SendMessageRequest message) {
        throwIfInterrupted("messages.send");
        return await(startSend(thread, message));
    }

    /**
     * Sends a message like {@link #send(ThreadId, SendMessageRequest)}, and returns at once. Cancelling the future stops the operation, but
     * does not unsend a message.
     *
     * @param thread the thread
     * @param message the message to send
     * @return a future that completes with the message in the thread, or exceptionally with its exception
     */
    public CompletableFuture<Message> sendAsync(ThreadId thread, SendMessageRequest message) {
        return userFuture(startSend(thread, message));
    }

    /**
     * Finds out whether a message was sent, and blocks until that is known. Reads the thread in pages of 100 messages, from the newest back
     * to a page on which all messages are older than the attempt, or to the end.
     *
     * <p>This sends two requests for a quick send, and one or two for a message into a thread. It sends one more if the first page has both
     * older and newer messages and is not the last page, and one more for each further 100 newer messages. It sends all of them twice if
     * the message is not found at first. Waits for sends to the same thread or prospect that are in flight, up to the client's default
     * deadline.
     *
     * @param unconfirmed the exception of the send
     * @return {@link Confirmation.Sent} as soon as the message is found; {@link Confirmation.NotFound} or {@link Confirmation.Ambiguous}
     *     only after the settle time is over
     * @throws IllegalArgumentException if the operation does not send a message, or the exception was deserialized
     * @throws InboxException if the thread cannot be read; it is then still unknown whether the message was sent
     */
    public Confirmation confirm(InboxUnconfirmedException unconfirmed) {
        Objects.requireNonNull(unconfirmed, "unconfirmed");
        throwIfInterrupted(unconfirmed.operation());
        return await(startConfirm(unconfirmed));
    }

    /**
     * Finds out whether a message was sent like {@link #confirm(InboxUnconfirmedException)}, and returns at once.
     *
     * @param unconfirmed the exception of the send
     * @return a future that completes with the result of the blocking method, or exceptionally with its exception
     */
    public CompletableFuture<Confirmation> confirmAsync(InboxUnconfirmedException unconfirmed) {
        return userFuture(startConfirm(unconfirmed));
    }

    /**
     * Returns how long after the end of an attempt its message may still appear in the thread.
     *
     * @return the settle time of the client, 60 s by default
     */
    public Duration settleTime() {
        return settleTime;
    }

    /** A sequence of asynchronous steps that share a cancellation and end with the future. */
    private record Work<R>(String operation, Cancellation cancellation, CompletableFuture<R> end) {
        static <R> Work<R> begin(CallEngine engine, String operation) {
            Work<R> work = new Work<>(operation, new Cancellation(), new CompletableFuture<>());
            Runnable leave = engine.inFlightCalls()
                    .add(
                            work.cancellation,
                            () -> new InboxClosedException(
                                    operation, 0, "the client is closed; the operation was stopped"));
            var unused = work.end.whenComplete((value, failure) -> leave.run());
            return work;
        }

        /** Runs a step. A step that throws must not leave the future incomplete. */
        void step(Runnable step, Consumer<Throwable> onFailure) {
            try {
                step.run();
            } catch (Throwable e) {
                onFailure.accept(e);
            }
        }
    }

    private Work<SentMessage> startQuickSend(QuickSendRequest message) {
        InboxCall<SentMessage> call = client.messages().quickSend(Objects.requireNonNull(message, "message"));
        Work<SentMessage> work = Work.begin(engine, call.operation());
        work.step(
                () -> send(
                        work,
                        call,
                        found -> SentMessage.builder()
                                .message(found.message())
                                .thread(found.thread())
                                .build(),
                        MAX_SENDS,
                        null),
                work.end::completeExceptionally);
        return work;
    }

    private Work<Message> startSend(ThreadId thread, SendMessageRequest message) {
        Objects.requireNonNull(thread, "thread");
        InboxCall<Message> call = client.messages().send(thread, Objects.requireNonNull(message, "message"));
        Work<Message> work = Work.begin(engine, call.operation());
        work.step(
                () -> send(work, call, ThreadSearch.Found::message, MAX_SENDS, null), work.end::completeExceptionally);
        return work;
    }

    private Work<Confirmation> startConfirm(InboxUnconfirmedException unconfirmed) {
        Objects.requireNonNull(unconfirmed, "unconfirmed");
        Work<Confirmation> work = Work.begin(engine, unconfirmed.operation());
        if (!unconfirmed.isSend()) {
            work.end.completeExceptionally(
                    new IllegalArgumentException("only the send of a message can be confirmed, but the operation was "
                            + unconfirmed.operation() + ": check whether it created its object"));
            return work;
        }
        if (unconfirmed.isDeserialized()) {
            String thread = unconfirmed.thread();
            work.end.completeExceptionally(new IllegalArgumentException(
                    "a deserialized exception has no text to search for, so look into the thread "
                            + (thread == null ? "with the prospect" : thread)
                            + " before you send the message again"));
            return work;
        }
        Message known = unconfirmed.confirmed();
        if (known != null) {
            work.end.complete(new Confirmation.Sent(known));
            return work;
        }
        Consumer<Throwable> onFailure =
                failure -> work.end.completeExceptionally(sdkException(work.operation, failure));
        work.step(
                () -> find(
                        work, unconfirmed, result -> work.end.complete(confirmation(unconfirmed, result)), onFailure),
                onFailure);
        return work;
    }

    /** Returns the exception that a search fails with. Wraps exceptions that are not the SDK's, for instance from a user's scheduler. */
    private static Throwable sdkException(String operation, Throwable failure) {
        return failure instanceof InboxException || failure instanceof CancellationException
                ? failure
                : InboxConnectionException.unexpected(
                        operation, failure, "it is still unknown whether the message was sent");
    }

    private Confirmation confirmation(InboxUnconfirmedException unconfirmed, ThreadSearch.Result result) {
        if (result.found() != null) {
            return new Confirmation.Sent(result.found().message());
        }
        if (!result.candidates().isEmpty()) {
            return new Confirmation.Ambiguous(result.candidates());
        }
        Confirmation notFound = new Confirmation.NotFound(engine.time().now());
        engine.shared().openSends().notFound(unconfirmed);
        return notFound;
    }

    private <R> void send(
            Work<R> work,
            InboxCall<R> call,
            Function<ThreadSearch.Found, R> sent,
            int remainingSends,
            @Nullable InboxUnconfirmedException earlier) {
        var unused = call.run(work.cancellation).whenComplete((response, failure) -> {
            if (response != null) {
                if (earlier != null) {
                    engine.shared().openSends().confirmed(earlier);
                }
                work.end.complete(response.body());
                return;
            }
            Throwable cause = Failures.unwrapped(failure);
            if (earlier != null && cause instanceof InboxUnconfirmedException again) {
                again.repeats(earlier);
            }
            if (cause instanceof InboxUnconfirmedException unconfirmed && work.cancellation.reason() == null) {
                Consumer<Throwable> onFailure = found -> leaveUnconfirmed(work, unconfirmed, found);
                work.step(() -> searchAndResend(work, call, sent, remainingSends, unconfirmed, onFailure), onFailure);
            } else if (earlier == null
                    || cause instanceof InboxApiException
                    || cause instanceof InboxUnconfirmedException) {
                work.end.completeExceptionally(cause);
            } else {
                // this attempt sent nothing and was not rejected, so the outcome of the earlier send is still unknown
                leaveUnconfirmed(work, earlier, cause);
            }
        });
    }

    /** Ends with the unconfirmed exception. A message may have been sent, so no other exception may replace it. */
    private static void leaveUnconfirmed(Work<?> work, InboxUnconfirmedException unconfirmed, Throwable onFailure) {
        try {
            if (onFailure != unconfirmed) {
                unconfirmed.addSuppressed(onFailure);
            }
        } finally {
            work.end.completeExceptionally(unconfirmed);
        }
    }

    private <R> void searchAndResend(
            Work<R> work,
            InboxCall<R> call,
            Function<ThreadSearch.Found, R> sent,
            int remainingSends,
            InboxUnconfirmedException unconfirmed,
            Consumer<Throwable> onFailure) {
        find(
                work,
                unconfirmed,
                result -> {
                    if (result.found() != null) {
                        work.end.complete(sent.apply(result.found()));
                    } else if (result.candidates().isEmpty() && remainingSends > 1) {
                        send(work, call, sent, remainingSends - 1, unconfirmed);
                    } else {
                        work.end.completeExceptionally(unconfirmed);
                    }
                },
                onFailure);
    }

    /** Searches at once and, if the message is not found, again when the settle time is over. */
    private void find(
            Work<?> work,
            InboxUnconfirmedException unconfirmed,
            Consumer<ThreadSearch.Result> end,
            Consumer<Throwable> onFailure) {
        // decided before the search: one that starts within the settle time does not prove that a message was not sent
        Duration left = settleTime.minus(unconfirmed.sinceEnded());
        boolean settled = left.isNegative() || left.isZero();
        ThreadSearch search = new ThreadSearch(client, engine.shared(), engine.time(), unconfirmed, maxCallTime);
        var unused = search.find(settled, work.cancellation)
                .whenComplete((result, failure) -> work.step(
                        () -> {
                            if (failure != null) {
                                onFailure.accept(Failures.unwrapped(failure));
                            } else if (result.found() != null) {
                                unconfirmed.candidates(0);
                                unconfirmed.confirmed(result.found().message());
                                end.accept(result);
                            } else if (settled) {
                                if (result.candidates().isEmpty()) {
                                    search.refuseDoubt();
                                }
                                unconfirmed.candidates(result.candidates().size());
                                end.accept(result);
                            } else {
                                engine.listeners()
                                        .tell(listener -> listener.waiting(
                                                unconfirmed.call(), CallListener.WaitReason.CONFIRMATION, left));
                                work.cancellation.pause(
                                        engine.time(),
                                        left,
                                        () -> work.step(() -> find(work, unconfirmed, end, onFailure), onFailure),
                                        onFailure);
                            }
                        },
                        onFailure));
    }

    private static void throwIfInterrupted(String operation) {
        if (Thread.currentThread().isInterrupted()) {
            throw new InboxInterruptedException(operation, 0, "the thread was interrupted; nothing was sent");
        }
    }

    private <R> R await(Work<R> work) {
        return Blocking.await(
                work.end,
                () -> work.cancellation.cancel(
                        new InboxInterruptedException(work.operation, 0, "the thread was interrupted")));
    }

    private <R> CompletableFuture<R> userFuture(Work<R> work) {
        return UserFuture.from(
                work.end,
                engine.executor(),
                () -> work.cancellation.cancel(
                        new CancellationException("the send or its confirmation was cancelled")));
    }
}
