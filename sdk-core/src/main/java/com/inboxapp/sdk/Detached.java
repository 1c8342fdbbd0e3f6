package com.inboxapp.sdk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A future for users: what hangs on it runs in a thread of its own and holds up no call, and to complete it early ends the work. */
final class Detached {
    private Detached() {}

    /**
     * A future that ends as another one does.
     *
     * @param cancel is run when the user completes the future before, in whatever way: {@code cancel}, {@code orTimeout}, {@code complete}
     */
    static <R> CompletableFuture<R> from(CompletableFuture<R> inner, Executor executor, Runnable cancel) {
        CompletableFuture<R> outer = new CompletableFuture<>();
        AtomicBoolean ended = new AtomicBoolean();
        var unusedOuter = outer.whenComplete((value, failure) -> {
            if (!ended.get()) {
                cancel(cancel, executor);
            }
        });
        var unusedInner = inner.whenComplete((value, failure) -> {
            ended.set(true);
            Runnable end = () -> {
                if (failure == null) {
                    outer.complete(value);
                } else {
                    outer.completeExceptionally(Failures.unwrapped(failure));
                }
            };
            try {
                executor.execute(end);
            } catch (RejectedExecutionException | Error e) {
                // the client is closed, or there is no memory for another thread: the future ends nevertheless
                end.run();
            }
        });
        return outer;
    }

    private static void cancel(Runnable cancel, Executor executor) {
        try {
            cancel.run();
        } catch (StackOverflowError e) {
            // the user's thread has no room for it, and nothing has been done yet
            executor.execute(cancel);
        }
    }
}
