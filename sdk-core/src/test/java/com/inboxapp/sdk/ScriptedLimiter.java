package com.inboxapp.sdk;

import com.inboxapp.sdk.ratelimit.RateLimit;
import com.inboxapp.sdk.ratelimit.RateLimitStatus;
import com.inboxapp.sdk.ratelimit.RateLimitedRequest;
import com.inboxapp.sdk.ratelimit.RateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A rate limiter whose decisions are scripted by the test, and that records its calls. */
final class ScriptedLimiter implements RateLimiter {
    static final Duration DENIAL = Duration.ofSeconds(10);

    final List<String> requested = new ArrayList<>();
    final List<String> over = new ArrayList<>();
    final List<String> estimates = new ArrayList<>();
    Duration estimate = Duration.ZERO;
    int places;
    Function<RateLimitedRequest, @Nullable CompletionStage<Decision>> decide = request -> {
        if (places == 0) {
            return completed(new Decision(DENIAL, true));
        }
        places--;
        return completed(Decision.now());
    };

    static CompletableFuture<Decision> completed(Decision decision) {
        return CompletableFuture.completedFuture(decision);
    }

    @Override
    public CompletionStage<Decision> tryAcquire(RateLimitedRequest request) {
        requested.add(request.operation());
        return decide.apply(request);
    }

    @Override
    public void onResponse(
            RateLimitedRequest request, int status, @Nullable RateLimit figures, @Nullable Duration retryAfter) {
        over.add(request.operation() + " " + status + " " + figures + " " + retryAfter);
    }

    @Override
    public void release(RateLimitedRequest request) {
        over.add(request.operation() + " unused");
    }

    @Override
    public Duration untilFree(RateLimitedRequest request, int ahead, int aheadInAccount) {
        estimates.add(request.operation() + " " + ahead + " " + aheadInAccount);
        return estimate;
    }

    @Override
    public List<RateLimitStatus> rateLimits() {
        return List.of(
                new RateLimitStatus("requests a second", null, Duration.ofSeconds(1), 1, 0, 0, 1, Duration.ZERO));
    }
}
