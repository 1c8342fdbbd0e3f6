package com.inboxapp.sdk;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits in the caller's thread for work of the SDK's threads. */
final class Blocking {
    private Blocking() {}

    /**
     * Returns the value of a future, or throws its exception as if this thread had thrown it.
     *
     * @param interrupted runs when the thread is interrupted meanwhile; it must make the future complete at once. The interrupt flag is
     * restored
     */
    static <R> R await(CompletableFuture<R> future, Runnable interrupted) {
        boolean wasInterrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    wasInterrupted = true;
                    interrupted.run();
                }
            }
        } catch (ExecutionException | CancellationException e) {
            throw thrown(Failures.unwrapped(e));
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException thrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof InboxException exception) {
            // the caller's stack trace is more useful than that of the SDK's thread
            exception.fillInStackTrace();
        }
        return failure instanceof RuntimeException exception ? exception : new IllegalStateException(failure);
    }
}
