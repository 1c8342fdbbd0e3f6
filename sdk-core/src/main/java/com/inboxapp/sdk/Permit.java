package com.inboxapp.sdk;

import com.inboxapp.sdk.ratelimit.RateLimit;
import com.inboxapp.sdk.ratelimit.RateLimitedRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A permit to send one request. The holder reports how the request ended; only the first report counts. */
final class Permit {
    private final CallScheduler callScheduler;
    private final RateLimitedRequest request;
    private final AtomicBoolean over = new AtomicBoolean();

    Permit(CallScheduler callScheduler, RateLimitedRequest request) {
        this.callScheduler = callScheduler;
        this.request = request;
    }

    /**
     * Records that the request was sent, or may have been.
     *
     * @param status the HTTP status, 0 if there is no response
     */
    void onResponse(int status, @Nullable RateLimit figures, @Nullable Duration retryAfter) {
        if (over.compareAndSet(false, true)) {
            callScheduler.onResponse(request, status, figures, retryAfter);
        }
    }

    /** Returns the permit, since the request was certainly not sent. */
    void release() {
        if (over.compareAndSet(false, true)) {
            callScheduler.release(request);
        }
    }
}
