package com.inboxapp.sdk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Creates futures for users. Dependent stages run on a separate thread and block no call. Completing the future early ends the work. */
final class UserFuture {
    private UserFuture() {}

    /**
     * Returns a future that completes as the given one does.
     *
     * @param cancel runs when the user completes the returned future first, by {@code cancel}, {@code orTimeout}, {@code complete} or
     * otherwise
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
                // the client is closed, or no memory is left for another thread; complete the future in this thread
                end.run();
            }
        });
        return outer;
    }

    private static void cancel(Runnable cancel, Executor executor) {
        try {
            cancel.run();
        } catch (StackOverflowError e) {
            // the user's thread has too little stack, and nothing has been changed yet
            executor.execute(cancel);
        }
    }
}
