package com.inboxapp.sdk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A budget that answers what a test says, and keeps what it is asked and told. */
final class ScriptedBudget implements RateBudget {
    static final Duration REFUSAL = Duration.ofSeconds(10);

    final List<String> asked = new ArrayList<>();
    final List<String> over = new ArrayList<>();
    final List<String> estimates = new ArrayList<>();
    Duration estimate = Duration.ZERO;
    int places;
    Function<PacedRequest, @Nullable CompletionStage<Admission>> answer = request -> {
        if (places == 0) {
            return completed(new Admission(REFUSAL, true));
        }
        places--;
        return completed(Admission.now());
    };

    static CompletableFuture<Admission> completed(Admission admission) {
        return CompletableFuture.completedFuture(admission);
    }

    @Override
    public CompletionStage<Admission> take(PacedRequest request) {
        asked.add(request.operation());
        return answer.apply(request);
    }

    @Override
    public void answered(PacedRequest request, int status, @Nullable RateLimit figures, @Nullable Duration retryAfter) {
        over.add(request.operation() + " " + status + " " + figures + " " + retryAfter);
    }

    @Override
    public void unused(PacedRequest request) {
        over.add(request.operation() + " unused");
    }

    @Override
    public Duration untilFree(PacedRequest request, int ahead, int aheadInAccount) {
        estimates.add(request.operation() + " " + ahead + " " + aheadInAccount);
        return estimate;
    }

    @Override
    public List<LimitState> limits() {
        return List.of(new LimitState("requests a second", null, Duration.ofSeconds(1), 1, 0, 0, 1, Duration.ZERO));
    }
}
