package com.inboxapp.sdk;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.Request;

/**
 * A call of an operation, ready to be executed. It may be executed any number of times, from any thread, including virtual threads. Each
 * execution is independent. Immutable.
 *
 * <p>An execution waits for the rate limit if necessary, sends one request, and retries it as {@link RetryPolicy} and the operation's
 * safety class allow. It fails with an {@link InboxException}, or with an {@link IllegalArgumentException} if an argument cannot be sent.
 * In the latter case no request is sent.
 *
 * @param <T> the type of the result
 */
public final class InboxCall<T> {
    private final Supplier<Request> request;
    private final Operation operation;
    private final ResponseDecoder<T> decoder;
    private final CallEngine engine;
    private final CallOptions options;

    InboxCall(
            Supplier<Request> request,
            Operation operation,
            ResponseDecoder<T> decoder,
            CallEngine engine,
            CallOptions options) {
        this.request = request;
        this.operation = operation;
        this.decoder = decoder;
        this.engine = engine;
        this.options = options;
    }

    /**
     * Returns the operation's id in the OpenAPI document.
     *
     * @return the id, for instance {@code threads.list}
     */
    public String operation() {
        return operation.id();
    }

    /**
     * Returns a copy of this call with other options.
     *
     * @param options the options; those that are set replace the options of this call, the rest is kept
     * @return the copy
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
     * Executes the call and blocks until the response is there.
     *
     * @return the result; null for an operation without a result
     * @throws InboxException if there is no response, an error response, or one that the OpenAPI document does not allow. If the thread is
     *     interrupted, this is an {@link InboxInterruptedException} or {@link InboxUnconfirmedException}, and the interrupt flag stays set
     * @throws IllegalArgumentException if an argument cannot be sent; no request was sent
     */
    public T execute() {
        return executeForResponse().body();
    }

    /**
     * Executes the call and blocks until the response is there. Returns the result with the status and headers.
     *
     * @return the response
     * @throws InboxException if there is no response, an error response, or one that the OpenAPI document does not allow. If the thread is
     *     interrupted, this is an {@link InboxInterruptedException} or {@link InboxUnconfirmedException}, and the interrupt flag stays set
     * @throws IllegalArgumentException if an argument cannot be sent; no request was sent
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
            // for instance a NoClassDefFoundError, if a dependency is missing
            throw notBegun(e);
        }
        try {
            return engine.begin(operation, ready, options, cancellation);
        } catch (RuntimeException | Error e) {
            // a user's scheduler failed, or the stack is nearly exhausted
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
                        : "the thread was interrupted while it waited for the response");
    }

    /**
     * Executes the call and returns at once. Cancelling the future cancels the request, and so does completing it early in any other way,
     * such as {@code orTimeout}. The future is completed on daemon threads, which do not keep the process alive.
     *
     * @return a future that completes with the result of {@link #execute()}, or exceptionally with its exception
     */
    public CompletableFuture<T> executeAsync() {
        return start(InboxResponse::body);
    }

    /**
     * Executes the call and returns at once. Cancelling the future cancels the request, and so does completing it early in any other way,
     * such as {@code orTimeout}. The future is completed on daemon threads, which do not keep the process alive.
     *
     * @return a future that completes with the result of {@link #executeForResponse()}, or exceptionally with its exception
     */
    public CompletableFuture<InboxResponse<T>> executeForResponseAsync() {
        return start(Function.identity());
    }

    private <R> CompletableFuture<R> start(Function<InboxResponse<T>, R> convert) {
        Execution execution;
        try {
            execution = begin(new Cancellation());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        return UserFuture.from(
                run(execution).thenApply(convert),
                engine.executor(),
                () -> execution.cancellation().cancel(new CancellationException("the call was cancelled")));
    }

    /**
     * Executes this call as a part of larger work, whose next steps depend on the response. Cancelling the work cancels the call. The end
     * of the call, for instance at its deadline, does not cancel the work.
     */
    CompletableFuture<InboxResponse<T>> run(Cancellation work) {
        Cancellation own = new Cancellation();
        Execution execution = begin(own);
        execution.decides();
        work.during(() -> own.cancel(Objects.requireNonNull(work.reason())));
        return run(execution);
    }
}
