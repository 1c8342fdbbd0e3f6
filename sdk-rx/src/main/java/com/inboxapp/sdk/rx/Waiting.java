package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxClient;
import io.reactivex.rxjava3.core.Completable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The wait between two requests of whatever polls: it holds no thread, ends with the client, and can be woken. */
final class Waiting {
    private final InboxClient client;
    private final String operation;
    private boolean woken;
    private @Nullable CompletableFuture<Void> pause;

    Waiting(InboxClient client, String operation) {
        this.client = client;
        this.operation = operation;
    }

    /** Waits, unless it was woken since the last reset. */
    Completable await(Duration wait) {
        if (wait.isZero()) {
            return Completable.complete();
        }
        return Futures.maybe(() -> begin(wait)).ignoreElement();
    }

    private synchronized CompletableFuture<Void> begin(Duration wait) {
        if (woken) {
            return CompletableFuture.completedFuture(null);
        }
        pause = client.pause(operation, wait);
        return pause;
    }

    /** Ends the wait that is under way, or else the next one. */
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

    /** What happened up to now is seen to. */
    synchronized void reset() {
        woken = false;
        pause = null;
    }
}
