package com.inboxapp.sdk;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A permit to send one request. The holder reports how the request ended; only the first report counts. */
final class Turn {
    private final Pacer pacer;
    private final PacedRequest request;
    private final AtomicBoolean over = new AtomicBoolean();

    Turn(Pacer pacer, PacedRequest request) {
        this.pacer = pacer;
        this.request = request;
    }

    /**
     * Records that the request was sent, or may have been.
     *
     * @param status the HTTP status, 0 if there is no response
     */
    void answered(int status, @Nullable RateLimit figures, @Nullable Duration retryAfter) {
        if (over.compareAndSet(false, true)) {
            pacer.answered(request, status, figures, retryAfter);
        }
    }

    /** Returns the permit, since the request was certainly not sent. */
    void unused() {
        if (over.compareAndSet(false, true)) {
            pacer.unused(request);
        }
    }
}
