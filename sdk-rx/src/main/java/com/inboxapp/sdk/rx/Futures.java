package com.inboxapp.sdk.rx;

import io.reactivex.rxjava3.core.Maybe;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Converts futures of sdk-core to RxJava types. RxJava's own conversion does not cancel the future on disposal. */
final class Futures {
    private Futures() {}

    private static <T> CompletableFuture<T> started(Supplier<CompletableFuture<T>> start) {
        try {
            return start.get();
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Starts a future for each subscription and emits its result; disposal cancels it. A null value completes the
     * {@code Maybe} empty.
     */
    static <T> Maybe<T> maybe(Supplier<CompletableFuture<T>> start) {
        return Maybe.create(emitter -> {
            CompletableFuture<T> started = started(start);
            emitter.setCancellable(() -> started.cancel(true));
            var unused = started.whenComplete((value, failure) -> {
                if (failure != null) {
                    // no subscriber is left after a disposal
                    emitter.tryOnError(failure);
                } else if (value != null) {
                    emitter.onSuccess(value);
                } else {
                    emitter.onComplete();
                }
            });
        });
    }
}
