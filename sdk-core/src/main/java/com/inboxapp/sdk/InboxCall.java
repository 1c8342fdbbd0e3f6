package com.inboxapp.sdk;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.Request;

/**
 * One call of an operation, ready to be executed. It may be executed any number of times, each one an operation of its own, and from any
 * thread, virtual ones included. Immutable.
 *
 * <p>Executing fails with an {@link InboxException}, and with an {@link IllegalArgumentException} for arguments that cannot be sent, in which
 * case nothing was. An execution waits for its turn, if the API's limits ask for it, and sends one request; it repeats the request as
 * {@link RetryPolicy} and the operation's safety class allow.
 *
 * @param <T> what the operation answers
 */
public final class InboxCall<T> {
    private final Supplier<Request> request;
    private final Operation operation;
    private final AnswerDecoder<T> decoder;
    private final CallEngine engine;
    private final CallOptions options;

    InboxCall(
            Supplier<Request> request,
            Operation operation,
            AnswerDecoder<T> decoder,
            CallEngine engine,
            CallOptions options) {
        this.request = request;
        this.operation = operation;
        this.decoder = decoder;
        this.engine = engine;
        this.options = options;
    }

    /**
     * The operation's id in the OpenAPI document.
     *
     * @return for instance {@code threads.list}
     */
    public String operation() {
        return operation.id();
    }

    /**
     * The same call with other options. This one stays as it is.
     *
     * @param options what is set in them replaces what was set before; the rest stays
     * @return the changed call
     */
    public InboxCall<T> with(CallOptions options) {
        return new InboxCall<>(
                request,
                operation,
                decoder,
                engine,
                Objects.requireNonNull(options, "options").over(this.options));
    }

    /**
     * Executes the operation and waits for its answer.
     *
     * @return what the operation answers; null for an operation without a result
     * @throws InboxException if there is no answer, or not the one that the document promises; an {@link InboxInterruptedException} or
     *     {@link InboxUnconfirmedException} when the thread is interrupted, whose flag then stays set
     * @throws IllegalArgumentException if an argument cannot be sent; nothing was
     */
    public T execute() {
        return executeForResponse().body();
    }

    /**
     * Executes the operation and waits for its answer, with its status and headers.
     *
     * @return the answer
     * @throws InboxException if there is no answer, or not the one that the document promises; an {@link InboxInterruptedException} or
     *     {@link InboxUnconfirmedException} when the thread is interrupted, whose flag then stays set
     * @throws IllegalArgumentException if an argument cannot be sent; nothing was
     */
    public InboxResponse<T> executeForResponse() {
        Execution execution = begin(new Cancellation());
        if (Thread.currentThread().isInterrupted()) {
            execution.cancellation().cancel(interrupted(execution));
        }
        return Blocking.await(run(execution), () -> execution.cancellation().cancel(interrupted(execution)));
    }

    private Execution begin(Cancellation cancellation) {
        Request ready;
        try {
            ready = request.get();
        } catch (Error e) {
            // a program with half of a library, say
            throw notBegun(e);
        }
        try {
            return engine.begin(operation, ready, options, cancellation);
        } catch (RuntimeException | Error e) {
            // a clock of the program's own, or no room on the stack
            throw notBegun(e);
        }
    }

    private CompletableFuture<InboxResponse<T>> run(Execution execution) {
        try {
            return engine.run(execution, decoder);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(notBegun(e));
        }
    }

    private InboxConnectionException notBegun(Throwable e) {
        return InboxConnectionException.unexpected(operation.id(), e, "nothing was sent");
    }

    private static InboxInterruptedException interrupted(Execution execution) {
        return new InboxInterruptedException(
                execution.operation().id(),
                execution.attempts(),
                execution.attempts() == 0
                        ? "the thread was interrupted; nothing was sent"
                        : "the thread was interrupted while it waited for the answer");
    }

    /**
     * Executes the operation and returns at once. Cancelling the future cancels the request, as does any other way to complete it early, such
     * as {@code orTimeout}. The threads that complete it are daemons, and do not keep a program alive that waits for nothing else.
     *
     * @return completes with what {@link #execute()} returns, or exceptionally with what it throws
     */
    public CompletableFuture<T> executeAsync() {
        return start(InboxResponse::body);
    }

    /**
     * Executes the operation and returns at once. Cancelling the future cancels the request, as does any other way to complete it early, such
     * as {@code orTimeout}. The threads that complete it are daemons, and do not keep a program alive that waits for nothing else.
     *
     * @return completes with what {@link #executeForResponse()} returns, or exceptionally with what it throws
     */
    public CompletableFuture<InboxResponse<T>> executeAsyncForResponse() {
        return start(Function.identity());
    }

    private <R> CompletableFuture<R> start(Function<InboxResponse<T>, R> convert) {
        Execution execution;
        try {
            execution = begin(new Cancellation());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        return Detached.from(
                run(execution).thenApply(convert),
                engine.executor(),
                () -> execution.cancellation().cancel(new CancellationException("the call was cancelled")));
    }

    /**
     * For work of several calls, whose answers decide what is sent: they end with it, and it does not end with them, when the deadline of one is
     * over.
     */
    CompletableFuture<InboxResponse<T>> run(Cancellation work) {
        Cancellation own = new Cancellation();
        Execution execution = begin(own);
        execution.decides();
        work.during(() -> own.cancel(Objects.requireNonNull(work.reason())));
        return run(execution);
    }
}
