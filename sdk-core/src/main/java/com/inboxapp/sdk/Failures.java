package com.inboxapp.sdk;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Unwraps the exceptions in which futures wrap failures. */
final class Failures {
    private Failures() {}

    static Throwable unwrapped(@Nullable Throwable failure) {
        Throwable inner = failure;
        while ((inner instanceof CompletionException || inner instanceof ExecutionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner == null ? new IllegalStateException("neither a value nor a failure") : inner;
    }
}
