package com.inboxapp.sdk;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits in the caller's thread for what the SDK's own threads do. */
final class Blocking {
    private Blocking() {}

    /**
     * The value of a future, or its exception, as if this thread had thrown it.
     *
     * @param interrupted is run when the thread is interrupted meanwhile; it makes the future end at once. The flag is set again
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
            // where the caller is says more than where the SDK's own thread was
            exception.fillInStackTrace();
        }
        return failure instanceof RuntimeException exception ? exception : new IllegalStateException(failure);
    }
}
