package com.inboxapp.sdk;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** A wait of whatever polls: it holds no thread, and ends with the client. */
final class Pause {
    private Pause() {}

    static CompletableFuture<Void> of(String operation, Duration wait, InboxScheduler time, OpenCalls openCalls) {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Void> end = new CompletableFuture<>();
        Runnable leave = openCalls.add(
                cancellation,
                () -> new InboxClosedException(operation, 0, "the client is closed; this waits for nothing more"));
        var unused = end.whenComplete((value, failure) -> {
            leave.run();
            cancellation.cancel(new CancellationException());
        });
        try {
            cancellation.pause(time, wait, () -> end.complete(null), end::completeExceptionally);
        } catch (RuntimeException | Error e) {
            // a scheduler of the program's own, which is shut down
            end.completeExceptionally(InboxConnectionException.unexpected(operation, e, "nothing waits"));
        }
        return end;
    }
}
