package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxClient;
import io.reactivex.rxjava3.core.Completable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The wait between two requests of a poller. It blocks no thread, ends when the client is closed, and can be ended
 * early.
 */
final class PollDelay {
    private final InboxClient client;
    private final String operation;
    private boolean woken;
    private @Nullable CompletableFuture<Void> pause;

    PollDelay(InboxClient client, String operation) {
        this.client = client;
        this.operation = operation;
    }

    /** Waits, unless {@link #wake} was called since the last reset. */
    Completable await(Duration wait) {
        if (wait.isZero()) {
            return Completable.complete();
        }
        return Futures.maybe(() -> start(wait)).ignoreElement();
    }

    private synchronized CompletableFuture<Void> start(Duration wait) {
        if (woken) {
            return CompletableFuture.completedFuture(null);
        }
        pause = client.pause(operation, wait);
        return pause;
    }

    /** Ends the current wait, or else the next one. */
    void wake() {
        CompletableFuture<Void> waits;
        synchronized (this) {
            woken = true;
            waits = pause;
        }
        if (waits != null) {
            waits.complete(null);
        }
    }

    /** Forgets earlier calls of {@link #wake}. */
    synchronized void reset() {
        woken = false;
        pause = null;
    }
}
