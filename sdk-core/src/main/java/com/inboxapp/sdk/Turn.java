package com.inboxapp.sdk;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A request's permission to be sent. Whoever has it says how it ended, exactly once; more often does no harm. */
final class Turn {
    private final Pacer pacer;
    private final PacedRequest request;
    private final AtomicBoolean over = new AtomicBoolean();

    Turn(Pacer pacer, PacedRequest request) {
        this.pacer = pacer;
        this.request = request;
    }

    /**
     * The request was sent, or may have been.
     *
     * @param status the HTTP status, 0 if there is no answer
     */
    void answered(int status, @Nullable RateLimit figures, @Nullable Duration retryAfter) {
        if (over.compareAndSet(false, true)) {
            pacer.answered(request, status, figures, retryAfter);
        }
    }

    /** The request was certainly not sent. */
    void unused() {
        if (over.compareAndSet(false, true)) {
            pacer.unused(request);
        }
    }
}
