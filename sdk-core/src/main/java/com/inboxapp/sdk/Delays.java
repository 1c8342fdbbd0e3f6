package com.inboxapp.sdk;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** A wait between polls. It holds no thread, and it ends when the client is closed. */
final class Delays {
    private Delays() {}

    static CompletableFuture<Void> of(
            String operation, Duration wait, InboxScheduler time, InFlightCalls inFlightCalls) {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Void> end = new CompletableFuture<>();
        Runnable leave = inFlightCalls.add(
                cancellation, () -> new InboxClosedException(operation, 0, "the client is closed; the wait was ended"));
        var unused = end.whenComplete((value, failure) -> {
            leave.run();
            cancellation.cancel(new CancellationException());
        });
        try {
            cancellation.pause(time, wait, () -> end.complete(null), end::completeExceptionally);
        } catch (RuntimeException | Error e) {
            // a custom scheduler may be shut down
            end.completeExceptionally(InboxConnectionException.unexpected(operation, e, "nothing waits"));
        }
        return end;
    }
}
