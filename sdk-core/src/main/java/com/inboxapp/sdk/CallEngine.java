package com.inboxapp.sdk;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.MessageId;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.ratelimit.RateLimitedRequest;
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

    private final InFlightCalls inFlightCalls;
    private final CallListeners listeners;
    private final Retries retries;
    private final CallScheduler callScheduler;
    private final Transport transport;
    private final OutcomeMapper outcomeMapper;
    private final InboxScheduler time;
    private final SharedState shared;
    private final long maxResponseBytes;

    /** The state that a client shares with the clients derived from it, besides connections. */
    static final class SharedState {
        private static final int RECENT_THREADS = 10_000;

        private final BoundedMap<ThreadId, AccountLinkId> accounts = new BoundedMap<>(RECENT_THREADS);
        private final ServerClock serverClock = new ServerClock();
        private final SendRegistry sends;

        SharedState(SendRegistry sends) {
            this.sends = sends;
        }

        /** Returns the account link of each recently seen thread, so that messages sent into the thread can be rate limited. */
        BoundedMap<ThreadId, AccountLinkId> accounts() {
            return accounts;
        }

        /**
         * Returns the messages known to be the effect of one call, with the number of that call. They cannot be the effect of another call.
         */
        BoundedMap<MessageId, Long> sent() {
            return sends.messages();
        }

        UnconfirmedSends openSends() {
            return sends.open();
        }

        /** Records that a client with this state was closed. */
        void leave(InFlightCalls client) {
            sends.leave(client);
        }

        ServerClock serverClock() {
            return serverClock;
        }
    }

    CallEngine(
            InFlightCalls inFlightCalls,
            CallListeners listeners,
            Retries retries,
            CallScheduler callScheduler,
            Transport transport,
            OutcomeMapper outcomeMapper,
            InboxScheduler time,
            SharedState shared,
            long maxResponseBytes) {
        this.inFlightCalls = inFlightCalls;
        this.listeners = listeners;
        this.retries = retries;
        this.callScheduler = callScheduler;
        this.transport = transport;
        this.outcomeMapper = outcomeMapper;
        this.time = time;
        this.shared = shared;
        this.maxResponseBytes = maxResponseBytes;
    }

    /** Creates the execution of a call. */
    Execution begin(Operation operation, Request request, CallOptions options, Cancellation cancellation) {
        StackCheck.check();
        Request.Builder complete = request.newBuilder();
        options.headers().forEach(complete::header);
        return new Execution(operation, complete.build(), options, cancellation, CALLS.incrementAndGet(), time);
    }

    /** Runs a call through all steps, in order. The future completes when the call ends, however it ends. */
    <T> CompletableFuture<InboxResponse<T>> run(Execution execution, ResponseDecoder<T> decoder) {
        listeners.tell(listener -> listener.callStarted(execution.info()));
        Runnable leave = enter(execution);
        Future<?> deadline = startDeadline(execution);
        shared.openSends().add(execution.info().number(), execution.context());
        CompletableFuture<InboxResponse<T>> end = new CompletableFuture<>();
        try {
            var unused = retries.retry(
                            execution,
                            () -> awaitPermit(execution)
                                    .thenCompose(permit -> attempt(execution, permit))
                                    .thenApply(outcome -> decoder.expectsNothing() ? outcome.withoutBody() : outcome),
                            outcome -> (InboxException) outcomeMapper.failure(execution, outcome))
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
            aside(() -> shared.openSends().sentAgain(execution.context(), failure));
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
                : outcomeMapper.failure(execution, Outcome.of(new Outcome.Unchecked(failure), execution.isWritten()));
    }

    private <T> void decode(
            Execution execution, Outcome outcome, ResponseDecoder<T> decoder, CompletableFuture<InboxResponse<T>> end) {
        Cancellation cancellation = execution.cancellation();
        // a response that has already arrived is not discarded because the cancellation came a moment earlier
        if (cancellation.reason() == null) {
            cancellation.during(() -> end.completeExceptionally(outcomeMapper.failure(
                    execution, Outcome.of(Objects.requireNonNull(cancellation.reason()), outcome.written()))));
        }
        end.complete(outcomeMapper.response(execution, outcome, decoder, end::isDone));
    }

    /** Registers the call, so that it ends if the client is closed already or is closed later. */
    private Runnable enter(Execution execution) {
        return inFlightCalls.add(
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

    private CompletableFuture<Permit> awaitPermit(Execution execution) {
        return callScheduler.admit(
                RateLimitedRequest.of(
                        execution.operation().id(), execution.context().sends(), account(execution.context())),
                execution.attempts(),
                execution.options().priority(),
                hasDeadline(execution) ? execution.deadlineNanos() : CallScheduler.NO_DEADLINE,
                execution.cancellation(),
                wait -> listeners.tell(
                        listener -> listener.waiting(execution.info(), CallListener.WaitReason.RATE_LIMIT, wait)));
    }

    private @Nullable String account(SendContext context) {
        AccountLinkId account = context.account();
        if (account == null && context.thread() != null) {
            account = shared.accounts.get(context.thread());
        }
        return account == null ? null : account.value();
    }

    private CompletableFuture<Outcome> attempt(Execution execution, Permit permit) {
        CompletableFuture<Outcome> sent;
        try {
            int number = execution.nextAttempt(time);
            listeners.tell(listener -> listener.attemptStarted(execution.info(), number));
            sent = transport.send(execution, time, maxResponseBytes);
        } catch (Throwable e) {
            permit.release();
            throw e;
        }
        return sent.whenComplete((outcome, impossible) -> releasePermit(execution, permit, outcome));
    }

    private void releasePermit(Execution execution, Permit permit, Outcome outcome) {
        if (!outcome.written()) {
            permit.release();
            return;
        }
        execution.written();
        // not Headers.EMPTY, which OkHttp 4 does not have
        Headers headers =
                outcome.answer() == null ? Headers.of() : outcome.answer().headers();
        noteClock(execution, headers);
        try {
            permit.onResponse(outcome.status(), RateLimitHeaders.parse(headers), RetryAfter.of(headers, time.now()));
        } catch (Throwable e) {
            // a custom clock failed
            permit.onResponse(outcome.status(), null, null);
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
            if (execution.context().account() != null) {
                shared.accounts.put(message.thread().id(), execution.context().account());
            }
        } else if (value instanceof Message message && execution.context().sends()) {
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
            now = execution.attemptStartedNanos();
        }
        return Duration.ofNanos(now - execution.startedNanos());
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

    InFlightCalls inFlightCalls() {
        return inFlightCalls;
    }

    CallListeners listeners() {
        return listeners;
    }

    /** Returns the executor for user callbacks, which keeps them from blocking calls. */
    Executor executor() {
        return transport.executor();
    }
}
