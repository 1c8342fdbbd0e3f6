package com.inboxapp.sdk;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.MessageId;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.runtime.Safety;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Headers;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Runs calls: holds the mechanisms of a client and defines the order in which a call passes through them. */
final class CallEngine {
    /** Call numbers, shared by all clients: a message that one client sent may be confirmed by another. */
    private static final AtomicLong CALLS = new AtomicLong();

    private final OpenCalls openCalls;
    private final CallListeners listeners;
    private final Retries retries;
    private final Pacer pacer;
    private final Transport transport;
    private final Verdict verdict;
    private final InboxScheduler time;
    private final SharedState shared;
    private final long longestAnswer;

    /** The state that a client shares with the clients derived from it, besides connections. */
    static final class SharedState {
        private static final int RECENT_THREADS = 10_000;

        private final Recent<ThreadId, AccountLinkId> accounts = new Recent<>(RECENT_THREADS);
        private final ServerClock serverClock = new ServerClock();
        private final KnownSends sends;

        SharedState(KnownSends sends) {
            this.sends = sends;
        }

        /** Returns the account link of each recently seen thread, so that messages sent into the thread can be rate limited. */
        Recent<ThreadId, AccountLinkId> accounts() {
            return accounts;
        }

        /**
         * Returns the messages known to be the effect of one call, with the number of that call. They cannot be the effect of another call.
         */
        Recent<MessageId, Long> sent() {
            return sends.messages();
        }

        OpenSends openSends() {
            return sends.open();
        }

        /** Records that a client with this state was closed. */
        void leave(OpenCalls client) {
            sends.leave(client);
        }

        ServerClock serverClock() {
            return serverClock;
        }
    }

    CallEngine(
            OpenCalls openCalls,
            CallListeners listeners,
            Retries retries,
            Pacer pacer,
            Transport transport,
            Verdict verdict,
            InboxScheduler time,
            SharedState shared,
            long longestAnswer) {
        this.openCalls = openCalls;
        this.listeners = listeners;
        this.retries = retries;
        this.pacer = pacer;
        this.transport = transport;
        this.verdict = verdict;
        this.time = time;
        this.shared = shared;
        this.longestAnswer = longestAnswer;
    }

    /** Creates the execution of a call. */
    Execution begin(Operation operation, Request request, CallOptions options, Cancellation cancellation) {
        StackRoom.check();
        Request.Builder complete = request.newBuilder();
        options.headers().forEach(complete::header);
        return new Execution(operation, complete.build(), options, cancellation, CALLS.incrementAndGet(), time);
    }

    /** Runs a call through all steps, in order. The future completes when the call ends, however it ends. */
    <T> CompletableFuture<InboxResponse<T>> run(Execution execution, AnswerDecoder<T> decoder) {
        listeners.tell(listener -> listener.callStarted(execution.info()));
        Runnable leave = enter(execution);
        Future<?> deadline = startDeadline(execution);
        shared.openSends().add(execution.info().number(), execution.subject());
        CompletableFuture<InboxResponse<T>> end = new CompletableFuture<>();
        try {
            var unused = retries.repeat(
                            execution,
                            () -> awaitTurn(execution)
                                    .thenCompose(turn -> attempt(execution, turn))
                                    .thenApply(outcome -> decoder.expectsNothing() ? outcome.withoutBody() : outcome),
                            outcome -> (InboxException) verdict.failure(execution, outcome))
                    .thenAccept(outcome -> decode(execution, outcome, decoder, end))
                    .exceptionally(failure -> {
                        end.completeExceptionally(failure(execution, failure));
                        return null;
                    });
        } catch (Throwable e) {
            // first, so that nothing more is written and it is known what was written
            aside(() -> execution.cancellation().cancel(e));
            end.completeExceptionally(failure(execution, e));
        }
        return end.whenComplete((response, failure) -> {
            aside(() -> deadline.cancel(false));
            aside(leave);
            aside(() -> learn(execution, response));
            boolean isUnconfirmed = failure instanceof InboxUnconfirmedException;
            aside(() -> shared.openSends().remove(execution.info().number(), isUnconfirmed));
            aside(() -> shared.openSends().sentAgain(execution.subject(), failure));
            CallListener.CallEnd ended = end(execution, response, failure);
            listeners.tell(listener -> listener.callEnded(execution.info(), ended));
        });
    }

    /** Runs clean-up work that must not change how a call ends, even if it fails. */
    private static void aside(Runnable work) {
        CallListeners.aside("cleaning up after a call failed", work);
    }

    /**
     * Returns the exception that a call ends with, also for a throwable from outside the SDK, such as a linkage error from an incomplete
     * class path or a stack overflow.
     */
    private Throwable failure(Execution execution, Throwable thrown) {
        Throwable failure = Failures.unwrapped(thrown);
        return failure instanceof InboxException || failure instanceof CancellationException
                ? failure
                : verdict.failure(execution, Outcome.of(new Outcome.Unchecked(failure), execution.isWritten()));
    }

    private <T> void decode(
            Execution execution, Outcome outcome, AnswerDecoder<T> decoder, CompletableFuture<InboxResponse<T>> end) {
        Cancellation cancellation = execution.cancellation();
        // a response that has already arrived is not discarded because the cancellation came a moment earlier
        if (cancellation.reason() == null) {
            cancellation.during(() -> end.completeExceptionally(verdict.failure(
                    execution, Outcome.of(Objects.requireNonNull(cancellation.reason()), outcome.written()))));
        }
        end.complete(verdict.response(execution, outcome, decoder, end::isDone));
    }

    /** Registers the call, so that it ends if the client is closed already or is closed later. */
    private Runnable enter(Execution execution) {
        return openCalls.add(
                execution.cancellation(),
                () -> new InboxClosedException(
                        execution.operation().id(),
                        execution.attempts(),
                        execution.attempts() == 0
                                ? "the client is closed; nothing was sent"
                                : "the client was closed while the call ran"));
    }

    private Future<?> startDeadline(Execution execution) {
        if (!hasDeadline(execution)) {
            return CompletableFuture.completedFuture(null);
        }
        Duration deadline = execution.options().deadline();
        try {
            return time.schedule(
                    () -> execution
                            .cancellation()
                            .cancel(new InboxDeadlineException(
                                    execution.operation().id(),
                                    execution.attempts(),
                                    "the operation took longer than its deadline of " + Durations.text(deadline)
                                            + " (CallOptions.deadline)")),
                    deadline);
        } catch (RuntimeException | Error e) {
            // a custom scheduler may be shut down
            execution.cancellation().cancel(e);
            return CompletableFuture.completedFuture(null);
        }
    }

    private static boolean hasDeadline(Execution execution) {
        return execution.options().deadline().compareTo(Durations.FOREVER) < 0;
    }

    private CompletableFuture<Turn> awaitTurn(Execution execution) {
        return pacer.admit(
                PacedRequest.of(execution.operation().id(), execution.subject().sends(), account(execution.subject())),
                execution.attempts(),
                execution.options().priority(),
                hasDeadline(execution) ? execution.deadlineNanos() : Pacer.NO_DEADLINE,
                execution.cancellation(),
                wait -> listeners.tell(
                        listener -> listener.waiting(execution.info(), CallListener.WaitReason.PACING, wait)));
    }

    private @Nullable String account(CallSubject subject) {
        AccountLinkId account = subject.account();
        if (account == null && subject.thread() != null) {
            account = shared.accounts.get(subject.thread());
        }
        return account == null ? null : account.value();
    }

    private CompletableFuture<Outcome> attempt(Execution execution, Turn turn) {
        CompletableFuture<Outcome> sent;
        try {
            int number = execution.nextAttempt(time);
            listeners.tell(listener -> listener.attemptStarted(execution.info(), number));
            sent = transport.send(execution, time, longestAnswer);
        } catch (Throwable e) {
            turn.unused();
            throw e;
        }
        return sent.whenComplete((outcome, impossible) -> releasePermit(execution, turn, outcome));
    }

    private void releasePermit(Execution execution, Turn turn, Outcome outcome) {
        if (!outcome.written()) {
            turn.unused();
            return;
        }
        execution.written();
        // not Headers.EMPTY, which OkHttp 4 does not have
        Headers headers =
                outcome.answer() == null ? Headers.of() : outcome.answer().headers();
        noteClock(execution, headers);
        try {
            turn.answered(outcome.status(), RateLimit.of(headers), RetryAfter.of(headers, time.now()));
        } catch (Throwable e) {
            // a custom clock failed
            turn.answered(outcome.status(), null, null);
        }
    }

    /** Records the server's time. Skips safe operations: a cache may have answered them. */
    private void noteClock(Execution execution, Headers headers) {
        if (execution.operation().safety() == Safety.SAFE) {
            return;
        }
        try {
            Instant date = headers.getInstant("Date");
            if (date != null) {
                shared.serverClock.toldForSure(date, ServerClock.Moment.of(time));
            }
        } catch (Throwable e) {
            // a custom clock failed; a later response will report the time
        }
    }

    private <T> void learn(Execution execution, @Nullable InboxResponse<T> response) {
        Object value = response == null ? null : response.body();
        if (value instanceof SentMessage message) {
            shared.sent().put(message.message().id(), execution.info().number());
            if (execution.subject().account() != null) {
                shared.accounts.put(message.thread().id(), execution.subject().account());
            }
        } else if (value instanceof Message message && execution.subject().sends()) {
            shared.sent().put(message.id(), execution.info().number());
        }
    }

    private <T> CallListener.CallEnd end(
            Execution execution, @Nullable InboxResponse<T> response, @Nullable Throwable failure) {
        Throwable cause = failure == null ? null : Failures.unwrapped(failure);
        return new CallListener.CallEnd(
                execution.attempts(),
                took(execution),
                response != null ? (Integer) response.status() : status(cause),
                cause);
    }

    /** Returns how long the call took. If a custom clock fails, this is a lower bound, so that listeners are still notified of the end. */
    private Duration took(Execution execution) {
        long now;
        try {
            now = time.nanoTime();
        } catch (Throwable e) {
            now = execution.attemptBegunNanos();
        }
        return Duration.ofNanos(now - execution.begunNanos());
    }

    private static @Nullable Integer status(@Nullable Throwable failure) {
        if (failure instanceof InboxApiException api) {
            return api.status();
        }
        if (failure instanceof InboxDecodingException decoding) {
            return decoding.status();
        }
        return failure instanceof InboxUnconfirmedException unconfirmed ? status(unconfirmed.getCause()) : null;
    }

    InboxScheduler time() {
        return time;
    }

    SharedState shared() {
        return shared;
    }

    OpenCalls openCalls() {
        return openCalls;
    }

    CallListeners listeners() {
        return listeners;
    }

    /** Returns the executor for user callbacks, which keeps them from blocking calls. */
    Executor executor() {
        return transport.executor();
    }
}
