package com.inboxapp.sdk;

import com.inboxapp.sdk.Outcome.Answer;
import com.inboxapp.sdk.runtime.Safety;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import okhttp3.Headers;
import okhttp3.Request;
import okio.Buffer;

/** Runs {@link Retries} over scripted attempts, in virtual time and without a network. */
final class RetriesFixture {
    static final Duration BASE = Duration.ofSeconds(1);

    /** A retry as reported to the listener. */
    record Retried(int failed, Duration delay, InboxException failure) {}

    final VirtualTime time = new VirtualTime();
    final RetryBudget budget = new RetryBudget();
    final List<Retried> reported = new ArrayList<>();
    /** The start time of each attempt. */
    final List<Duration> started = new ArrayList<>();

    double random = 0.5;
    RetryPolicy policy = new RetryPolicy(4, BASE, Duration.ofDays(1), Duration.ofDays(1));
    Safety safety = Safety.SAFE;
    Duration deadline = Durations.FOREVER;
    Cancellation cancellation = new Cancellation();

    private final Retries retries;
    private final Deque<Supplier<CompletableFuture<Outcome>>> script = new ArrayDeque<>();

    RetriesFixture() {
        CallListener listener = new CallListener() {
            @Override
            public void retrying(CallInfo call, int failed, Duration wait, InboxException failure) {
                reported.add(new Retried(failed, wait, failure));
            }
        };
        retries = new Retries(time, budget, () -> random, new CallListeners(List.of(listener)));
    }

    /** Adds attempts that end immediately. */
    RetriesFixture then(Outcome... outcomes) {
        for (Outcome outcome : outcomes) {
            thenDo(() -> CompletableFuture.completedFuture(outcome));
        }
        return this;
    }

    RetriesFixture thenAlways(int times, Outcome outcome) {
        for (int i = 0; i < times; i++) {
            then(outcome);
        }
        return this;
    }

    RetriesFixture thenDo(Supplier<CompletableFuture<Outcome>> attempt) {
        script.add(attempt);
        return this;
    }

    Execution execution() {
        CallOptions options =
                CallOptions.builder().retries(policy).deadline(deadline).build().over(CallOptions.defaults());
        Request request = new Request.Builder().url("http://localhost/").build();
        return new Execution(new Operation("team.get", safety), request, options, cancellation, 7, time);
    }

    CompletableFuture<Outcome> start(Execution execution) {
        return retries.retry(
                execution,
                () -> {
                    started.add(Duration.ofNanos(time.nanoTime()));
                    execution.nextAttempt(time);
                    return script.remove().get();
                },
                outcome -> new InboxTimeoutException("team.get", execution.attempts(), describe(outcome), null));
    }

    /** Runs one execution to its end. */
    CompletableFuture<Outcome> run(Execution execution) {
        CompletableFuture<Outcome> last = start(execution);
        while (!last.isDone() && time.advanceToNext()) {
            // from wait to wait
        }
        return last;
    }

    /** Runs an execution and returns the number of its attempts. */
    int attempts() {
        Execution execution = execution();
        run(execution).join();
        return execution.attempts();
    }

    List<Duration> waits() {
        return reported.stream().map(Retried::delay).toList();
    }

    /** Returns the number of scripted attempts that were not made. */
    int remaining() {
        return script.size();
    }

    static String describe(Outcome outcome) {
        return outcome.answer() == null ? String.valueOf(outcome.failure()) : "status " + outcome.status();
    }

    static Outcome status(int status, String... headers) {
        return Outcome.of(new Answer(status, Headers.of(headers), new Buffer(), null));
    }

    static Outcome truncated(int status, IOException broken, String... headers) {
        return Outcome.of(new Answer(status, Headers.of(headers), new Buffer(), broken));
    }

    static Outcome notWritten() {
        return Outcome.of(new UnknownHostException("nowhere"), false);
    }

    static Outcome lost() {
        return Outcome.of(new IOException("lost"), true);
    }
}
