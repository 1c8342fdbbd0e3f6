package com.inboxapp.sdk.rx;

import io.reactivex.rxjava3.core.Maybe;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** From sdk-core's futures to RxJava's types. RxJava's own conversion does not cancel the future when it is disposed of. */
final class Futures {
    private Futures() {}

    private static <T> CompletableFuture<T> begun(Supplier<CompletableFuture<T>> start) {
        try {
            return start.get();
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Begins for each subscription, and ends as the future does; disposing cancels it. A null value completes. */
    static <T> Maybe<T> maybe(Supplier<CompletableFuture<T>> start) {
        return Maybe.create(emitter -> {
            CompletableFuture<T> begun = begun(start);
            emitter.setCancellable(() -> begun.cancel(true));
            var unused = begun.whenComplete((value, failure) -> {
                if (failure != null) {
                    // after a disposal nobody is there to hear of it
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
