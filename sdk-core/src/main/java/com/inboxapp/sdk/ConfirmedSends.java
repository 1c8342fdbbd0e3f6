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
 * Sends messages and finds out what became of them. The API has no idempotency key: when the answer to a send is lost, only the thread tells
 * whether the message is there, and for a while not even that.
 *
 * <pre>{@code
 * SentMessage sent = inbox.confirmed().quickSend(message);
 * }</pre>
 *
 * <p>A send that ends unconfirmed is looked for in its thread at once and, if it is not there, once more when the settle time is over ({@link
 * InboxClient.Builder#settleTime}, 60 s after the end of the attempt); no thread is held meanwhile. Only then is it sent again, twice at
 * most. It stays unconfirmed when nothing can be said for sure: the thread cannot be read, is being synchronized with X, the answer has no
 * {@code Date} to compare the clocks by or was made before it was asked for, as that of a cache was, or the thread has a message that may be
 * this one ({@link Confirmation.Ambiguous}). All of it may take three times the deadline of a call and the settle time, and up to two deadlines
 * more for each time that the message is looked for while other sends to the same prospect are under way; cancel the future of the asynchronous
 * method when that is too long.
 *
 * <p>Texts are compared after Unicode NFC, with one blank between words. A text also counts as the one that was sent with its links replaced by
 * links of X ({@code t.co}), as long as there are other words; with character references such as <code>&amp;amp;</code> read as their
 * characters; and without characters that do not show, such as zero-width ones and variation selectors. A service may rewrite texts in other
 * ways, too: a message with any other text, newer than the attempt, may be the one unless the other party, a teammate or a campaign sent it. So may
 * a message with the same text of which nothing says whose it is, or that seems to be up to five minutes older than the attempt. Nothing is
 * sent beside any of them.
 *
 * <p>A message that is known as the effect of another call of this process does not count, whichever client with the same base URL and token
 * made it, as long as one of them stays open. Sends to the same place that are under way when the thread is read are waited for, for as long as
 * the client's deadline for calls (2 minutes if it has none), since they may have left what is there; what began later is not waited for. Of
 * what other processes send at the same time nothing is known: let one process write to a prospect.
 */
public final class ConfirmedSends {
    private static final int MOST_SENDS = 3;

    private final InboxClient client;
    private final CallEngine engine;
    private final Duration settleTime;
    private final Duration longestCall;

    ConfirmedSends(InboxClient client, CallEngine engine, Duration settleTime, Duration deadline) {
        this.client = client;
        this.engine = engine;
        this.settleTime = settleTime;
        this.longestCall = deadline.equals(Durations.FOREVER) ? CallOptions.DEFAULTS.deadline() : deadline;
    }

    /**
     * Sends a message to a prospect, and waits until it is known to be sent, or known not to be.
     *
     * @param message to whom, from which account, and what
     * @return what was sent
     * @throws InboxUnconfirmedException if it is still unknown; what kept it from being known is suppressed in it, or said in its message
     * @throws InboxException if the message was not sent
     */
    public SentMessage quickSend(QuickSendRequest message) {
        refuseInterrupted("messages.quickSend");
        return await(startQuickSend(message));
    }

    /**
     * {@link #quickSend(QuickSendRequest)}, without waiting. Cancelling the future ends the work; a message that was sent stays sent.
     *
     * @param message to whom, from which account, and what
     * @return completes with what was sent, or exceptionally with what the waiting method throws
     */
    public CompletableFuture<SentMessage> quickSendAsync(QuickSendRequest message) {
        return detached(startQuickSend(message));
    }

    /**
     * Sends a message into a thread, and waits until it is known to be sent, or known not to be.
     *
     * @param thread the thread
     * @param message what to send
     * @return the message in the thread
     * @throws InboxUnconfirmedException if it is still unknown; what kept it from being known is suppressed in it, or said in its message
     * @throws InboxException if the message was not sent
     */
    public Message send(ThreadId thread, SendMessageRequest message) {
        refuseInterrupted("messages.send");
        return await(startSend(thread, message));
    }

    /**
     * {@link #send(ThreadId, SendMessageRequest)}, without waiting. Cancelling the future ends the work; a message that was sent stays sent.
     *
     * @param thread the thread
     * @param message what to send
     * @return completes with the message in the thread, or exceptionally with what the waiting method throws
     */
    public CompletableFuture<Message> sendAsync(ThreadId thread, SendMessageRequest message) {
        return detached(startSend(thread, message));
    }

    /**
     * Finds out what became of a message, and waits for it. Reads the thread by pages of a hundred messages, from the newest back to one
     * that is from before the attempt as a whole, or to the end: two requests for a quick send and up to two for a message into a thread. There
     * is one more when the first page holds both older and newer messages and is not the last, and one for each further hundred newer ones; and
     * all of that twice when the message is not there at first. Sends to the same place that are under way then are waited for, for as long as
     * the client's deadline for calls.
     *
     * @param unconfirmed what the send failed with
     * @return <em>sent</em>, as soon as the message is seen; <em>not found</em> or <em>ambiguous</em>, never before the settle time is over
     * @throws IllegalArgumentException if the operation was not the sending of a message
     * @throws InboxException if the thread could not be read; it is still unknown then
     */
    public Confirmation confirm(InboxUnconfirmedException unconfirmed) {
        Objects.requireNonNull(unconfirmed, "unconfirmed");
        refuseInterrupted(unconfirmed.operation());
        return await(startConfirm(unconfirmed));
    }

    /**
     * {@link #confirm(InboxUnconfirmedException)}, without waiting.
     *
     * @param unconfirmed what the send failed with
     * @return completes with what the waiting method returns, or exceptionally with what it throws
     */
    public CompletableFuture<Confirmation> confirmAsync(InboxUnconfirmedException unconfirmed) {
        return detached(startConfirm(unconfirmed));
    }

    /**
     * How long after the end of an attempt its message may still appear.
     *
     * @return as the client was built with, 60 s by default
     */
    public Duration settleTime() {
        return settleTime;
    }

    /** Something that goes on until its future ends; a step after the other, all with the one cancellation. */
    private record Work<R>(String operation, Cancellation cancellation, CompletableFuture<R> end) {
        static <R> Work<R> begin(CallEngine engine, String operation) {
            Work<R> work = new Work<>(operation, new Cancellation(), new CompletableFuture<>());
            Runnable leave = engine.openCalls()
                    .add(
                            work.cancellation,
                            () -> new InboxClosedException(
                                    operation, 0, "the client is closed; this did nothing more"));
            var unused = work.end.whenComplete((value, failure) -> leave.run());
            return work;
        }

        /** A step that fails with an exception must not leave the future without an end. */
        void step(Runnable step, Consumer<Throwable> problem) {
            try {
                step.run();
            } catch (Throwable e) {
                problem.accept(e);
            }
        }
    }

    private Work<SentMessage> startQuickSend(QuickSendRequest message) {
        InboxCall<SentMessage> call = client.messages().quickSend(message);
        Work<SentMessage> work = Work.begin(engine, call.operation());
        work.step(
                () -> send(
                        work,
                        call,
                        found -> SentMessage.builder()
                                .message(found.message())
                                .thread(found.thread())
                                .build(),
                        MOST_SENDS,
                        null),
                work.end::completeExceptionally);
        return work;
    }

    private Work<Message> startSend(ThreadId thread, SendMessageRequest message) {
        InboxCall<Message> call = client.messages().send(thread, message);
        Work<Message> work = Work.begin(engine, call.operation());
        work.step(
                () -> send(work, call, ThreadSearch.Found::message, MOST_SENDS, null), work.end::completeExceptionally);
        return work;
    }

    private Work<Confirmation> startConfirm(InboxUnconfirmedException unconfirmed) {
        Objects.requireNonNull(unconfirmed, "unconfirmed");
        Work<Confirmation> work = Work.begin(engine, unconfirmed.operation());
        if (!unconfirmed.isSend()) {
            work.end.completeExceptionally(
                    new IllegalArgumentException("only the sending of a message can be confirmed, and this was "
                            + unconfirmed.operation() + ": look for what it should have created"));
            return work;
        }
        Message known = unconfirmed.confirmed();
        if (known != null) {
            work.end.complete(new Confirmation.Sent(known));
            return work;
        }
        Consumer<Throwable> problem = failure -> work.end.completeExceptionally(ofTheSdk(work.operation, failure));
        work.step(
                () -> find(work, unconfirmed, result -> work.end.complete(confirmation(unconfirmed, result)), problem),
                problem);
        return work;
    }

    /** What a search fails with, also when something threw that is not the SDK's, such as a clock of the program's own. */
    private static Throwable ofTheSdk(String operation, Throwable failure) {
        return failure instanceof InboxException || failure instanceof CancellationException
                ? failure
                : InboxConnectionException.unexpected(operation, failure, "it is still unknown what became of it");
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
            int left,
            @Nullable InboxUnconfirmedException earlier) {
        var unused = call.run(work.cancellation).whenComplete((answer, failure) -> {
            if (answer != null) {
                if (earlier != null) {
                    engine.shared().openSends().confirmed(earlier);
                }
                work.end.complete(answer.body());
                return;
            }
            Throwable cause = Failures.unwrapped(failure);
            if (earlier != null && cause instanceof InboxUnconfirmedException again) {
                again.repeats(earlier);
            }
            if (cause instanceof InboxUnconfirmedException unconfirmed && work.cancellation.reason() == null) {
                Consumer<Throwable> problem = found -> leaveUnconfirmed(work, unconfirmed, found);
                work.step(() -> lookAndSendAgain(work, call, sent, left, unconfirmed, problem), problem);
            } else if (earlier == null
                    || cause instanceof InboxApiException
                    || cause instanceof InboxUnconfirmedException) {
                work.end.completeExceptionally(cause);
            } else {
                // nothing was sent this time, and nobody has refused it: what is known is what was known before
                leaveUnconfirmed(work, earlier, cause);
            }
        });
    }

    /** From here on a message may have been sent: whatever happens, the exception that says so is the end. */
    private static void leaveUnconfirmed(Work<?> work, InboxUnconfirmedException unconfirmed, Throwable problem) {
        try {
            if (problem != unconfirmed) {
                unconfirmed.addSuppressed(problem);
            }
        } finally {
            work.end.completeExceptionally(unconfirmed);
        }
    }

    private <R> void lookAndSendAgain(
            Work<R> work,
            InboxCall<R> call,
            Function<ThreadSearch.Found, R> sent,
            int left,
            InboxUnconfirmedException unconfirmed,
            Consumer<Throwable> problem) {
        find(
                work,
                unconfirmed,
                result -> {
                    if (result.found() != null) {
                        work.end.complete(sent.apply(result.found()));
                    } else if (result.candidates().isEmpty() && left > 1) {
                        send(work, call, sent, left - 1, unconfirmed);
                    } else {
                        work.end.completeExceptionally(unconfirmed);
                    }
                },
                problem);
    }

    /** Looks at once, and, if there is nothing, once more when the settle time is over. */
    private void find(
            Work<?> work,
            InboxUnconfirmedException unconfirmed,
            Consumer<ThreadSearch.Result> end,
            Consumer<Throwable> problem) {
        // what is decided now, before looking: a look that began too early says nothing about what was not seen
        Duration left = settleTime.minus(unconfirmed.sinceEnded());
        boolean settled = left.isNegative() || left.isZero();
        ThreadSearch search = new ThreadSearch(client, engine.shared(), engine.time(), unconfirmed, longestCall);
        var unused = search.find(settled, work.cancellation)
                .whenComplete((result, failure) -> work.step(
                        () -> {
                            if (failure != null) {
                                problem.accept(Failures.unwrapped(failure));
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
                                        () -> work.step(() -> find(work, unconfirmed, end, problem), problem),
                                        problem);
                            }
                        },
                        problem));
    }

    private static void refuseInterrupted(String operation) {
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

    private <R> CompletableFuture<R> detached(Work<R> work) {
        return Detached.from(
                work.end,
                engine.executor(),
                () -> work.cancellation.cancel(new CancellationException("the work was cancelled")));
    }
}
