package com.inboxapp.sdk;

import com.inboxapp.sdk.runtime.Safety;
import java.net.ProtocolException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Retries attempts whose outcome allows it. Retries safe and idempotent operations after lost connections, timeouts, 429 and {@linkplain
 * StatusClass#TRANSIENT transient} errors of the server. Retries operations that send or create only if nothing of the request was written,
 * and after 429, which states that the request was not processed.
 */
final class Retries {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final double HINT_JITTER = 0.1;
    private static final int MAX_SHIFT = 40;

    private final InboxScheduler time;
    private final RetryBudget budget;
    private final DoubleSupplier random;
    private final CallListeners listeners;

    /**
     * Creates a retry loop.
     *
     * @param random returns random numbers in [0, 1)
     */
    Retries(InboxScheduler time, RetryBudget budget, DoubleSupplier random, CallListeners listeners) {
        this.time = time;
        this.budget = budget;
        this.random = random;
        this.listeners = listeners;
    }

    /**
     * Runs attempts until one is final. Returns the outcome of the last attempt; fails only if there is no outcome, since the first attempt
     * could not be made.
     */
    CompletableFuture<Outcome> retry(
            Execution execution,
            Supplier<CompletableFuture<Outcome>> attempt,
            Function<Outcome, InboxException> meaning) {
        CompletableFuture<Outcome> last = new CompletableFuture<>();
        next(new Loop(execution, attempt, meaning, last), null);
        return last;
    }

    private record Loop(
            Execution execution,
            Supplier<CompletableFuture<Outcome>> attempt,
            Function<Outcome, InboxException> meaning,
            CompletableFuture<Outcome> last) {}

    private void next(Loop loop, @Nullable Outcome earlier) {
        CompletableFuture<Outcome> attempt;
        try {
            attempt = loop.attempt.get();
        } catch (Throwable e) {
            loop.last.completeExceptionally(e);
            return;
        }
        var unused = attempt.whenComplete((outcome, failure) -> {
            try {
                if (outcome != null) {
                    after(loop, outcome);
                } else if (earlier != null && Failures.unwrapped(failure) instanceof InboxRateLimitException) {
                    // the server's error is more useful than an error about the missing permit
                    loop.last.complete(earlier);
                } else {
                    loop.last.completeExceptionally(Failures.unwrapped(failure));
                }
            } catch (Throwable e) {
                loop.last.completeExceptionally(e);
            }
        });
    }

    private void after(Loop loop, Outcome outcome) {
        Execution execution = loop.execution;
        if (outcome.answer() != null && outcome.answer().isSuccess()) {
            budget.succeeded();
        }
        Duration wait = waitBeforeNext(execution, outcome);
        if (wait == null) {
            loop.last.complete(outcome);
            return;
        }
        if (outcome.written() && outcome.status() != TOO_MANY_REQUESTS) {
            execution.mayHaveActed();
        }
        listeners.tell(listener ->
                listener.retrying(execution.info(), execution.attempts(), wait, loop.meaning.apply(outcome)));
        try {
            execution
                    .cancellation()
                    .pause(
                            time,
                            wait,
                            () -> next(loop, outcome),
                            reason -> loop.last.complete(Outcome.of(reason, false)));
        } catch (Throwable e) {
            // the scheduler accepts no more tasks: the outcome is known, and there will be no retry
            loop.last.complete(outcome);
        }
    }

    /** Returns how long to wait before the next attempt, or null if there must be none. */
    private @Nullable Duration waitBeforeNext(Execution execution, Outcome outcome) {
        RetryPolicy policy = execution.options().retries();
        if (execution.cancellation().reason() != null
                || execution.attempts() >= policy.maxAttempts()
                || !mayRetry(execution.operation().safety(), outcome)) {
            return null;
        }
        Duration wait = wait(policy, execution.attempts(), outcome);
        if (Durations.nanos(wait) >= execution.deadlineNanos() - time.nanoTime()) {
            return null;
        }
        // 429 is no sign of an unhealthy service: it states when to retry
        return outcome.status() == TOO_MANY_REQUESTS || budget.take() ? wait : null;
    }

    private static boolean mayRetry(Safety safety, Outcome outcome) {
        int status = outcome.status();
        if (status == TOO_MANY_REQUESTS) {
            return true;
        }
        if (safety == Safety.UNSAFE && outcome.written()) {
            return false;
        }
        if (outcome.answer() == null) {
            return isTransient(Objects.requireNonNull(outcome.failure()));
        }
        Throwable broken = outcome.answer().broken();
        return StatusClass.of(status).isWorthRepeating()
                || (outcome.answer().isSuccess() && broken != null && !(broken instanceof Outcome.Unreadable));
    }

    /** Returns whether another attempt may end differently. */
    private static boolean isTransient(Throwable failure) {
        return failure instanceof java.io.IOException
                && !(failure instanceof Outcome.Unchecked)
                && !(failure instanceof ProtocolException)
                && !(failure instanceof ProxyCredentials.Refused)
                && !(failure instanceof SSLPeerUnverifiedException)
                && !(failure instanceof SSLException && failure.getCause() instanceof CertificateException);
    }

    private Duration wait(RetryPolicy policy, int attempts, Outcome outcome) {
        Duration hint =
                outcome.answer() == null ? null : RetryAfter.of(outcome.answer().headers(), time.now());
        double base = (double) Durations.nanos(policy.baseDelay());
        if (hint == null) {
            double grown = base * (1L << Math.min(attempts - 1, MAX_SHIFT));
            return random(Math.min((double) Durations.nanos(policy.maxDelay()), grown));
        }
        Duration least = Durations.shorter(hint, policy.maxRetryAfter());
        // without jitter, clients that received the same hint would all return at once
        return least.plus(random(Math.max(base, HINT_JITTER * Durations.nanos(least))));
    }

    private Duration random(double maxNanos) {
        return Duration.ofNanos((long) (random.getAsDouble() * maxNanos));
    }
}
